/**
 * Registers of different resolution in one session, priced by the time of day: EUR 0.30 a kWh from
 * noon to 23:30, EUR 0.60 otherwise.
 */
import { expect, test } from "vitest";
import {
  connectFieldStation,
  type FieldStation,
  findingCodesOf,
  onlySession,
  openFieldGateway,
  TOKEN,
  type Version,
} from "@/ocpp-gateway/field/testing/field-station";

const gateway = openFieldGateway("field-resolution");

const price = (amount: string) => ({ kind: "ENERGY", price: amount, per: "KWH", stepSize: 1, vatPercent: "23" });

const DAY_AND_NIGHT = {
  currency: "EUR",
  anchor: "GROSS",
  elements: [
    { restrictions: { startTime: "12:00", endTime: "23:30" }, components: [price("0.30")] },
    { components: [price("0.60")] },
  ],
  idle: { graceSeconds: 0 },
  pausePolicy: "UNBILLED",
};

/** Yesterday at 22:00 UTC: charging until 23:00, plugged in until 01:50. */
const EVENING_MS = new Date(Date.now() - 86_400_000).setUTCHours(22, 0, 0, 0);
const at = (minute: number): string => new Date(EVENING_MS + minute * 60_000).toISOString();
const END = 230;

const connectAtNight = (version: Version) =>
  connectFieldStation(gateway.port(), version, { tariff: DAY_AND_NIGHT, timeZone: "UTC" });

async function charge16(station: FieldStation, meterStart: number, samples: readonly Reading[], meterStop: number) {
  const request = { connectorId: 1, idTag: TOKEN, meterStart, timestamp: at(0) };
  const { transactionId } = (await station.send("StartTransaction", request)) as { transactionId: number };
  for (const [minute, value, unit] of samples) {
    const sampledValue = [{ value, ...(unit ? { unit } : {}) }];
    await station.send("MeterValues", {
      connectorId: 1,
      transactionId,
      meterValue: [{ timestamp: at(minute), sampledValue }],
    });
  }
  await station.send("StopTransaction", { transactionId, meterStop, timestamp: at(END), reason: "Local" });
}

type Reading = readonly [minute: number, value: string, unit?: string];

/** Rises by 2250 Wh and a bit each quarter of an hour for an hour, then flat. */
const quarterly = (last: string): readonly Reading[] => [
  [15, "102250.1"],
  [30, "104500.2"],
  [45, "106750.3"],
  ...Array.from({ length: 12 }, (_, index): Reading => [60 + index * 15, last]),
];

test("1.6: a stop in whole Wh below samples in tenths: all energy flowed before the night", async () => {
  const station = await connectAtNight("1.6");
  await charge16(
    station,
    0,
    [
      [60, "9000.9"],
      [140, "9000.9"],
      [220, "9000.9"],
    ],
    9000,
  );
  expect(await onlySession(station)).toMatchObject({ energyMilliWh: "9000000", grossMinor: "270" });
  expect(await findingCodesOf(station)).toEqual([]);
});

test.each([109_000, 109_001])("1.6: quarter-hourly samples in tenths, and a stop of %i", async (meterStop) => {
  const station = await connectAtNight("1.6");
  await charge16(station, 100_000, quarterly("109000.4"), meterStop);
  expect(await onlySession(station)).toMatchObject({ energyMilliWh: `${meterStop - 100_000}000`, grossMinor: "270" });
  expect(await findingCodesOf(station)).toEqual([]);
});

test("1.6: samples in kWh with three decimals below and above the stop are equal to it", async () => {
  const station = await connectAtNight("1.6");
  await charge16(
    station,
    100_000,
    [
      [60, "109.0009", "kWh"],
      [140, "109.0009", "kWh"],
    ],
    109_000,
  );
  expect(await onlySession(station)).toMatchObject({ energyMilliWh: "9000000", grossMinor: "270" });
  expect(await findingCodesOf(station)).toEqual([]);
});

test("1.6: a stop of 0 under a first fraction of a watt-hour is the truth, and no finding", async () => {
  const station = await connectAtNight("1.6");
  await charge16(station, 0, [[60, "0.43"]], 0);
  expect(await onlySession(station)).toMatchObject({ energyMilliWh: "0", grossMinor: "0" });
  expect(await findingCodesOf(station)).toEqual([]);
});

test("2.0.1: an end in whole Wh below samples in tenths: all energy flowed before the night", async () => {
  const station = await connectAtNight("2.0.1");
  const values = (minute: number, value: number, context: string) => ({
    meterValue: [{ timestamp: at(minute), sampledValue: [{ value, context }] }],
  });
  let seqNo = 0;
  const send = (eventType: string, minute: number, value: number, context: string, more: object = {}) =>
    station.send("TransactionEvent", {
      eventType,
      triggerReason: "MeterValuePeriodic",
      seqNo: seqNo++,
      timestamp: at(minute),
      transactionInfo: { transactionId: "T-n" },
      ...values(minute, value, context),
      ...more,
    });
  const place = { evse: { id: 1, connectorId: 1 }, idToken: { idToken: TOKEN, type: "ISO14443" } };
  await send("Started", 0, 100_000, "Transaction.Begin", place);
  for (const [minute, value] of quarterly("109000.4")) {
    await send("Updated", minute, Number(value), "Sample.Periodic");
  }
  expect(await send("Ended", END, 109_000, "Transaction.End")).toEqual({ totalCost: 2.7 });
  expect(await onlySession(station)).toMatchObject({ energyMilliWh: "9000000", grossMinor: "270" });
  expect(await findingCodesOf(station)).toEqual([]);
});

test("1.6: a stop that is more than the resolution below the samples is still noticed", async () => {
  const station = await connectAtNight("1.6");
  await charge16(
    station,
    100_000,
    [
      [60, "109500.4"],
      [140, "109500.4"],
    ],
    109_000,
  );
  expect(await findingCodesOf(station)).not.toEqual([]);
});
