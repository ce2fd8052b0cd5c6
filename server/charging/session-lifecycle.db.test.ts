import { afterAll, beforeAll, expect, test } from "vitest";
import { tenantHandle } from "@/db/handle";
import { writeTenant } from "@/db/tenant";
import { freshTenant } from "@/db/testing/fresh-tenant";
import { finalizeSession } from "@/server/rating/finalize-session";
import { closePort, openPort } from "@/server/station-port";
import {
  asStation,
  countOf,
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
import type { SessionEndedEvent, SessionMeteredEvent } from "@/server/domain/station/event";

beforeAll(() => openPort({ gatewayId: "session-life" }));
afterAll(() => closePort());

const HOUR = 3_600_000;
const MINUTE = 60_000;
const T0 = Date.parse("2026-03-02T10:00:00Z");

test("a session is priced in the transaction of its end, for the token's account, at the meter's difference", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  const number = numberOf(await sendEvent(station, started16(tenant.driver.uid, T0, 1_000)));
  await sendEvent(station, metered16(number, [reading(T0 + HOUR / 2, 6_000, { powerW: 11_000 })]));
  const end = await sendEvent(station, ended16(number, T0 + HOUR, 11_000));
  expect(end).toMatchObject({ type: "session-ended", totalCost: "5.00" }); // 10 kWh × 0.50
  expect(await onlySession(tenant)).toMatchObject({
    state: "ended",
    billingState: "rated",
    powerW: 0,
    endedAt: "2026-03-02T11:00:00Z",
  });
  expect(await recordsOf(tenant)).toMatchObject([
    { gross: "500", energy: "10000000", account: tenant.driver.billingAccountId },
  ]);
});

test("an EMSP's token is billed to the EMSP", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  // uids are compared without case
  const number = numberOf(await sendEvent(station, started16(tenant.emsp.uid.toLowerCase(), T0, 0)));
  await sendEvent(station, ended16(number, T0 + HOUR, 2_000));
  expect(await recordsOf(tenant)).toMatchObject([{ gross: "100", account: tenant.emsp.billingAccountId }]);
});

test("an offline session keeps the charger's time", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  const lastWeek = Date.now() - 7 * 24 * HOUR;
  const number = numberOf(await sendEvent(station, started16(tenant.driver.uid, lastWeek, 0)));
  await sendEvent(station, ended16(number, lastWeek + HOUR, 1_000));
  const session = await onlySession(tenant);
  expect(Date.parse(session.startedAt)).toBe(Math.floor(lastWeek / 1000) * 1000);
  expect(session.billingState).toBe("rated");
});

test("duplicates and readings out of order are priced once", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  const number = numberOf(await sendEvent(station, started16(tenant.driver.uid, T0, 0)));
  const late = metered16(number, [reading(T0 + 40 * MINUTE, 8_000)]);
  await sendEvent(station, late);
  await sendEvent(station, metered16(number, [reading(T0 + 20 * MINUTE, 4_000)]));
  await sendEvent(station, late);
  expect(await countOf(tenant, "meter_readings")).toBe(2);
  // the older reading did not overwrite the newer one
  expect(await onlySession(tenant)).toMatchObject({ lastRegisterMilliWh: "8000000" });
  await sendEvent(station, ended16(number, T0 + HOUR, 10_000));
  expect(await recordsOf(tenant)).toMatchObject([{ gross: "500" }]);
});

test("a meter that goes backwards never bills less than nothing: the session waits for a person", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  const number = numberOf(await sendEvent(station, started16(tenant.driver.uid, T0, 5_000)));
  const end = await sendEvent(station, ended16(number, T0 + HOUR, 1_000));
  expect(end).toMatchObject({ type: "session-ended", totalCost: null });
  expect(await onlySession(tenant)).toMatchObject({ state: "ended", billingState: "hold" });
  expect(await recordsOf(tenant)).toEqual([]);
});

