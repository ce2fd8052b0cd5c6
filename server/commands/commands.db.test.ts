import { afterAll, beforeAll, expect, test } from "vitest";
import { queryOf } from "@/db/handle";
import { readTenant, writeTenant } from "@/db/tenant";
import { type FreshTenant, freshTenant } from "@/db/testing/fresh-tenant";
import {
  asStation,
  ended16,
  exchangeAt,
  metered16,
  numberOf,
  of2x,
  onlySession,
  reading,
  started16,
  sendEvent,
  updated2x,
} from "@/server/station-port/testing/port-driver";
import type { CommandResult, StationCommand } from "@/server/domain/station/command";
import {
  claimCommand,
  closePort,
  openPort,
  recordEvent,
  completeCommand,
  stationConnected,
  stationDisconnected,
  watchCommands,
} from "@/server/station-port";
import { requestCommand } from "@/server/commands/request-command";
import { sweepCommands } from "@/server/commands/sweep-commands";

beforeAll(() => openPort({ gatewayId: "commands" }));
afterAll(() => closePort());

const LINK = { ocppVersion: "1.6", remoteAddress: "127.0.0.1" };
const T0 = Date.parse("2026-03-02T10:00:00Z");
const accepted: CommandResult = { type: "answered", isAccepted: true, status: "Accepted", info: null, variables: [] };

async function online(): Promise<FreshTenant> {
  const tenant = await freshTenant();
  await stationConnected(asStation(tenant), LINK);
  return tenant;
}

const request = (tenant: FreshTenant, command: StationCommand, mayQueue = false) =>
  writeTenant(tenant.tenantId, (db) =>
    requestCommand(db, { stationId: tenant.station.id, command, requestedBy: null, mayQueue }),
  );

async function stateOf(tenant: FreshTenant, commandId: string): Promise<string | undefined> {
  const [row] = await readTenant(
    tenant.tenantId,
    (db) => queryOf(db)<{ state: string }>`
    select state from station_commands where id = ${commandId}::uuid`,
  );
  return row?.state;
}

const WORDS = { ocppVersion: "1.6", action: "Test", request: "{}", answer: "{}" };
const EXCHANGE = { ...WORDS, errorCode: null, errorDescription: null, deviations: [] };

const complete = (tenant: FreshTenant, messageId: string, result: CommandResult) =>
  completeCommand(asStation(tenant), messageId, {
    result,
    exchanges: [{ ...EXCHANGE, messageId, sentAtMs: Date.now() }],
  });

const RESET: StationCommand = { type: "reset", kind: "soft" };

test("a command is claimed once, by whichever gateway asks first", async () => {
  const tenant = await online();
  const { commandId } = await request(tenant, RESET);
  const claims = await Promise.all(Array.from({ length: 8 }, () => claimCommand(asStation(tenant))));
  expect(claims.filter(Boolean)).toEqual([{ commandId, command: RESET, limits: { items: null, bytes: null } }]);
  expect(await stateOf(tenant, commandId)).toBe("sent");
});

test("commands of one station are sent in the order of asking", async () => {
  const tenant = await online();
  const first = await request(tenant, RESET);
  const second = await request(tenant, { type: "trigger-message", message: "boot", evse: null });
  expect((await claimCommand(asStation(tenant)))?.commandId).toBe(first.commandId);
  expect((await claimCommand(asStation(tenant)))?.commandId).toBe(second.commandId);
  expect(await claimCommand(asStation(tenant))).toBeNull();
});

test("the gateway hears of a command when its transaction commits, not before", async () => {
  const tenant = await online();
  const notified: string[] = [];
  const notification = new Promise<void>((resolve) => {
    const stop = watchCommands((stationId) => {
      notified.push(stationId);
      if (stationId === tenant.station.id) {
        stop();
        resolve();
      }
    });
  });
  await writeTenant(tenant.tenantId, async (db) => {
    await requestCommand(db, { stationId: tenant.station.id, command: RESET, requestedBy: null });
    expect(notified).not.toContain(tenant.station.id);
  });
  await notification;
});

