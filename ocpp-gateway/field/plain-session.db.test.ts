/** The measure for all others in this folder: sessions by the book, in each version. */
import { expect, test } from "vitest";
import {
  connectFieldStation,
  findingCodesOf,
  minutesAgo,
  onlySession,
  openFieldGateway,
  TOKEN,
  waitMinutes,
} from "@/ocpp-gateway/field/testing/field-station";

const gateway = openFieldGateway("field-plain");

const RIGHT = { state: "ended", billingState: "rated", energyMilliWh: "12000000", grossMinor: "700" };

test("1.6: 12 kWh by the book cost EUR 7.00, without a finding", async () => {
  const station = await connectFieldStation(gateway.port(), "1.6");
  const start = { connectorId: 1, idTag: TOKEN, meterStart: 100_000, timestamp: minutesAgo(90) };
  const answer = await station.send("StartTransaction", start);
  const { transactionId } = answer as { transactionId: number };
  const stop = { transactionId, meterStop: 112_000, timestamp: minutesAgo(30), idTag: TOKEN };
  expect(await station.send("StopTransaction", stop)).toMatchObject({ idTagInfo: { status: "Accepted" } });
  expect(await onlySession(station)).toMatchObject(RIGHT);
  expect(await findingCodesOf(station)).toEqual([]);
});

test("2.0.1: 12 kWh by the book cost EUR 7.00, without a finding", async () => {
  const station = await connectFieldStation(gateway.port(), "2.0.1");
  const register = (minute: number, value: number, context: string) => ({
    meterValue: [{ timestamp: minutesAgo(minute), sampledValue: [{ value, context }] }],
  });
  await station.send("TransactionEvent", {
    eventType: "Started",
    timestamp: minutesAgo(90),
    triggerReason: "Authorized",
    seqNo: 0,
    transactionInfo: { transactionId: "T-1", chargingState: "Charging" },
    idToken: { idToken: TOKEN, type: "ISO14443" },
    evse: { id: 1, connectorId: 1 },
    ...register(90, 100_000, "Transaction.Begin"),
  });
  const ended = await station.send("TransactionEvent", {
    eventType: "Ended",
    timestamp: minutesAgo(30),
    triggerReason: "StopAuthorized",
    seqNo: 1,
    transactionInfo: { transactionId: "T-1", stoppedReason: "Local" },
    ...register(30, 112_000, "Transaction.End"),
  });
  expect(ended).toEqual({ totalCost: 7 });
  expect(await onlySession(station)).toMatchObject(RIGHT);
  expect(await findingCodesOf(station)).toEqual([]);
});

test("1.6: a session whose stop never comes is closed and billed to its last reading, with a finding", async () => {
  const station = await connectFieldStation(gateway.port(), "1.6");
  const start = { connectorId: 1, idTag: TOKEN, meterStart: 100_000, timestamp: minutesAgo(90) };
  const answer = await station.send("StartTransaction", start);
  const { transactionId } = answer as { transactionId: number };
  const meterValue = [{ timestamp: minutesAgo(60), sampledValue: [{ value: "105000" }] }];
  await station.send("MeterValues", { connectorId: 1, transactionId, meterValue });
  const free = { connectorId: 1, errorCode: "NoError", status: "Available", timestamp: minutesAgo(20) };
  await station.send("StatusNotification", free);
  await waitMinutes(station, 6);
  expect(await onlySession(station)).toMatchObject({ state: "ended", billingState: "settling" });
  await waitMinutes(station, 30);
  expect(await onlySession(station)).toMatchObject({ energyMilliWh: "5000000", grossMinor: "350" });
  expect(await findingCodesOf(station)).toContain("MISSING_STOP");
});