test("without a tariff a session needs a price; it is never free", async () => {
  const tenant = await freshTenant({ tariff: null });
  const station = asStation(tenant);
  const number = numberOf(await sendEvent(station, started16(tenant.driver.uid, T0, 0)));
  const end = await sendEvent(station, ended16(number, T0 + HOUR, 1_000));
  expect(end).toMatchObject({ totalCost: null });
  expect(await onlySession(tenant)).toMatchObject({ billingState: "needs_price", tariffVersionId: null });
  expect(await findingsOf(tenant)).toEqual(["NO_TARIFF"]);
  expect(await recordsOf(tenant)).toEqual([]);
});

test("a tariff published after the start does not bind the session", async () => {
  const tenant = await freshTenant({ publishedAt: new Date(T0 + MINUTE) });
  await sendEvent(asStation(tenant), started16(tenant.driver.uid, T0, 0));
  expect(await onlySession(tenant)).toMatchObject({ tariffVersionId: null });
});

test("a fault in pricing does not fail the charger's message", async () => {
  const tenant = await freshTenant({
    tariff: {
      ...PER_MINUTE,
      elements: [{ components: [{ ...PER_MINUTE.elements[0]?.components[0], price: "a lot" }] }],
    },
  });
  const station = asStation(tenant);
  const number = numberOf(await sendEvent(station, started16(tenant.driver.uid, T0, 0)));
  const end = await sendEvent(station, ended16(number, T0 + HOUR, 1_000));
  expect(end).toEqual({ type: "session-ended", authorization: null, groupUid: null, totalCost: null });
  expect(await onlySession(tenant)).toMatchObject({ state: "ended", billingState: "hold" });
  expect(await findingsOf(tenant)).toEqual(["PRICING_FAILED"]);
});

test("1.6: a stop under the number -1 ends the one session that it can mean, and none when there are two", async () => {
  const tenant = await freshTenant({ evses: 2 });
  const station = asStation(tenant);
  await sendEvent(station, started16(tenant.driver.uid, T0, 0));
  const stop = { token: { uid: tenant.driver.uid, kind: "unspecified" } } as const;
  expect(await sendEvent(station, ended16(-1, T0 + HOUR, 2_000, stop))).toMatchObject({ totalCost: "1.00" });
  expect(await findingsOf(tenant)).toEqual(["TRANSACTION_RELINKED"]);
  await sendEvent(station, started16(tenant.driver.uid, T0 + 2 * HOUR, 2_000));
  await sendEvent(station, started16(tenant.driver.uid, T0 + 2 * HOUR, 0, { evse: 2 }));
  expect(await sendEvent(station, ended16(-1, T0 + 3 * HOUR, 3_000, stop))).toMatchObject({ totalCost: null });
  expect(await findingsOf(tenant)).toEqual(["TRANSACTION_RELINKED", "UNKNOWN_TRANSACTION"]);
});

test("an unknown token's session is kept and billed to nobody", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  const start = await sendEvent(station, started16("STRANGER", T0, 0));
  expect(start).toMatchObject({ authorization: "unknown", groupUid: null });
  await sendEvent(station, ended16(numberOf(start), T0 + HOUR, 1_000));
  expect(await onlySession(tenant)).toMatchObject({
    billingState: "not_billable",
    billingAccountId: null,
    tokenUid: "STRANGER",
  });
  expect(await recordsOf(tenant)).toMatchObject([{ gross: "50", account: null }]);
  expect(await findingsOf(tenant)).toEqual(["UNKNOWN_TOKEN"]);
});

test("a stop for a transaction nobody knows is accepted, kept and put before a person", async () => {
  const tenant = await freshTenant();
  const outcome = await sendEvent(asStation(tenant), ended16(2_000_000_001, T0, 9_999));
  expect(outcome).toEqual({ type: "session-ended", authorization: null, groupUid: null, totalCost: null });
  expect(await findingsOf(tenant)).toEqual(["UNKNOWN_TRANSACTION"]);
  expect(await countOf(tenant, "station_events")).toBe(1);
});