test("an offline station cannot be asked, unless the command may wait; then it is told when it is back", async () => {
  const tenant = await freshTenant();
  await expect(request(tenant, RESET)).rejects.toMatchObject({ status: "CONFLICT" });
  const { commandId } = await request(tenant, RESET, true);
  const notification = new Promise<string>((resolve) => {
    const stop = watchCommands((stationId) => {
      stop();
      resolve(stationId);
    });
  });
  await stationConnected(asStation(tenant), LINK);
  expect(await notification).toBe(tenant.station.id);
  expect((await claimCommand(asStation(tenant)))?.commandId).toBe(commandId);
});

test("a remote start is done when its session starts, even before its answer", async () => {
  const tenant = await online();
  const token = { uid: tenant.driver.uid, kind: "central" } as const;
  const { commandId } = await request(tenant, { type: "remote-start", evse: 1, token, remoteStartId: 7 });
  await claimCommand(asStation(tenant));
  await sendEvent(asStation(tenant), started16(tenant.driver.uid.toLowerCase(), T0, 0));
  expect(await stateOf(tenant, commandId)).toBe("done");
  await complete(tenant, commandId, accepted);
  expect(await stateOf(tenant, commandId)).toBe("done");
});

test("a remote stop is accepted, and done when the session ends", async () => {
  const tenant = await online();
  const number = numberOf(await sendEvent(asStation(tenant), started16(tenant.driver.uid, T0, 0)));
  const { commandId } = await request(tenant, {
    type: "remote-stop",
    session: { by: "number", sessionNumber: number },
  });
  await claimCommand(asStation(tenant));
  await complete(tenant, commandId, accepted);
  expect(await stateOf(tenant, commandId)).toBe("accepted");
  await sendEvent(asStation(tenant), ended16(number, T0 + 60_000, 100, { reason: "Remote" }));
  expect(await stateOf(tenant, commandId)).toBe("done");
});

test("a remote stop is done also by a stop that bears no true number", async () => {
  const tenant = await online();
  const number = numberOf(await sendEvent(asStation(tenant), started16(tenant.driver.uid, T0, 0)));
  const session = { by: "number", sessionNumber: number } as const;
  const { commandId } = await request(tenant, { type: "remote-stop", session });
  await claimCommand(asStation(tenant));
  await complete(tenant, commandId, accepted);
  await sendEvent(asStation(tenant), ended16(-1, T0 + 60_000, 100, { reason: "Remote" }));
  expect(await stateOf(tenant, commandId)).toBe("done");
});

test("a reset is done when the station boots, a change of availability when its connector says so", async () => {
  const tenant = await online();
  const reset = await request(tenant, RESET);
  const change = await request(tenant, { type: "change-availability", evse: 1, operative: false });
  for (const { commandId } of [reset, change]) {
    await claimCommand(asStation(tenant));
    await complete(tenant, commandId, accepted);
  }
  const now = Date.now();
  await sendEvent(asStation(tenant), {
    type: "booted",
    key: `b${now}`,
    atMs: now,
    vendor: "Test",
    model: "One",
    serialNumber: null,
    firmwareVersion: "2.0",
    meterSerialNumber: null,
    reason: null,
  });
  expect(await stateOf(tenant, reset.commandId)).toBe("done");
  const status = { type: "status-changed", evse: 1, connector: 1, errorCode: null, info: null } as const;
  await sendEvent(asStation(tenant), { ...status, key: "s1", atMs: now, state: "available" });
  expect(await stateOf(tenant, change.commandId)).toBe("accepted");
  await sendEvent(asStation(tenant), { ...status, key: "s2", atMs: now, state: "unavailable" });
  expect(await stateOf(tenant, change.commandId)).toBe("done");
});

