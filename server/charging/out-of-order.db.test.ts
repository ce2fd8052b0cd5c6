import { afterAll, beforeAll, expect, test } from "vitest";
import { freshTenant } from "@/db/testing/fresh-tenant";
import { closePort, openPort } from "@/server/station-port";
import {
  asStation,
  ended16,
  findingsOf,
  metered16,
  numberOf,
  of2x,
  onlySession,
  PER_MINUTE,
  reading,
  recordsOf,
  sessionsOf,
  started16,
  statesOf,
  sendEvent,
  updated2x,
} from "@/server/station-port/testing/port-driver";
import type { ConnectorState, SessionMeteredEvent } from "@/server/domain/station/event";

beforeAll(() => openPort({ gatewayId: "unusual-order" }));
afterAll(() => closePort());

const HOUR = 3_600_000;
const MINUTE = 60_000;
const T0 = Date.parse("2026-03-02T10:00:00Z");

const tx = "tx-1";
const updated = (seqNo: number, atMs: number, more: Partial<SessionMeteredEvent>) => updated2x(tx, seqNo, atMs, more);
const started2x = (uid: string, more: Parameters<typeof started16>[3] = {}) =>
  started16(uid, T0, 0, { transactionId: tx, ...of2x(tx, 0), ...more });
const ended2x = (seqNo: number, atMs: number, wh: number) => ({ ...ended16(0, atMs, wh), ...of2x(tx, seqNo) });

test("1.6: of two states told of the same second the later one holds, so that idle time costs no charging time", async () => {
  const tenant = await freshTenant({ tariff: PER_MINUTE });
  const station = asStation(tenant);
  const number = numberOf(await sendEvent(station, started16(tenant.driver.uid, T0, 0)));
  const status = (key: string, state: ConnectorState) =>
    sendEvent(station, {
      type: "status-changed",
      evse: 1,
      connector: 1,
      errorCode: null,
      info: null,
      key,
      atMs: T0,
      state,
    });
  await status("s1", "charging");
  await status("s2", "suspended_ev");
  expect(await statesOf(tenant)).toEqual([{ atMs: T0, state: "idle_ev" }]);
  expect(await sendEvent(station, ended16(number, T0 + HOUR, 1_000))).toMatchObject({ totalCost: "0.00" });
});

test("1.6: a state told behind another is the newer one, though the clock stepped back a second between; a minute back it is late", async () => {
  const tenant = await freshTenant({ tariff: PER_MINUTE });
  const station = asStation(tenant);
  const number = numberOf(await sendEvent(station, started16(tenant.driver.uid, T0, 0)));
  const status = (state: ConnectorState, atMs: number) =>
    sendEvent(station, {
      type: "status-changed",
      evse: 1,
      connector: 1,
      errorCode: null,
      info: null,
      key: `${state}/${atMs}`,
      atMs,
      state,
    });
  await status("charging", T0 + 10 * MINUTE);
  await status("suspended_ev", T0 + 10 * MINUTE - 1_000);
  expect(await onlySession(tenant)).toMatchObject({ chargingState: "idle_ev" });
  await status("suspended_evse", T0 + 9 * MINUTE);
  expect(await statesOf(tenant)).toEqual([
    { atMs: T0 + 9 * MINUTE, state: "paused_evse" },
    { atMs: T0 + 10 * MINUTE, state: "idle_ev" },
  ]);
  expect(await sendEvent(station, ended16(number, T0 + HOUR, 1_000))).toMatchObject({ totalCost: "0.90" });
});

test("2.x: of two states told of the same second the later one holds", async () => {
  const tenant = await freshTenant({ tariff: PER_MINUTE });
  const station = asStation(tenant);
  await sendEvent(station, started2x(tenant.driver.uid, { chargingState: "charging" }));
  await sendEvent(station, updated(1, T0, { chargingState: "idle_ev" }));
  expect(await statesOf(tenant)).toEqual([{ atMs: T0, state: "idle_ev" }]);
  expect(await sendEvent(station, ended2x(2, T0 + HOUR, 1_000))).toMatchObject({ totalCost: "0.00" });
});

test("2.x: a state that comes without readings, behind a newer one, does not reach beyond it", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  await sendEvent(station, started2x(tenant.driver.uid, { chargingState: "charging" }));
  await sendEvent(station, updated(2, T0 + 20 * MINUTE, { chargingState: "charging" }));
  await sendEvent(station, updated(1, T0 + 10 * MINUTE, { chargingState: "idle_ev" }));
  expect(await statesOf(tenant)).toEqual([
    { atMs: T0, state: "charging" },
    { atMs: T0 + 10 * MINUTE, state: "idle_ev" },
    { atMs: T0 + 20 * MINUTE, state: "charging" },
  ]);
  expect(await onlySession(tenant)).toMatchObject({ chargingState: "charging" });
});

