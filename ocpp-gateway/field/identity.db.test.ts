/** Ids that begin anew, and starts that are sent again: the sessions that really were. */
import { expect, test } from "vitest";
import {
  connectFieldStation,
  type FieldStation,
  findingCodesOf,
  minutesAgo,
  onlySession,
  openFieldGateway,
  sessionsOf,
  TOKEN,
} from "@/ocpp-gateway/field/testing/field-station";

const gateway = openFieldGateway("field-identity");

const RIGHT = { state: "ended", billingState: "rated", energyMilliWh: "12000000", grossMinor: "700" };

const event = (station: FieldStation, eventType: string, seqNo: number, minute: number, value: number, evse = 1) =>
  station.send("TransactionEvent", {
    eventType,
    seqNo,
    timestamp: minutesAgo(minute),
    triggerReason: "Authorized",
    transactionInfo: { transactionId: "1", chargingState: "Charging" },
    ...(eventType === "Started" && {
      evse: { id: evse, connectorId: 1 },
      idToken: { idToken: TOKEN, type: "ISO14443" },
    }),
    meterValue: [
      {
        timestamp: minutesAgo(minute),
        sampledValue: [{ value, context: eventType === "Started" ? "Transaction.Begin" : "Transaction.End" }],
      },
    ],
  });

const BOOT = { reason: "PowerUp", chargingStation: { model: "B", vendorName: "M" } };

test.each(["2.0.1", "2.1"] as const)(
  "%s: transaction ids that begin anew after a boot are two sessions",
  async (version) => {
    const station = await connectFieldStation(gateway.port(), version);
    await event(station, "Started", 0, 200, 100_000);
    expect(await event(station, "Ended", 1, 170, 106_000)).toEqual({ totalCost: 4 });
    await station.send("BootNotification", BOOT);
    await event(station, "Started", 0, 90, 106_000);
    expect(await event(station, "Ended", 1, 60, 112_000)).toEqual({ totalCost: 4 });
    const six = { state: "ended", billingState: "rated", energyMilliWh: "6000000", grossMinor: "400" };
    expect(await sessionsOf(station)).toMatchObject([six, { ...six, transactionId: "1" }]);
    expect(await findingCodesOf(station)).toEqual(["TRANSACTION_ID_REUSED"]);
  },
);

test("2.0.1: an id that begins anew while its last session never ended ends that one without a stop", async () => {
  const station = await connectFieldStation(gateway.port(), "2.0.1");
  await event(station, "Started", 0, 200, 100_000);
  await station.send("BootNotification", BOOT);
  await event(station, "Started", 0, 90, 106_000);
  await event(station, "Ended", 1, 30, 118_000);
  const [first, second] = await sessionsOf(station);
  expect(first).toMatchObject({ state: "ended", billingState: "settling" });
  expect(second).toMatchObject(RIGHT);
  expect(await findingCodesOf(station)).toEqual(["MISSING_STOP", "TRANSACTION_ID_REUSED"]);
});

test("2.0.1: the same words again are a repetition: one session, the same answer", async () => {
  const station = await connectFieldStation(gateway.port(), "2.0.1");
  await event(station, "Started", 0, 90, 100_000);
  await event(station, "Started", 0, 90, 100_000);
  expect(await event(station, "Ended", 1, 30, 112_000)).toEqual({ totalCost: 7 });
  expect(await event(station, "Ended", 1, 30, 112_000)).toEqual({ totalCost: 7 });
  expect(await onlySession(station)).toMatchObject(RIGHT);
  expect(await findingCodesOf(station)).toEqual([]);
});

test("2.0.1: a start that comes after its own end completes it, and is no second session", async () => {
  const station = await connectFieldStation(gateway.port(), "2.0.1");
  await event(station, "Ended", 1, 30, 112_000);
  await event(station, "Started", 0, 90, 100_000);
  expect(await onlySession(station)).toMatchObject({ state: "ended", energyMilliWh: "12000000" });
  expect(await findingCodesOf(station)).not.toContain("TRANSACTION_ID_REUSED");
});

const start = async (station: FieldStation, meterStart: number, minute: number, idTag = TOKEN) =>
  (
    (await station.send("StartTransaction", { connectorId: 1, idTag, meterStart, timestamp: minutesAgo(minute) })) as {
      transactionId: number;
    }
  ).transactionId;

test("1.6: a start sent again under a later time is the same session, under the same number", async () => {
  const station = await connectFieldStation(gateway.port(), "1.6");
  const number = await start(station, 100_000, 90);
  expect(await start(station, 100_000, 89.5)).toBe(number);
  await station.send("StopTransaction", { transactionId: number, meterStop: 112_000, timestamp: minutesAgo(30) });
  expect(await onlySession(station)).toMatchObject(RIGHT);
  expect(await findingCodesOf(station)).toEqual([]);
});

test("1.6: a start of the far past on a wrong clock, sent again, is one session", async () => {
  const station = await connectFieldStation(gateway.port(), "1.6");
  const request = { connectorId: 1, idTag: TOKEN, meterStart: 100_000 };
  const first = await station.send("StartTransaction", { ...request, timestamp: "1970-01-01T00:00:05Z" });
  const second = await station.send("StartTransaction", { ...request, timestamp: "1970-01-01T00:00:35Z" });
  expect(second).toEqual(first);
  expect(await sessionsOf(station)).toHaveLength(1);
});

test.each([
  ["at a higher register", 101_000, 89, TOKEN],
  ["by another token", 100_000, 89, "ANOTHER"],
  ["ten minutes later", 100_000, 80, TOKEN],
] as const)("1.6: a second start %s is a session of its own", async (_, meterStart, minute, idTag) => {
  const station = await connectFieldStation(gateway.port(), "1.6");
  const number = await start(station, 100_000, 90);
  expect(await start(station, meterStart, minute, idTag)).not.toBe(number);
  expect(await sessionsOf(station)).toHaveLength(2);
});