test("a change of availability that waits for a transaction to end is done when it is seen, though the station was away meanwhile", async () => {
  const tenant = await online();
  const station = asStation(tenant);
  const { commandId } = await request(tenant, { type: "change-availability", evse: 1, operative: false });
  await claimCommand(station);
  await complete(tenant, commandId, { ...accepted, status: "Scheduled" });
  await stationDisconnected(station);
  await stationConnected(station, LINK);
  await sendEvent(station, {
    type: "status-changed",
    evse: 1,
    connector: 1,
    errorCode: null,
    info: null,
    key: "s1",
    atMs: Date.now(),
    state: "unavailable",
  });
  expect(await stateOf(tenant, commandId)).toBe("done");
});

test.each(["status", "boot", "meter-values"] as const)("a triggered %s is done when it arrives", async (message) => {
  const tenant = await online();
  const station = asStation(tenant);
  const { commandId } = await request(tenant, { type: "trigger-message", message, evse: 1 });
  await claimCommand(station);
  await complete(tenant, commandId, accepted);
  expect(await stateOf(tenant, commandId)).toBe("accepted");
  const now = Date.now();
  const facts = { serialNumber: null, firmwareVersion: null, meterSerialNumber: null, reason: null };
  if (message === "boot")
    await sendEvent(station, { type: "booted", key: "b", atMs: now, vendor: "Test", model: "One", ...facts });
  else if (message === "meter-values") await sendEvent(station, { ...metered16(1, [reading(now, 1)]), session: null });
  else
    await sendEvent(station, {
      type: "status-changed",
      key: "s",
      atMs: now,
      evse: 1,
      connector: 1,
      state: "available",
      errorCode: null,
      info: null,
    });
  expect(await stateOf(tenant, commandId)).toBe("done");
});

test("a triggered message whose commit failed still makes the command done when the station sends it again", async () => {
  const tenant = await online();
  const station = asStation(tenant);
  const { commandId } = await request(tenant, { type: "trigger-message", message: "meter-values", evse: 1 });
  await claimCommand(station);
  await complete(tenant, commandId, accepted);
  const metered = { ...metered16(1, [reading(Date.now(), 1)]), session: null };
  const unencodable = () => {
    throw new Error("no word for it");
  };
  await expect(recordEvent(station, metered, { ...exchangeAt(Date.now()), answer: unencodable })).rejects.toThrow(
    "no word",
  );
  expect(await stateOf(tenant, commandId)).toBe("accepted");
  await sendEvent(station, metered);
  expect(await stateOf(tenant, commandId)).toBe("done");
});

test("2.x: a remote start is done when a transaction that had begun at the plug goes on by it", async () => {
  const tenant = await online();
  const station = asStation(tenant);
  const ref = { session: { by: "station-id", transactionId: "tx-1" }, seqNo: 1, key: "tx/1" } as const;
  await sendEvent(station, started16("", T0, 0, { token: null, transactionId: "tx-1", seqNo: 0 }));
  const token = { uid: tenant.driver.uid, kind: "central" } as const;
  const { commandId } = await request(tenant, { type: "remote-start", evse: 1, token, remoteStartId: 7 });
  await claimCommand(station);
  await complete(tenant, commandId, accepted);
  await sendEvent(station, { ...metered16(0, []), ...ref, atMs: T0 + 1_000, remoteStartId: 7 });
  expect(await stateOf(tenant, commandId)).toBe("done");
});

test.each(["at its start", "in its course"])(
  "2.x: a transaction that names our remote start %s but no token is paid by whom it was asked for",
  async (when) => {
    const tenant = await online();
    const station = asStation(tenant);
    const token = { uid: tenant.driver.uid, kind: "central" } as const;
    const { commandId } = await request(tenant, { type: "remote-start", evse: 1, token, remoteStartId: 9 });
    await claimCommand(station);
    await complete(tenant, commandId, accepted);
    const remoteStartId = 9;
    const start = started16("", T0, 0, { token: null, ...of2x("tx-9", 0), transactionId: "tx-9" });
    await sendEvent(station, when === "at its start" ? { ...start, remoteStartId } : start);
    if (when === "in its course") await sendEvent(station, updated2x("tx-9", 1, T0 + 1_000, { remoteStartId }));
    const paid = { tokenUid: tenant.driver.uid, billingAccountId: tenant.driver.billingAccountId };
    expect(await onlySession(tenant)).toMatchObject(paid);
  },
);