test("another station's session number is as unknown as any", async () => {
  const tenant = await freshTenant({ stations: 2 });
  const [one, other] = tenant.stations.map((station) => asStation(tenant, station));
  if (!one || !other) throw new Error("two stations");
  const number = numberOf(await sendEvent(one, started16(tenant.driver.uid, T0, 0)));
  await sendEvent(other, metered16(number, [reading(T0 + MINUTE, 50_000)]));
  await sendEvent(other, ended16(number, T0 + HOUR, 99_000));
  expect(await onlySession(tenant)).toMatchObject({ state: "active", lastRegisterMilliWh: "0" });
});

test("a second stop that says something else is noted, the first one stands", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  const number = numberOf(await sendEvent(station, started16(tenant.driver.uid, T0, 0)));
  await sendEvent(station, ended16(number, T0 + HOUR, 1_000));
  await sendEvent(station, ended16(number, T0 + 2 * HOUR, 9_000));
  expect(await recordsOf(tenant)).toMatchObject([{ gross: "50" }]);
  expect(await findingsOf(tenant)).toEqual(["SECOND_STOP"]);
});

test("readings that come after the charge record never change it", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  const number = numberOf(await sendEvent(station, started16(tenant.driver.uid, T0, 0)));
  await sendEvent(station, ended16(number, T0 + HOUR, 1_000));
  await sendEvent(station, metered16(number, [reading(T0 + 30 * MINUTE, 700)]));
  expect(await recordsOf(tenant)).toMatchObject([{ gross: "50" }]);
  expect(await findingsOf(tenant)).toEqual(["LATE_DATA"]);
  expect(await countOf(tenant, "meter_readings")).toBe(1);
});

test("a new session on an EVSE ends the one whose stop never came, at its last evidence", async () => {
  const tenant = await freshTenant({ tariff: PER_MINUTE });
  const station = asStation(tenant);
  const number = numberOf(await sendEvent(station, started16(tenant.driver.uid, T0, 0)));
  await sendEvent(station, metered16(number, [reading(T0 + 10 * MINUTE, 1_000)]));
  await sendEvent(station, started16(tenant.driver.uid, T0 + 5 * HOUR, 1_000));
  const [first, second] = await sessionsOf(tenant);
  expect(first).toMatchObject({ state: "ended", billingState: "settling", endedAt: "2026-03-02T15:00:00Z" });
  expect(second).toMatchObject({ state: "active" });
  expect(await findingsOf(tenant)).toEqual(["MISSING_STOP"]);
  // nobody knows what the car did after its last reading, so that time is not charged
  expect(await statesOf(tenant)).toEqual([{ atMs: T0 + 10 * MINUTE, state: "unknown" }]);
});

test("the stop of a session that we had given up on is its true end, as long as it has not settled", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  const number = numberOf(await sendEvent(station, started16(tenant.driver.uid, T0, 0)));
  await sendEvent(station, metered16(number, [reading(T0 + 10 * MINUTE, 1_000)]));
  await sendEvent(station, started16(tenant.driver.uid, T0 + 5 * HOUR, 4_000));
  await sendEvent(station, ended16(number, T0 + HOUR, 4_000));
  const [first] = await sessionsOf(tenant);
  expect(first).toMatchObject({ state: "ended", billingState: "rated", endedAt: "2026-03-02T11:00:00Z" });
  expect(await recordsOf(tenant)).toMatchObject([{ gross: "200" }]); // 4 kWh × 0.50
  await sendEvent(station, ended16(number, T0 + 2 * HOUR, 9_000));
  expect(await recordsOf(tenant)).toMatchObject([{ gross: "200" }]);
});

