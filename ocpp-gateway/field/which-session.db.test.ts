/** Stops and readings under no true number, ends that come late, and the same end twice. */
import { expect, test } from "vitest";
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
  waitMinutes,
} from "@/ocpp-gateway/field/testing/field-station";

const gateway = openFieldGateway("field-which-session");

const RIGHT = { state: "ended", billingState: "rated", energyMilliWh: "12000000", grossMinor: "700" };
const connect = () => connectFieldStation(gateway.port(), "1.6");

async function start(station: FieldStation, meterStart: number, minute: number): Promise<number> {
  const begin = { connectorId: 1, idTag: TOKEN, meterStart, timestamp: minutesAgo(minute) };
  return ((await station.send("StartTransaction", begin)) as { transactionId: number }).transactionId;
}

const meter = (station: FieldStation, transactionId: number | undefined, minute: number, wh: number) =>
  station.send("MeterValues", {
    connectorId: 1,
    ...(transactionId === undefined ? {} : { transactionId }),
    meterValue: [
      {
        timestamp: minutesAgo(minute),
        sampledValue: [{ value: String(wh) }, { value: "11000", measurand: "Power.Active.Import", unit: "W" }],
      },
    ],
  });

const stop = (station: FieldStation, transactionId: number, meterStop: number, minute: number, more: object = {}) =>
  station.send("StopTransaction", { transactionId, meterStop, timestamp: minutesAgo(minute), ...more });

test("readings under 0 and under no number are those of the one session that runs there", async () => {
  const station = await connect();
  await start(station, 100_000, 90);
  await meter(station, 0, 75, 103_000);
  expect(await onlySession(station)).toMatchObject({ powerW: 11_000, lastRegisterMilliWh: "103000000" });
  await meter(station, undefined, 60, 106_000);
  expect(await onlySession(station)).toMatchObject({ powerW: 11_000, lastRegisterMilliWh: "106000000" });
  await start(station, 110_000, 20);
  await waitMinutes(station, 20);
  const [first] = await sessionsOf(station);
  expect(first).toMatchObject({ state: "ended", billingState: "rated", energyMilliWh: "6000000", grossMinor: "400" });
  expect(await findingsOf(station)).toContainEqual(
    expect.objectContaining({
      code: "MISSING_STOP",
      data: expect.objectContaining({ registerMilliWh: "106000000", atMostMilliWh: expect.stringMatching(/^146/) }),
    }),
  );
});

test.each([4711, -7])(
  "readings under the wrong number %i are those of the one session that runs there",
  async (number) => {
    const station = await connect();
    const own = await start(station, 100_000, 90);
    await meter(station, number, 60, 106_000);
    expect(await onlySession(station)).toMatchObject({ lastRegisterMilliWh: "106000000" });
    await stop(station, own, 112_000, 30);
    expect(await onlySession(station)).toMatchObject(RIGHT);
  },
);

test("readings under the number of the session before are those of the one that runs", async () => {
  const station = await connect();
  const before = await start(station, 90_000, 200);
  await stop(station, before, 100_000, 150);
  await start(station, 100_000, 90);
  await meter(station, before, 60, 106_000);
  expect((await sessionsOf(station)).at(-1)).toMatchObject({ state: "active", lastRegisterMilliWh: "106000000" });
});

test("a meter of another scale beside a transaction that counts from zero is not taken for its register", async () => {
  const station = await connect();
  const number = await start(station, 0, 90);
  await meter(station, number, 75, 3_000);
  await meter(station, undefined, 70, 4_103_000);
  expect(await onlySession(station)).toMatchObject({ lastRegisterMilliWh: "3000000" });
  await stop(station, number, 12_000, 30);
  expect(await onlySession(station)).toMatchObject(RIGHT);
});

test.each([4711, 0, -1])("a stop under %i ends the one session that it can mean", async (number) => {
  const station = await connect();
  const own = await start(station, 100_000, 90);
  await meter(station, own, 60, 105_000);
  await stop(station, number, 112_000, 30, { idTag: TOKEN });
  expect(await onlySession(station)).toMatchObject(RIGHT);
  expect(await findingsOf(station)).toMatchObject([{ code: "TRANSACTION_RELINKED", data: { reported: number } }]);
});

test("a stop under the number of the session before ends the one that runs", async () => {
  const station = await connect();
  const before = await start(station, 90_000, 200);
  await stop(station, before, 100_000, 150);
  await start(station, 100_000, 90);
  await stop(station, before, 112_000, 30);
  expect((await sessionsOf(station)).at(-1)).toMatchObject(RIGHT);
  expect(await findingCodesOf(station)).toEqual(["TRANSACTION_RELINKED"]);
});

