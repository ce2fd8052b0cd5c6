/** A station's passwords are sent to it, and kept nowhere. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { queryOf } from "@/db/handle";
import { readTenant, writeTenant } from "@/db/tenant";
import { type FreshTenant, freshTenant } from "@/db/testing/fresh-tenant";
import { asStation } from "@/server/station-port/testing/port-driver";
import type { StationCommand } from "@/server/domain/station/command";
import {
  claimCommand,
  closePort,
  openPort,
  recordEvent,
  completeCommand,
  stationConnected,
} from "@/server/station-port";
import { listCommands } from "@/server/commands/list-commands";
import { requestCommand } from "@/server/commands/request-command";
import { sweepCommands } from "@/server/commands/sweep-commands";

beforeAll(() => openPort({ gatewayId: "station-secrets" }));
afterAll(() => closePort());

const KEY = "s3cr3t-of-the-station";
const NAME = { component: "", instance: null, evse: null, variable: "AuthorizationKey" };
const SET: StationCommand = { type: "set-variables", variables: [{ ...NAME, value: KEY }] };

async function online(): Promise<FreshTenant> {
  const tenant = await freshTenant();
  await stationConnected(asStation(tenant), { ocppVersion: "1.6", remoteAddress: "127.0.0.1" });
  return tenant;
}

const query = (tenant: FreshTenant) =>
  writeTenant(tenant.tenantId, (db) =>
    requestCommand(db, { stationId: tenant.station.id, command: SET, requestedBy: null, mayQueue: true }),
  );

/** Every row that a station's configuration passes through, as text. */
const kept = (tenant: FreshTenant): Promise<string> =>
  readTenant(tenant.tenantId, async (db) =>
    JSON.stringify([
      await queryOf(db)`select * from station_commands`,
      await queryOf(db)`select * from station_events`,
      await queryOf(db)`select * from station_variables`,
      await queryOf(
        db,
      )`select request, answer, action, received_at from ocpp_messages where tenant_id = ${tenant.tenantId}::uuid`,
    ]),
  );

test("a password that is set reaches the station, and nobody can read it before or after", async () => {
  const tenant = await online();
  const { commandId } = await query(tenant);
  const listed = await readTenant(tenant.tenantId, (db) =>
    listCommands(db, { stationId: tenant.station.id, limit: 50 }),
  );
  expect(JSON.stringify(listed)).not.toContain(KEY);

  const claimed = await claimCommand(asStation(tenant));
  expect(JSON.stringify(claimed)).toContain(KEY);
  await completeCommand(asStation(tenant), commandId, {
    result: {
      type: "answered",
      isAccepted: true,
      status: "Accepted",
      info: null,
      variables: [{ ...NAME, status: "Accepted", value: KEY, isReadOnly: false }],
    },
    exchanges: [
      {
        ocppVersion: "1.6",
        messageId: "m-1",
        action: "ChangeConfiguration",
        request: JSON.stringify({ key: "AuthorizationKey", value: KEY }),
        answer: '{"status":"Accepted"}',
        errorCode: null,
        errorDescription: null,
        sentAtMs: Date.now(),
        deviations: [],
      },
    ],
  });
  const text = await kept(tenant);
  expect(text).not.toContain(KEY);
  expect(text.match(/"AuthorizationKey/g)?.length).toBeGreaterThan(1);
});

test("a password that a station tells of itself is not kept", async () => {
  const tenant = await online();
  const request = JSON.stringify({
    requestId: 7,
    reportData: [{ variable: { name: "BasicAuthPassword" }, variableAttribute: [{ value: KEY }] }],
  });
  const variable = {
    ...NAME,
    variable: "BasicAuthPassword",
    attribute: "Actual" as const,
    value: KEY,
    isReadOnly: false,
  };
  await recordEvent(
    asStation(tenant),
    {
      type: "variables-reported",
      key: "report/7/0",
      atMs: Date.now(),
      requestId: 7,
      variables: [variable],
      isLast: true,
    },
    {
      ocppVersion: "2.0.1",
      messageId: "m-2",
      deviations: [],
      action: "NotifyReport",
      request,
      receivedAtMs: Date.now(),
      answer: () => "{}",
    },
  );
  const text = await kept(tenant);
  expect(text).not.toContain(KEY);
  expect(text).toContain("BasicAuthPassword");
});

test("a password that was never sent is forgotten with its command", async () => {
  const tenant = await online();
  const { commandId } = await query(tenant);
  await writeTenant(tenant.tenantId, async (db) => {
    await queryOf(
      db,
    )`update station_commands set expires_at = now() - interval '1 second' where id = ${commandId}::uuid`;
    await sweepCommands(db);
  });
  expect(await kept(tenant)).not.toContain(KEY);
});