test("1.6 tells the state with the connector: idle time is told to the session", async () => {
  const tenant = await freshTenant({ tariff: PER_MINUTE });
  const station = asStation(tenant);
  const number = numberOf(await sendEvent(station, started16(tenant.driver.uid, T0, 0)));
  const status = { type: "status-changed", evse: 1, connector: 1, errorCode: null, info: null } as const;
  await sendEvent(station, { ...status, key: "s1", atMs: T0 + MINUTE, state: "charging" });
  await sendEvent(station, { ...status, key: "s2", atMs: T0 + 10 * MINUTE, state: "suspended_ev" });
  expect(await onlySession(tenant)).toMatchObject({ chargingState: "idle_ev" });
  // late: it is put where it belongs and does not become the newest
  await sendEvent(station, { ...status, key: "s3", atMs: T0 + 5 * MINUTE, state: "suspended_evse" });
  expect(await onlySession(tenant)).toMatchObject({ chargingState: "idle_ev" });
  const end = await sendEvent(station, ended16(number, T0 + HOUR, 1_000));
  expect(end).toMatchObject({ totalCost: "0.50" }); // 5 minutes charging × 0.10; then paused, then idle
});

test("a clock years ahead is not believed, and somebody is told", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  const now = Date.now();
  const future = now + 20 * 365 * 24 * HOUR;
  const number = numberOf(await sendEvent(station, started16(tenant.driver.uid, future, 0), now));
  await sendEvent(
    station,
    metered16(number, [reading(future + 20 * MINUTE, 1_000)], { atMs: future + 20 * MINUTE }),
    now + 20 * MINUTE,
  );
  await sendEvent(station, ended16(number, future + HOUR, 4_000), now + HOUR);
  const session = await onlySession(tenant);
  expect(Date.parse(session.startedAt)).toBe(Math.floor(now / 1000) * 1000);
  expect(await recordsOf(tenant)).toMatchObject([{ gross: "200" }]);
  expect(new Set(await findingsOf(tenant))).toContain("CLOCK_SKEW");
});

const tx = "tx-1";
const updated = (seqNo: number, atMs: number, more: Partial<SessionMeteredEvent>) => updated2x(tx, seqNo, atMs, more);
const ended = (seqNo: number, atMs: number, wh: number): SessionEndedEvent => ({
  ...ended16(0, atMs, wh),
  ...of2x(tx, seqNo),
  readings: [reading(atMs, wh, { context: "Transaction.End" })],
});

test("2.x: authorised after the plug, metered and ended, it is the same bill", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  const start = started16("", T0, 1_000, {
    transactionId: tx,
    token: null,
    ...of2x(tx, 0),
    evse: 0,
    connector: 0,
    readings: [reading(T0, 1_000)],
  });
  expect(await sendEvent(station, start)).toMatchObject({ type: "session-started" });
  const authorised = updated(1, T0 + 1_000, {
    token: { uid: tenant.driver.uid, kind: "iso14443" },
    chargingState: "charging",
    evse: 2,
  });
  expect(await sendEvent(station, authorised)).toMatchObject({ type: "session-progress", authorization: "accepted" });
  expect(await onlySession(tenant)).toMatchObject({
    evseNumber: 2,
    chargingState: "charging",
    billingAccountId: tenant.driver.billingAccountId,
  });
  await sendEvent(
    station,
    updated(2, T0 + HOUR / 2, { evse: 2, readings: [reading(T0 + HOUR / 2, 6_000)], chargingState: "charging" }),
  );
  expect(await sendEvent(station, ended(3, T0 + HOUR, 11_000))).toMatchObject({ totalCost: "5.00" });
  expect(await statesOf(tenant)).toEqual([{ atMs: T0 + 1_000, state: "charging" }]);
});