test("2.x: a state that comes behind a newer message of the same state is put where it began", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  await sendEvent(station, started2x(tenant.driver.uid, { chargingState: "charging" }));
  const idleAt = (minute: number, seqNo: number) =>
    sendEvent(station, updated(seqNo, T0 + minute * MINUTE, { chargingState: "idle_ev" }));
  await idleAt(20, 2);
  await idleAt(10, 1);
  expect((await statesOf(tenant))[1]).toEqual({ atMs: T0 + 10 * MINUTE, state: "idle_ev" });
  expect(await onlySession(tenant)).toMatchObject({ chargingState: "idle_ev" });
});

test.each([
  ["in their order", [1, 2]],
  ["the other way round", [2, 1]],
])("2.x: states that come behind the end count as if they had come before it, %s", async (_name, order) => {
  const tenant = await freshTenant({ tariff: PER_MINUTE });
  const station = asStation(tenant);
  await sendEvent(station, started2x(tenant.driver.uid, { chargingState: "charging" }));
  await sendEvent(station, ended2x(3, T0 + HOUR, 1_000));
  for (const seqNo of order) {
    await sendEvent(
      station,
      updated(seqNo, T0 + seqNo * 20 * MINUTE, { chargingState: seqNo === 1 ? "idle_ev" : "charging" }),
    );
  }
  expect(await recordsOf(tenant)).toMatchObject([{ gross: "400" }]); // 40 of 60 minutes × 0.10
});

test("2.x: who presents a good token after a bad one pays for the session", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  await sendEvent(station, started2x("STRANGER"));
  const validToken = { uid: tenant.driver.uid, kind: "iso14443" } as const;
  expect(await sendEvent(station, updated(1, T0 + MINUTE, { token: validToken }))).toMatchObject({
    authorization: "accepted",
  });
  expect(await onlySession(tenant)).toMatchObject({
    tokenUid: tenant.driver.uid,
    billingAccountId: tenant.driver.billingAccountId,
  });
  // a third one, good as it is, may only stop
  await sendEvent(station, updated(2, T0 + 2 * MINUTE, { token: { uid: tenant.emsp.uid, kind: "iso14443" } }));
  await sendEvent(station, ended2x(3, T0 + HOUR, 1_000));
  expect(await recordsOf(tenant)).toMatchObject([{ gross: "50", account: tenant.driver.billingAccountId }]);
});

test("1.6: who stops a stranger's session does not pay for it", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  const number = numberOf(await sendEvent(station, started16("STRANGER", T0, 0)));
  const token = { uid: tenant.driver.uid, kind: "unspecified" } as const;
  await sendEvent(station, ended16(number, T0 + HOUR, 1_000, { token }));
  expect(await recordsOf(tenant)).toMatchObject([{ account: null }]);
  expect(await findingsOf(tenant)).toEqual(["UNKNOWN_TOKEN"]);
});

/** 0.20 a kWh until eleven in Lisbon, which is UTC in March, and 1.00 from then on. */
const EXPENSIVE_FROM_ELEVEN = {
  currency: "EUR",
  anchor: "GROSS",
  elements: [
    {
      components: [{ kind: "ENERGY", price: "1.00", per: "KWH", stepSize: 1, vatPercent: "23" }],
      restrictions: { startTime: "11:00", endTime: "13:00" },
    },
    { components: [{ kind: "ENERGY", price: "0.20", per: "KWH", stepSize: 1, vatPercent: "23" }] },
  ],
  idle: { graceSeconds: 0 },
  pausePolicy: "UNBILLED",
};

test("readings of the same EVSE that name no transaction, or none we know, tell when its energy flowed", async () => {
  const tenant = await freshTenant({ tariff: EXPENSIVE_FROM_ELEVEN });
  const station = asStation(tenant);
  await sendEvent(station, started16(tenant.driver.uid, T0, 0));
  // clock-aligned (2.0.1 J01.FR.22), and of a transaction begun offline (1.6, M15)
  await sendEvent(station, {
    ...metered16(0, [reading(T0 + HOUR / 2, 9_000, { context: "Sample.Clock" })]),
    session: null,
  });
  await sendEvent(station, metered16(-1, [reading(T0 + HOUR, 10_000)]));
  // a meter that counts otherwise, and another EVSE's
  await sendEvent(station, { ...metered16(0, [reading(T0 + HOUR / 4, 7_000_000)]), session: null });
  await sendEvent(station, { ...metered16(0, [reading(T0 + HOUR / 4, 50)]), session: null, evse: 2 });
  // 10 kWh until eleven × 0.20, none after
  expect(await sendEvent(station, ended16(-1, T0 + 2 * HOUR, 10_000))).toMatchObject({ totalCost: "2.00" });
  expect(await findingsOf(tenant)).toEqual(["TRANSACTION_RELINKED"]);
});