test("2.x: a transaction that names a remote start that was refused, or none of ours, is nobody's", async () => {
  const tenant = await online();
  const station = asStation(tenant);
  const token = { uid: tenant.driver.uid, kind: "central" } as const;
  const { commandId } = await request(tenant, { type: "remote-start", evse: 1, token, remoteStartId: 9 });
  await claimCommand(station);
  await complete(tenant, commandId, { ...accepted, isAccepted: false, status: "Rejected" });
  const start = {
    ...started16("", T0, 0, { token: null, ...of2x("tx-9", 0), transactionId: "tx-9" }),
    remoteStartId: 9,
  };
  await sendEvent(station, start);
  await sendEvent(station, updated2x("tx-9", 1, T0 + 1_000, { remoteStartId: 10 }));
  expect(await onlySession(tenant)).toMatchObject({ tokenUid: null, billingAccountId: null });
});

test("a gateway whose station went over to another one leaves its commands to that one", async () => {
  const tenant = await online();
  const { commandId } = await request(tenant, RESET);
  const heldBy = (gateway: string) =>
    writeTenant(tenant.tenantId, (db) => queryOf(db)`update stations set gateway_id = ${gateway}::text`);
  await heldBy("another");
  expect(await claimCommand(asStation(tenant))).toBeNull();
  expect(await stateOf(tenant, commandId)).toBe("requested");
  await heldBy("commands");
  expect((await claimCommand(asStation(tenant)))?.commandId).toBe(commandId);
});

test.each([
  [{ type: "answered", isAccepted: false, status: "Rejected", info: null, variables: [] }, "rejected"],
  [{ type: "refused", errorCode: "InternalError", description: "" }, "refused"],
  [{ type: "unsupported" }, "unsupported"],
  [{ type: "timed-out" }, "timed_out"],
] as const)("%o leaves the command %s", async (result, state) => {
  const tenant = await online();
  const { commandId } = await request(tenant, RESET);
  await claimCommand(asStation(tenant));
  await complete(tenant, commandId, result);
  expect(await stateOf(tenant, commandId)).toBe(state);
});

test("a report is done when its last part has come, whatever other report comes meanwhile", async () => {
  const tenant = await online();
  const { commandId } = await request(tenant, { type: "get-base-report", requestId: 12 });
  await claimCommand(asStation(tenant));
  await complete(tenant, commandId, accepted);
  const part = (key: string, requestId: number, isLast: boolean) =>
    sendEvent(asStation(tenant), {
      type: "variables-reported",
      key,
      atMs: Date.now(),
      requestId,
      variables: [],
      isLast,
    });
  await part("r1", 12, false);
  await part("r2", 13, true);
  expect(await stateOf(tenant, commandId)).toBe("accepted");
  await part("r3", 12, true);
  expect(await stateOf(tenant, commandId)).toBe("done");
});

test("a variable that was reported as read-only stays so when its value is read, and no clock keeps a newer value out", async () => {
  const tenant = await online();
  const name = { component: "DeviceDataCtrlr", instance: "GetVariables", evse: null, variable: "ItemsPerMessage" };
  const valueOf = async () => {
    const rows = await readTenant(
      tenant.tenantId,
      (db) => queryOf(db)<{ value: string; isReadOnly: boolean }>`
      select value, is_read_only as "isReadOnly" from station_variables`,
    );
    return rows.length === 1 ? rows[0] : rows;
  };
  const report = (key: string, value: string, atMs: number) =>
    sendEvent(asStation(tenant), {
      type: "variables-reported",
      key,
      atMs,
      requestId: 1,
      variables: [{ ...name, attribute: "Actual", value, isReadOnly: true }],
      isLast: true,
    });
  await report("r1", "4", Date.now() + 5 * 60_000);
  const { commandId } = await request(tenant, { type: "get-variables", variables: [name] });
  await claimCommand(asStation(tenant));
  const variables = [{ ...name, status: "Accepted", value: "5", isReadOnly: null }];
  await complete(tenant, commandId, { ...accepted, variables } as CommandResult);
  expect(await valueOf()).toEqual({ value: "5", isReadOnly: true });
  await report("r2", "6", Date.now() - 60 * 60_000);
  expect(await valueOf()).toEqual({ value: "6", isReadOnly: true });
});