test("2.x: an update of a transaction whose start we never heard opens the session, and the start completes it", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  await sendEvent(
    station,
    updated(1, T0 + HOUR / 2, { evse: 1, readings: [reading(T0 + HOUR / 2, 6_000)], chargingState: "charging" }),
  );
  expect(await findingsOf(tenant)).toEqual(["START_MISSING"]);
  expect(await countOf(tenant, "meter_readings")).toBe(1);
  const start = started16(tenant.driver.uid, T0, 1_000, { transactionId: tx, ...of2x(tx, 0) });
  expect(await sendEvent(station, start)).toMatchObject({ authorization: "accepted" });
  expect(await sendEvent(station, ended(2, T0 + HOUR, 11_000))).toMatchObject({ totalCost: "5.00" });
  expect(await onlySession(tenant)).toMatchObject({
    startedAt: "2026-03-02T10:00:00Z",
    billingAccountId: tenant.driver.billingAccountId,
  });
});

test("2.x: an end of a transaction nobody heard of waits for its start", async () => {
  const tenant = await freshTenant();
  await sendEvent(asStation(tenant), ended(5, T0 + HOUR, 11_000));
  expect(await onlySession(tenant)).toMatchObject({ state: "ended", billingState: "settling" });
});

test("2.x: an end that passed other messages waits for them; the last of them settles the session, once", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  await sendEvent(station, started16(tenant.driver.uid, T0, 0, { transactionId: tx, ...of2x(tx, 0) }));
  expect(await sendEvent(station, { ...ended(3, T0 + HOUR, 1_000), offline: true })).toMatchObject({ totalCost: null });
  const { id } = await onlySession(tenant);
  expect(await onlySession(tenant)).toMatchObject({ state: "ended", billingState: "settling" });
  await sendEvent(station, updated(2, T0 + HOUR / 2, { offline: true, readings: [reading(T0 + HOUR / 2, 400)] }));
  expect(await onlySession(tenant)).toMatchObject({ billingState: "settling" });
  await sendEvent(station, updated(1, T0 + MINUTE, { offline: true, readings: [reading(T0 + MINUTE, 20)] }));
  expect(await onlySession(tenant)).toMatchObject({ billingState: "rated" });
  const finalize = () =>
    writeTenant(tenant.tenantId, (db) => finalizeSession(tenantHandle(db), id, { nowMs: Date.now() }));
  expect(await finalize()).toEqual({ state: "nothing" });
  expect(await recordsOf(tenant)).toMatchObject([{ gross: "50" }]);
  expect(await findingsOf(tenant)).toEqual([]);
});

test("2.x: a queue told in its order after an offline session settles with its end", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  const late = { offline: true };
  // a counter that goes on from transaction to transaction is allowed (2.0.1 part 2, E §1.3.2.1)
  await sendEvent(station, started16(tenant.driver.uid, T0, 0, { transactionId: tx, ...of2x(tx, 40), ...late }));
  await sendEvent(station, updated(41, T0 + MINUTE, { ...late, readings: [reading(T0 + MINUTE, 20)] }));
  expect(await sendEvent(station, { ...ended(42, T0 + HOUR, 1_000), ...late })).toMatchObject({ totalCost: "0.50" });
});

test("2.x: messages that never come are waited for and then missed", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  await sendEvent(station, started16(tenant.driver.uid, T0, 0, { transactionId: tx, ...of2x(tx, 0) }));
  expect(await sendEvent(station, ended(2, T0 + HOUR, 1_000))).toMatchObject({ totalCost: null });
  const { id } = await onlySession(tenant);
  const finalize = () =>
    writeTenant(tenant.tenantId, (db) => finalizeSession(tenantHandle(db), id, { nowMs: Date.now() }));
  expect(await finalize()).toMatchObject({ state: "rated", totalCost: "0.50" });
  expect(await findingsOf(tenant)).toEqual(["MESSAGES_MISSING"]);
});

