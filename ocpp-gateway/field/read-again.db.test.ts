import { expect, test } from "vitest";
import { eq } from "drizzle-orm";
import { queryOf } from "@/db/handle";
import { stations } from "@/db/schema/stations";
import { readTenant, writeTenant } from "@/db/tenant";
import { getReread, readAgain, type Reread } from "@/server/stations/read-again";
import {
  connectFieldStation,
  type FieldStation,
  findingCodesOf,
  minutesAgo,
  onlySession,
  openFieldGateway,
  sessionsOf,
  TOKEN,
} from "./testing/field-station";

const gateway = openFieldGateway("field-read-again");

const setMode = ({ tenant }: FieldStation, schemaMode: "strict" | "tolerant") =>
  writeTenant(tenant.tenantId, (db) =>
    db.update(stations).set({ schemaMode }).where(eq(stations.id, tenant.station.id)),
  );

const refusedOf = ({ tenant }: FieldStation) =>
  readTenant(
    tenant.tenantId,
    (db) => queryOf(db)<{ receivedAt: string; id: string; action: string | null }>`
    select to_char(received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "receivedAt", id::text, action
      from ocpp_messages where error_code is not null order by received_at, id`,
  );

async function reread(station: FieldStation, mode: "preview" | "apply"): Promise<Reread> {
  const {
    tenantId,
    station: { id: stationId },
    driver,
  } = station.tenant;
  const messages = (await refusedOf(station)).map(({ receivedAt, id }) => ({ receivedAt, id }));
  const { rereadId } = await writeTenant(tenantId, (db) => readAgain(db, driver.id, { stationId, mode, messages }));
  for (let waited = 0; waited < 10_000; waited += 50) {
    const result = await readTenant(tenantId, (db) => getReread(db, { rereadId }));
    if (result.state === "done" || result.state === "failed") return result;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("nobody read the frames again");
}

/** A strict station whose end of a session was refused for a null, and that is tolerant now. */
async function refusedEnd(): Promise<FieldStation> {
  const strict = await connectFieldStation(gateway.port(), "1.6");
  await setMode(strict, "strict");
  await strict.close();
  const station = await strict.reconnect();
  const start = { connectorId: 1, idTag: TOKEN, meterStart: 100_000, timestamp: minutesAgo(90) };
  const { transactionId } = (await station.send("StartTransaction", start)) as { transactionId: number };
  const stop = { transactionId, meterStop: 112_000, timestamp: minutesAgo(30), reason: null };
  expect(await station.send("StopTransaction", stop)).toMatch(/^CALLERROR /);
  expect(await station.send("StopTransaction", stop)).toMatch(/^CALLERROR /);
  await setMode(station, "tolerant");
  return station;
}

test("a preview says what reading a refused end again would bill, and changes nothing", async () => {
  const station = await refusedEnd();
  const before = await onlySession(station);
  const { state, report } = await reread(station, "preview");
  expect(state).toBe("done");
  expect(report?.lines).toMatchObject([
    { action: "StopTransaction", outcome: "read", eventType: "session.ended", deviations: [{ kind: "null_value" }] },
    { outcome: "known" },
  ]);
  expect(report?.sessions).toMatchObject([
    {
      number: before.number,
      before: { state: "active", endedAt: null, grossMinor: null },
      after: { state: "ended", energyMilliWh: "12000000", grossMinor: "700", currency: "EUR" },
    },
  ]);
  expect(await onlySession(station)).toEqual(before);
});

test("a refused end that is read again ends its session once, however often it is asked", async () => {
  const station = await refusedEnd();
  const [first, second] = await Promise.all([reread(station, "apply"), reread(station, "apply")]);
  const outcomes = [first, second].flatMap(({ report }) => report?.lines.map(({ outcome }) => outcome) ?? []);
  expect(outcomes.filter((outcome) => outcome === "read")).toHaveLength(1);
  expect(await onlySession(station)).toMatchObject({ state: "ended", energyMilliWh: "12000000", grossMinor: "700" });
  expect(await findingCodesOf(station)).toEqual([]);
  expect((await reread(station, "apply")).report).toEqual({ lines: [], sessions: [], findings: [] });
});

test("an event that is read again has the time at which it was received", async () => {
  const station = await refusedEnd();
  const [refused] = await refusedOf(station);
  await reread(station, "apply");
  const [event] = await readTenant(
    station.tenant.tenantId,
    (db) => queryOf(db)<{ receivedAt: string }>`
    select to_char(received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "receivedAt"
      from station_events where type = 'session.ended'`,
  );
  expect(event?.receivedAt).toBe(refused?.receivedAt);
});

test("what still cannot be read stays refused, with the reason of today", async () => {
  const station = await connectFieldStation(gateway.port(), "2.0.1");
  expect(await station.send("NoSuchAction", {})).toBe("CALLERROR NotImplemented");
  const { report } = await reread(station, "apply");
  expect(report?.lines).toMatchObject([{ outcome: "refused", reason: "There is no such action" }]);
  expect(await sessionsOf(station)).toEqual([]);
  expect((await reread(station, "preview")).report?.lines).toHaveLength(1);
});

test("a strict station is refused what its schema forbids, and a tolerant one is not", async () => {
  const station = await connectFieldStation(gateway.port(), "2.0.1");
  const boot = { reason: "PowerUp", chargingStation: { model: "M", vendorName: "V", note: "mine" } };
  expect(await station.send("BootNotification", boot)).toMatchObject({ status: "Accepted" });
  await setMode(station, "strict");
  await station.close();
  const strict = await station.reconnect();
  expect(await strict.send("BootNotification", boot)).toMatch(/^CALLERROR /);
  expect(await strict.send("Heartbeat", {})).toHaveProperty("currentTime");
});

test("another operator has nothing of them read again, and sees no result", async () => {
  const station = await refusedEnd();
  const other = await connectFieldStation(gateway.port(), "1.6");
  const [refused] = await refusedOf(station);
  if (!refused) throw new Error("the end was not refused");
  const { receivedAt, id } = refused;
  const input = { stationId: station.tenant.station.id, mode: "apply" as const, messages: [{ receivedAt, id }] };
  const { tenantId, driver } = other.tenant;
  await expect(writeTenant(tenantId, (db) => readAgain(db, driver.id, input))).rejects.toMatchObject({
    code: "station_not_found",
  });
  // lines of a station of another operator are not among those of one's own
  expect(await other.send("NoSuchAction", {})).toBe("CALLERROR NotImplemented");
  const own = { ...input, stationId: other.tenant.station.id };
  const { rereadId } = await writeTenant(tenantId, (db) => readAgain(db, driver.id, own));
  await expect
    .poll(() => readTenant(tenantId, (db) => getReread(db, { rereadId })))
    .toEqual({ state: "done", report: { lines: [], sessions: [], findings: [] } });
  await expect(readTenant(station.tenant.tenantId, (db) => getReread(db, { rereadId }))).rejects.toMatchObject({
    code: "station_not_found",
  });
  expect(await onlySession(station)).toMatchObject({ state: "active" });
});

test("readings and a start that were refused are read again in the order of their receipt", async () => {
  const strict = await connectFieldStation(gateway.port(), "2.0.1");
  await setMode(strict, "strict");
  await strict.close();
  const station = await strict.reconnect();
  const event = (eventType: string, seqNo: number, minutes: number, value: number, more: object = {}) => ({
    eventType,
    timestamp: minutesAgo(minutes),
    triggerReason: "Authorized",
    seqNo,
    remark: "mine",
    transactionInfo: { transactionId: "T-again", chargingState: "Charging" },
    meterValue: [{ timestamp: minutesAgo(minutes), sampledValue: [{ value }] }],
    ...more,
  });
  const begin = { evse: { id: 1, connectorId: 1 }, idToken: { idToken: TOKEN, type: "ISO14443" } };
  const events = [
    event("Started", 0, 90, 100_000, begin),
    event("Updated", 1, 60, 106_000),
    event("Ended", 2, 30, 112_000),
  ];
  for (const one of events) expect(await station.send("TransactionEvent", one)).toMatch(/^CALLERROR /);
  expect(await sessionsOf(station)).toEqual([]);
  await setMode(station, "tolerant");
  const { report } = await reread(station, "apply");
  expect(report?.lines.map(({ outcome }) => outcome)).toEqual(["read", "read", "read"]);
  expect(report?.sessions).toMatchObject([{ before: null, after: { state: "ended" } }]);
  expect(await onlySession(station)).toMatchObject({ state: "ended", energyMilliWh: "12000000", grossMinor: "700" });
});