test("an answer behind its time is the command's fate after all, and what it tells is known", async () => {
  const tenant = await online();
  const reset = await request(tenant, RESET);
  const name = { component: "", instance: null, evse: null, variable: "HeartbeatInterval" };
  const read = await request(tenant, { type: "get-variables", variables: [name] });
  for (const { commandId } of [reset, read]) {
    await claimCommand(asStation(tenant));
    await complete(tenant, commandId, { type: "timed-out" });
    expect(await stateOf(tenant, commandId)).toBe("timed_out");
  }
  await complete(tenant, reset.commandId, accepted);
  expect(await stateOf(tenant, reset.commandId)).toBe("accepted");
  const variables = [{ ...name, status: "Accepted", value: "300", isReadOnly: false }];
  await complete(tenant, read.commandId, { ...accepted, variables } as CommandResult);
  const [row] = await readTenant(
    tenant.tenantId,
    (db) => queryOf(db)<{ state: string; isDone: boolean; value: string }>`
    select c.state, c.done_at is not null as "isDone", v.value
      from station_commands c, station_variables v where c.id = ${read.commandId}::uuid`,
  );
  expect(row).toEqual({ state: "done", isDone: true, value: "300" });
});

test("a variable that was read or set is the station's configuration from then on", async () => {
  const tenant = await online();
  const name = { component: "", instance: null, evse: null, variable: "MeterValueSampleInterval" };
  const { commandId } = await request(tenant, { type: "set-variables", variables: [{ ...name, value: "60" }] });
  await claimCommand(asStation(tenant));
  const variables = [{ ...name, status: "Accepted", value: null, isReadOnly: false }];
  await complete(tenant, commandId, { ...accepted, variables } as CommandResult);
  expect(await stateOf(tenant, commandId)).toBe("done");
  const rows = await readTenant(
    tenant.tenantId,
    (db) => queryOf(db)<{ variable: string; value: string }>`
    select variable, value from station_variables`,
  );
  expect(rows).toMatchObject([{ variable: "MeterValueSampleInterval", value: "60" }]);
});

test("commands that nobody will close are closed by the sweep", async () => {
  const tenant = await online();
  const late = await request(tenant, RESET);
  const orphan = await request(tenant, RESET);
  await writeTenant(tenant.tenantId, async (db) => {
    await queryOf(
      db,
    )`update station_commands set expires_at = now() - interval '1 second' where id = ${late.commandId}::uuid`;
    await queryOf(db)`update station_commands set state = 'sent', sent_at = now() - interval '1 hour'
    where id = ${orphan.commandId}::uuid`;
    expect(await sweepCommands(db)).toBe(2);
  });
  expect(await stateOf(tenant, late.commandId)).toBe("expired");
  expect(await stateOf(tenant, orphan.commandId)).toBe("timed_out");
});

test("a station with two sockets is connected until the last one is gone", async () => {
  const tenant = await online();
  await stationConnected(asStation(tenant), LINK);
  const gateway = async () => {
    const [row] = await readTenant(
      tenant.tenantId,
      (db) => queryOf(db)<{ gateway: string | null }>`select gateway_id as gateway from stations`,
    );
    return row?.gateway;
  };
  await stationDisconnected(asStation(tenant));
  expect(await gateway()).toBe("commands");
  await stationDisconnected(asStation(tenant));
  expect(await gateway()).toBeNull();
});
