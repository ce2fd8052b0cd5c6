/** Clocks that are wrong, noticed by what a live station reports, and queues that are only late. */
import { expect, test } from "vitest";
import { stations } from "@/db/schema/stations";
import { writeTenant } from "@/db/tenant";
import {
  connectFieldStation,
  type FieldStation,
  findingsOf,
  minutesAgo,
  onlySession,
  openFieldGateway,
  TOKEN,
} from "@/ocpp-gateway/field/testing/field-station";

const gateway = openFieldGateway("field-clock");

const MINUTE = 60_000;
const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE);

type Contact = { readonly connectedMin?: number; readonly seenMin?: number; readonly registeredMin?: number };

/** A station that we knew before: connected, last seen and registered so many minutes ago. */
async function connectKnown(version: "1.6" | "2.0.1", { connectedMin, seenMin, registeredMin }: Contact) {
  const station = await connectFieldStation(gateway.port(), version);
  await station.send("Heartbeat", {}); // answered once the connection is recorded
  await station.close();
  await writeTenant(station.tenant.tenantId, (db) =>
    db.update(stations).set({
      ...(connectedMin !== undefined && { connectedAt: ago(connectedMin) }),
      ...(seenMin !== undefined && { lastSeenAt: ago(seenMin) }),
      ...(registeredMin !== undefined && { createdAt: ago(registeredMin) }),
    }),
  );
  return station.reconnect();
}

/** 12 kWh, whose start and stop the station stamps so. */
async function charge(station: FieldStation, startedAt: string, endedAt: string): Promise<void> {
  const begin = { connectorId: 1, idTag: TOKEN, meterStart: 100_000, timestamp: startedAt };
  const { transactionId } = (await station.send("StartTransaction", begin)) as { transactionId: number };
  await station.send("StopTransaction", { transactionId, meterStop: 112_000, timestamp: endedAt });
}

const isNow = (text: string | null) => Math.abs(Date.parse(text ?? "") - Date.now()) < 2 * MINUTE;
const skewOf = async (station: FieldStation) =>
  (await findingsOf(station)).filter(({ code }) => code === "CLOCK_SKEW").map(({ data }) => data);

test("a clock at a default date, from before we knew the station, is noticed: the session takes our time", async () => {
  const station = await connectKnown("1.6", { connectedMin: 300, seenMin: 1, registeredMin: 90 * 24 * 60 });
  const longAgo = (hours: number) => new Date(Date.now() - 700 * 86_400_000 + hours * 3_600_000).toISOString();
  await charge(station, longAgo(0), longAgo(1));
  const session = await onlySession(station);
  expect(isNow(session.startedAt)).toBe(true);
  expect(await skewOf(station)).toMatchObject([{ direction: "behind", offByDays: 700 }]);
});

test("of a station that was only just registered, too", async () => {
  const station = await connectKnown("1.6", { registeredMin: 60 });
  await charge(station, "2025-01-01T00:10:00Z", "2025-01-01T01:10:00Z");
  expect(isNow((await onlySession(station)).startedAt)).toBe(true);
  expect(await skewOf(station)).toHaveLength(1);
});

test("a clock five hours behind on a station that was connected all the time takes our time, with a finding", async () => {
  const station = await connectKnown("1.6", { connectedMin: 8 * 60, seenMin: 0 });
  const state = { connectorId: 1, errorCode: "NoError", status: "Preparing", timestamp: minutesAgo(300) };
  await station.send("StatusNotification", state);
  const begin = { connectorId: 1, idTag: TOKEN, meterStart: 100_000, timestamp: minutesAgo(300) };
  const { transactionId } = (await station.send("StartTransaction", begin)) as { transactionId: number };
  const meterValue = [{ timestamp: minutesAgo(300), sampledValue: [{ value: "100010" }] }];
  await station.send("MeterValues", { connectorId: 1, transactionId, meterValue });
  expect(await onlySession(station)).toMatchObject({ lastRegisterMilliWh: "100010000" });
  await station.send("StopTransaction", { transactionId, meterStop: 100_020, timestamp: minutesAgo(300) });
  const session = await onlySession(station);
  expect([isNow(session.startedAt), isNow(session.endedAt)]).toEqual([true, true]);
  expect(session).toMatchObject({ energyMilliWh: "20000", grossMinor: "101" });
  expect(await skewOf(station)).toMatchObject([{ direction: "behind", offByHours: 5 }]);
});

test("2.0.1: the same, by the events of a transaction", async () => {
  const station = await connectKnown("2.0.1", { connectedMin: 8 * 60, seenMin: 0 });
  await station.send("TransactionEvent", {
    eventType: "Started",
    seqNo: 0,
    timestamp: minutesAgo(300),
    triggerReason: "Authorized",
    transactionInfo: { transactionId: "T-c" },
    evse: { id: 1, connectorId: 1 },
    idToken: { idToken: TOKEN, type: "ISO14443" },
  });
  expect(isNow((await onlySession(station)).startedAt)).toBe(true);
  expect(await skewOf(station)).toMatchObject([{ direction: "behind", offByHours: 5 }]);
});

test("what happened while the station was away keeps its own time", async () => {
  const station = await connectKnown("1.6", { connectedMin: 8 * 60, seenMin: 6 * 60 });
  await charge(station, minutesAgo(300), minutesAgo(240));
  expect((await onlySession(station)).startedAt).toBe(minutesAgo(300));
  expect(await skewOf(station)).toEqual([]);
});

test("2.0.1: what a station says it kept while it was offline keeps its own time", async () => {
  const station = await connectKnown("2.0.1", { connectedMin: 8 * 60, seenMin: 0 });
  await station.send("TransactionEvent", {
    eventType: "Started",
    seqNo: 0,
    offline: true,
    timestamp: minutesAgo(300),
    triggerReason: "Authorized",
    transactionInfo: { transactionId: "T-o" },
    evse: { id: 1, connectorId: 1 },
    idToken: { idToken: TOKEN, type: "ISO14443" },
  });
  expect((await onlySession(station)).startedAt).toBe(minutesAgo(300));
});

test("a clock an hour ahead takes our time, and the finding says by how much and in which direction", async () => {
  const station = await connectFieldStation(gateway.port(), "1.6");
  const begin = { connectorId: 1, idTag: TOKEN, meterStart: 100_000, timestamp: minutesAgo(-60) };
  await station.send("StartTransaction", begin);
  expect(isNow((await onlySession(station)).startedAt)).toBe(true);
  expect(await skewOf(station)).toMatchObject([{ direction: "ahead", offByHours: 1 }]);
});