test("2.x: states are written when they change, and a late one does not reach beyond what followed", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  await sendEvent(
    station,
    started16(tenant.driver.uid, T0, 0, { transactionId: tx, ...of2x(tx, 0), chargingState: "charging" }),
  );
  const at = (minute: number, seqNo: number, chargingState: "charging" | "idle_ev") =>
    updated(seqNo, T0 + minute * MINUTE, { readings: [reading(T0 + minute * MINUTE, minute * 100)], chargingState });
  await sendEvent(station, at(10, 1, "charging"));
  await sendEvent(station, at(30, 3, "charging"));
  await sendEvent(station, at(20, 2, "idle_ev"));
  expect(await statesOf(tenant)).toEqual([
    { atMs: T0, state: "charging" },
    { atMs: T0 + 20 * MINUTE, state: "idle_ev" },
    { atMs: T0 + 30 * MINUTE, state: "charging" },
  ]);
  expect(await onlySession(tenant)).toMatchObject({ chargingState: "charging", lastRegisterMilliWh: "3000000" });
});

test.each([
  ["nobody plugged in", { evse: 0, connector: 0, chargingState: "paused_evse" }, "Local"],
  ["nobody plugged in within the time", { chargingState: "unknown" }, "Timeout"],
] as const)(
  "2.x: a transaction without a meter, because %s, costs nothing and waits for nobody",
  async (_why, begins, reason) => {
    const tenant = await freshTenant({ tariff: PER_MINUTE });
    const station = asStation(tenant);
    const start = { ...started16(tenant.driver.uid, T0, 0), transactionId: tx, ...of2x(tx, 0), registerMilliWh: null };
    await sendEvent(station, { ...start, ...begins });
    const end = { ...ended16(0, T0 + HOUR, 0), ...of2x(tx, 1), registerMilliWh: null, reason };
    expect(await sendEvent(station, end)).toMatchObject({ totalCost: "0.00" });
    expect(await findingsOf(tenant)).toEqual([]);
  },
);

test("2.x: whether a fee is due for a start without a car is a person's decision", async () => {
  const flat = { kind: "FLAT", price: "1.00", per: "SESSION", stepSize: 1, vatPercent: "23" };
  const tenant = await freshTenant({ tariff: { ...PER_MINUTE, elements: [{ components: [flat] }] } });
  const station = asStation(tenant);
  const start = { ...started16(tenant.driver.uid, T0, 0), transactionId: tx, ...of2x(tx, 0), registerMilliWh: null };
  await sendEvent(station, { ...start, chargingState: "paused_evse" });
  await sendEvent(station, { ...ended16(0, T0 + HOUR, 0), ...of2x(tx, 1), registerMilliWh: null, reason: "Timeout" });
  expect(await onlySession(tenant)).toMatchObject({ billingState: "hold" });
});

test("2.x: a transaction that tells no meter and misses messages may have charged, and waits for a person", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  const start = { ...started16(tenant.driver.uid, T0, 0), transactionId: tx, ...of2x(tx, 0), registerMilliWh: null };
  await sendEvent(station, { ...start, chargingState: "paused_evse" });
  await sendEvent(station, { ...ended16(0, T0 + HOUR, 0), ...of2x(tx, 2), registerMilliWh: null });
  const { id } = await onlySession(tenant);
  await writeTenant(tenant.tenantId, (db) => finalizeSession(tenantHandle(db), id, { nowMs: Date.now() }));
  expect(await onlySession(tenant)).toMatchObject({ billingState: "hold" });
});

test("2.x: a transaction that charged, and tells no meter, waits for a person", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  const start = { ...started16(tenant.driver.uid, T0, 0), transactionId: tx, ...of2x(tx, 0), registerMilliWh: null };
  await sendEvent(station, { ...start, chargingState: "paused_evse" });
  await sendEvent(station, updated(1, T0 + MINUTE, { chargingState: "charging" }));
  await sendEvent(station, { ...ended16(0, T0 + HOUR, 0), ...of2x(tx, 2), registerMilliWh: null });
  expect(await onlySession(tenant)).toMatchObject({ billingState: "hold" });
});