test("2.x: a start button needs no token: it may charge, and nobody pays", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  const token = { uid: "", kind: "no_authorization" } as const;
  expect(await sendEvent(station, started2x("", { token }))).toMatchObject({
    authorization: "accepted",
    groupUid: null,
  });
  await sendEvent(station, ended2x(1, T0 + HOUR, 1_000));
  expect(await onlySession(tenant)).toMatchObject({ billingState: "not_billable", billingAccountId: null });
  expect(await findingsOf(tenant)).toEqual([]);
});

test("2.x: a register at the begin that is told behind the start, when the car has come, is no missing one", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  await sendEvent(station, started2x(tenant.driver.uid, { evse: 0, connector: 0, registerMilliWh: null }));
  const begin = reading(T0 + MINUTE, 4_000, { context: "Transaction.Begin" });
  await sendEvent(station, updated(1, T0 + MINUTE, { evse: 1, readings: [begin] }));
  expect(await sendEvent(station, ended2x(2, T0 + HOUR, 5_000))).toMatchObject({ totalCost: "0.50" });
  expect(await findingsOf(tenant)).toEqual([]);
});

test("2.x: a transaction that learns its EVSE when the cable is plugged in knows the connector too, and whoever seemed to charge there has left", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  await sendEvent(station, started16(tenant.driver.uid, T0 - HOUR, 0, { transactionId: "gone", ...of2x("gone", 0) }));
  await sendEvent(station, started2x(tenant.driver.uid, { evse: 0, connector: 0 }));
  expect((await sessionsOf(tenant)).map(({ state }) => state)).toEqual(["active", "active"]);
  await sendEvent(station, updated(1, T0 + MINUTE, { evse: 1, connector: 2 }));
  expect(await sessionsOf(tenant)).toMatchObject([
    { transactionId: "gone", state: "ended", endedAt: "2026-03-02T10:01:00Z" },
    { transactionId: tx, state: "active", evseNumber: 1, connectorNumber: 2 },
  ]);
  expect(await findingsOf(tenant)).toEqual(["MISSING_STOP"]);
  // sent again, and later from another connector: it stays where it began
  await sendEvent(station, updated(1, T0 + MINUTE, { evse: 1, connector: 2 }));
  await sendEvent(station, updated(2, T0 + 2 * MINUTE, { evse: 1, connector: 1 }));
  expect((await sessionsOf(tenant))[1]).toMatchObject({ state: "active", connectorNumber: 2 });
});

test.each([
  ["a clock set back", MINUTE, 0],
  ["a reading sampled a second after the event that brings it", 0, 1_000],
])(
  "2.x: after %s the message with the higher number is still the last word on what the car does",
  async (_why, setBackMs, lateMs) => {
    const tenant = await freshTenant({ tariff: PER_MINUTE });
    const station = asStation(tenant);
    await sendEvent(station, started2x(tenant.driver.uid, { chargingState: "charging" }));
    const readAt = T0 + 10 * MINUTE + lateMs;
    await sendEvent(
      station,
      updated(1, T0 + 10 * MINUTE, { chargingState: "charging", readings: [reading(readAt, 500)] }),
    );
    await sendEvent(station, updated(2, T0 + 10 * MINUTE - setBackMs, { chargingState: "idle_ev" }));
    expect(await onlySession(tenant)).toMatchObject({ chargingState: "idle_ev" });
    const ended = { ...ended2x(3, T0 + HOUR, 1_000), readings: [reading(T0 + HOUR, 1_000)] };
    expect(await sendEvent(station, ended)).toMatchObject({ totalCost: "1.00" });
  },
);

test("2.x: a clock set back at once after the start does not keep a session from charging", async () => {
  const tenant = await freshTenant({ tariff: PER_MINUTE });
  const station = asStation(tenant);
  await sendEvent(station, started2x(tenant.driver.uid, { chargingState: "paused_evse" }));
  await sendEvent(station, updated(1, T0 - 2_000, { chargingState: "charging" }));
  const ended = { ...ended2x(2, T0 + HOUR, 1_000), readings: [reading(T0 + HOUR, 1_000)] };
  expect(await sendEvent(station, ended)).toMatchObject({ totalCost: "6.00" });
});