test("a stop under a wrong number that fits no session, or by another's token, ends none", async () => {
  const station = await connect();
  await start(station, 100_000, 90);
  await stop(station, 4711, 99_000, 30);
  await stop(station, 4712, 112_000, 30, { idTag: "ANOTHER" });
  expect(await onlySession(station)).toMatchObject({ state: "active" });
  expect(await findingCodesOf(station)).toEqual(["UNKNOWN_TRANSACTION", "UNKNOWN_TRANSACTION"]);
});

test("a stop under -1 that lies before its start ends the running session, and a person is asked", async () => {
  const station = await connect();
  await start(station, 100_000, 60);
  await stop(station, -1, 112_000, 71);
  expect(await onlySession(station)).toMatchObject({ state: "ended", billingState: "hold" });
  expect(await findingCodesOf(station)).toContain("END_BEFORE_START");
});

test("a station that was away while the session ran is waited for: its queue brings the true stop", async () => {
  const first = await connect();
  const number = await start(first, 100_000, 90);
  await meter(first, number, 80, 103_000);
  await first.close();
  const station = await first.reconnect();
  await start(station, 112_000, 0);
  await waitMinutes(station, 60);
  expect((await sessionsOf(station))[0]).toMatchObject({ state: "ended", billingState: "settling" });
  await stop(station, number, 112_000, 30);
  expect((await sessionsOf(station))[0]).toMatchObject(RIGHT);
  expect(await findingCodesOf(station)).toEqual([]);
});

test("a true stop after the bill says by how much the bill differs", async () => {
  const station = await connect();
  const number = await start(station, 100_000, 90);
  await meter(station, number, 80, 103_000);
  await start(station, 112_000, 10);
  await waitMinutes(station, 20);
  expect((await sessionsOf(station))[0]).toMatchObject({ billingState: "rated", grossMinor: "250" });
  await stop(station, number, 112_000, 30);
  expect((await sessionsOf(station))[0]).toMatchObject({ energyMilliWh: "3000000", grossMinor: "250" });
  expect(await findingsOf(station)).toContainEqual(
    expect.objectContaining({
      code: "END_AFTER_BILL",
      severity: "warning",
      data: expect.objectContaining({ differsMilliWh: "9000000", differsMinor: "450", currency: "EUR" }),
    }),
  );
});

test("the same end twice, and its register behind it, are no finding; a stop that says something else is one", async () => {
  const station = await connect();
  const number = await start(station, 100_000, 90);
  await stop(station, number, 112_000, 30, { reason: "Local" });
  const aSecondLater = new Date(Date.parse(minutesAgo(30)) + 1000).toISOString();
  await station.send("StopTransaction", {
    transactionId: number,
    meterStop: 112_000,
    timestamp: aSecondLater,
    reason: "Local",
  });
  await station.send("MeterValues", {
    connectorId: 1,
    transactionId: number,
    meterValue: [{ timestamp: minutesAgo(30), sampledValue: [{ value: "112000", context: "Transaction.End" }] }],
  });
  expect(await findingCodesOf(station)).toEqual([]);
  expect(await onlySession(station)).toMatchObject(RIGHT);
  await stop(station, number, 113_000, 29);
  expect(await findingCodesOf(station)).toEqual(["SECOND_STOP"]);
});

test("2.0.1: a reading after the record that shows more energy is a warning that says how much", async () => {
  const station = await connectFieldStation(gateway.port(), "2.0.1");
  const event = (eventType: string, seqNo: number, minute: number, sampledValue: object[], more: object = {}) =>
    station.send("TransactionEvent", {
      eventType,
      seqNo,
      timestamp: minutesAgo(minute),
      triggerReason: "MeterValuePeriodic",
      transactionInfo: { transactionId: "T-l" },
      meterValue: [{ timestamp: minutesAgo(minute), sampledValue }],
      ...more,
    });
  const place = { evse: { id: 1, connectorId: 1 }, idToken: { idToken: TOKEN, type: "ISO14443" } };
  await event("Started", 0, 40, [{ value: 0, context: "Transaction.Begin" }], place);
  await event("Ended", 1, 30, [
    { value: 0, context: "Transaction.Begin" },
    { value: 0, context: "Transaction.End" },
  ]);
  await event("Updated", 3, 29, [{ value: 123.04, context: "Sample.Periodic" }]);
  expect(await onlySession(station)).toMatchObject({ energyMilliWh: "0" });
  expect(await findingsOf(station)).toMatchObject([
    { code: "LATE_DATA", severity: "warning", data: { moreMilliWh: "123040" } },
  ]);
});
