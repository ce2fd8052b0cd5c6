/** Refused messages of a session: seen at once, and no session is billed past them. */
import { expect, test } from "vitest";
import { stations } from "@/db/schema/stations";
import { writeTenant } from "@/db/tenant";
import {
  connectFieldStation,
  type FieldStation,
  findingCodesOf,
  findingsOf,
  minutesAgo,
  onlySession,
  openFieldGateway,
  sessionsOf,
  TOKEN,
  type Version,
  waitMinutes,
} from "@/ocpp-gateway/field/testing/field-station";

const gateway = openFieldGateway("field-refused");

/** A station whose messages are refused as the schema says, so that few words suffice. */
async function connectStrictStation(version: Version): Promise<FieldStation> {
  const station = await connectFieldStation(gateway.port(), version);
  await writeTenant(station.tenant.tenantId, (db) => db.update(stations).set({ schemaMode: "strict" }));
  return station.reconnect();
}

const UNREADABLE = { meterStop: "full", timestamp: "yesterday", reason: "Local" };

/** 5 kWh of a session, and its connector free for long enough to be ended without a stop. */
async function chargeAndLeave(station: FieldStation): Promise<number> {
  const begin = { connectorId: 1, idTag: TOKEN, meterStart: 100_000, timestamp: minutesAgo(90) };
  const { transactionId } = (await station.send("StartTransaction", begin)) as { transactionId: number };
  const meterValue = [{ timestamp: minutesAgo(60), sampledValue: [{ value: "105000" }] }];
  await station.send("MeterValues", { connectorId: 1, transactionId, meterValue });
  const free = { connectorId: 1, errorCode: "NoError", status: "Available", timestamp: minutesAgo(20) };
  await station.send("StatusNotification", free);
  return transactionId;
}

test("1.6: a refused end is a finding of its session at once, once, and no timer closes or bills the session", async () => {
  const station = await connectStrictStation("1.6");
  const transactionId = await chargeAndLeave(station);
  for (let attempt = 0; attempt < 3; attempt++) {
    expect(await station.send("StopTransaction", { transactionId, ...UNREADABLE })).toMatch(/^CALLERROR/);
  }
  const session = await onlySession(station);
  expect(await findingsOf(station)).toMatchObject([
    { code: "SESSION_MESSAGE_REFUSED", severity: "warning", sessionId: session.id, data: { part: "end" } },
  ]);
  await waitMinutes(station, 30);
  await waitMinutes(station, 3 * 24 * 60);
  expect(await onlySession(station)).toMatchObject({ state: "active", energyMilliWh: null });
});

test("1.6: a refused end without a number is joined to the one session that runs there", async () => {
  const station = await connectStrictStation("1.6");
  await chargeAndLeave(station);
  expect(await station.send("StopTransaction", UNREADABLE)).toMatch(/^CALLERROR/);
  const session = await onlySession(station);
  expect(await findingsOf(station)).toMatchObject([{ code: "SESSION_MESSAGE_REFUSED", sessionId: session.id }]);
});

test("1.6: the true end that comes after all ends and bills the session, and closes the finding", async () => {
  const station = await connectStrictStation("1.6");
  const transactionId = await chargeAndLeave(station);
  await station.send("StopTransaction", { transactionId, ...UNREADABLE });
  await station.send("StopTransaction", { transactionId, meterStop: 112_000, timestamp: minutesAgo(30) });
  expect(await findingsOf(station)).toEqual([]);
  expect(await onlySession(station)).toMatchObject({ billingState: "rated", grossMinor: "700" });
  expect(await findingCodesOf(station)).toEqual([]);
});

test("1.6: a session that the next one ends is held while its own end lies refused in the log", async () => {
  const station = await connectStrictStation("1.6");
  const transactionId = await chargeAndLeave(station);
  await station.send("StopTransaction", { transactionId, ...UNREADABLE });
  const next = { connectorId: 1, idTag: TOKEN, meterStart: 112_000, timestamp: minutesAgo(5) };
  await station.send("StartTransaction", next);
  await waitMinutes(station, 3 * 24 * 60);
  const [first] = await sessionsOf(station);
  expect(first).toMatchObject({ state: "ended", billingState: "hold", energyMilliWh: null });
});

test.each(["2.0.1", "2.1"] as const)("%s: a refused end is a finding of its session at once", async (version) => {
  const station = await connectStrictStation(version);
  const event = (eventType: string, seqNo: number, timestamp: string, more: object) =>
    station.send("TransactionEvent", {
      eventType,
      seqNo,
      timestamp,
      triggerReason: "Authorized",
      transactionInfo: { transactionId: "T-x" },
      ...more,
    });
  const place = { evse: { id: 1, connectorId: 1 }, idToken: { idToken: TOKEN, type: "ISO14443" } };
  await event("Started", 0, minutesAgo(90), place);
  expect(await event("Ended", 1, "yesterday", {})).toMatch(/^CALLERROR/);
  const session = await onlySession(station);
  expect(await findingsOf(station)).toMatchObject([
    { code: "SESSION_MESSAGE_REFUSED", sessionId: session.id, data: { part: "end", transaction: "T-x" } },
  ]);
});

test("1.6: a refused start is seen at its station: energy flows, and there is no session", async () => {
  const station = await connectStrictStation("1.6");
  const start = { connectorId: 1, idTag: TOKEN, meterStart: 100_000, timestamp: "yesterday" };
  expect(await station.send("StartTransaction", start)).toMatch(/^CALLERROR/);
  expect(await findingsOf(station)).toMatchObject([
    { code: "SESSION_MESSAGE_REFUSED", sessionId: null, data: { part: "start", evse: 1 } },
  ]);
});

test("1.6: refused readings outside any session, and refused news, are no finding", async () => {
  const station = await connectStrictStation("1.6");
  expect(await station.send("MeterValues", { connectorId: 1, meterValue: "none" })).toMatch(/^CALLERROR/);
  expect(await station.send("StatusNotification", { connectorId: {} })).toMatch(/^CALLERROR/);
  expect(await findingCodesOf(station)).toEqual([]);
});
