/** Registers that change their meaning, repeat themselves or come in another resolution. */
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
  waitMinutes,
} from "@/ocpp-gateway/field/testing/field-station";

const gateway = openFieldGateway("field-register");

const RIGHT = { state: "ended", billingState: "rated", energyMilliWh: "12000000", grossMinor: "700" };

async function start(station: FieldStation, meterStart: number, minute = 90): Promise<number> {
  const request = { connectorId: 1, idTag: TOKEN, meterStart, timestamp: minutesAgo(minute) };
  const answer = await station.send("StartTransaction", request);
  return (answer as { transactionId: number }).transactionId;
}

type Sampled = { readonly value: string; readonly [field: string]: string };

const meter = (station: FieldStation, transactionId: number, minute: number, ...sampledValue: Sampled[]) =>
  station.send("MeterValues", {
    connectorId: 1,
    transactionId,
    meterValue: [{ timestamp: minutesAgo(minute), sampledValue }],
  });

const stop = (station: FieldStation, transactionId: number, meterStop: number, minute = 30) =>
  station.send("StopTransaction", { transactionId, meterStop, timestamp: minutesAgo(minute) });

/** A 2.0.1 transaction event; `info` is the transaction's, `more` the message's own. */
const event = (
  station: FieldStation,
  [eventType, triggerReason, seqNo]: readonly [string, string, number],
  minute: number,
  info: object,
  more: object = {},
) =>
  station.send("TransactionEvent", {
    eventType,
    triggerReason,
    seqNo,
    timestamp: minutesAgo(minute),
    transactionInfo: { transactionId: "T-r", ...info },
    ...more,
  });

const register = (minute: number, value: number, context?: string) => ({
  meterValue: [{ timestamp: minutesAgo(minute), sampledValue: [{ value, ...(context ? { context } : {}) }] }],
});

const EVSE = { evse: { id: 1, connectorId: 1 } };
const ID_TOKEN = { idToken: { idToken: TOKEN, type: "ISO14443" } };

test("2.0.1: a begin register of 0 before a meter's life is a placeholder: nothing flows while nobody is authorised", async () => {
  const station = await connectFieldStation(gateway.port(), "2.0.1");
  const begin = { offline: true, ...EVSE, ...register(240, 0, "Transaction.Begin") };
  await event(station, ["Started", "CablePluggedIn", 0], 240, { chargingState: "EVConnected" }, begin);
  const charging = { ...ID_TOKEN, ...register(60, 59_948) };
  await event(station, ["Updated", "RemoteStart", 1], 60, { chargingState: "Charging" }, charging);
  const end = register(55, 60_031, "Transaction.End");
  await event(station, ["Ended", "StopAuthorized", 2], 55, { stoppedReason: "Local" }, end);
  expect(await onlySession(station)).toMatchObject({ state: "ended", billingState: "hold" });
  const data = { usedMilliWh: "59948000", atMostMilliWh: "0" };
  expect(await findingsOf(station)).toMatchObject([{ code: "METER_START_PLACEHOLDER", severity: "hold", data }]);
});

test("1.6: a start of 0 on a meter that the session before left at 100,000 begins there", async () => {
  const station = await connectFieldStation(gateway.port(), "1.6");
  await stop(station, await start(station, 95_000, 200), 100_000, 150);
  const number = await start(station, 0);
  await meter(station, number, 60, { value: "106000" });
  await stop(station, number, 112_000);
  expect((await sessionsOf(station)).at(-1)).toMatchObject(RIGHT);
  expect(await findingCodesOf(station)).toEqual(["METER_START_PLACEHOLDER"]);
});

test("1.6: a start of 0 before a lifetime register, and nothing beside it known, waits for a person with what is sure", async () => {
  const station = await connectFieldStation(gateway.port(), "1.6");
  const number = await start(station, 0);
  await meter(station, number, 60, { value: "4106000" });
  await stop(station, number, 4_112_000);
  expect(await onlySession(station)).toMatchObject({ state: "ended", billingState: "hold", energyMilliWh: null });
  const [finding] = await findingsOf(station);
  expect(finding).toMatchObject({ code: "METER_START_PLACEHOLDER", severity: "hold" });
  expect(finding?.data).toMatchObject({ usedMilliWh: "4106000000", atMostMilliWh: "11000000" });
});

test("1.6: a lifetime register at the start and a counter of the session afterwards: the counter is the energy", async () => {
  const station = await connectFieldStation(gateway.port(), "1.6");
  const number = await start(station, 4_076_447);
  for (const [minute, value] of [
    [75, 3000],
    [60, 6000],
    [45, 9000],
  ] as const) {
    await meter(station, number, minute, { value: String(value) });
  }
  await stop(station, number, 12_000);
  expect(await onlySession(station)).toMatchObject(RIGHT);
  expect(await findingCodesOf(station)).toEqual([]);
});

test("1.6: of such a session without a reading between, the counter is proposed and a person decides", async () => {
  const station = await connectFieldStation(gateway.port(), "1.6");
  await stop(station, await start(station, 4_076_447), 12_000);
  expect(await onlySession(station)).toMatchObject({ billingState: "hold" });
  expect(await findingsOf(station)).toMatchObject([
    { code: "METER_STOP_IGNORED", severity: "hold", data: { proposedMilliWh: "12000000" } },
  ]);
});

test("1.6: a begin register repeated in every message changes neither the live register nor the bill", async () => {
  const station = await connectFieldStation(gateway.port(), "1.6");
  const number = await start(station, 100_000);
  for (const [minute, value] of [
    [75, 103_000],
    [60, 106_000],
    [45, 109_000],
  ] as const) {
    const register = { measurand: "Energy.Active.Import.Register", unit: "Wh" };
    const now = { value: String(value), context: "Sample.Periodic", ...register };
    const begin = { value: "100000", context: "Transaction.Begin", ...register };
    const power = { value: "11000", context: "Sample.Periodic", measurand: "Power.Active.Import", unit: "W" };
    await meter(station, number, minute, now, begin, power);
    expect(await onlySession(station)).toMatchObject({ lastRegisterMilliWh: `${value}000`, powerW: 11_000 });
  }
  await stop(station, number, 112_000);
  expect(await onlySession(station)).toMatchObject(RIGHT);
  expect(await findingCodesOf(station)).toEqual([]);
});

test("2.0.1: the same of a station that repeats Transaction.Begin in its updates and in the end", async () => {
  const station = await connectFieldStation(gateway.port(), "2.0.1");
  const both = (minute: number, value: number, context: string) => ({
    meterValue: [
      {
        timestamp: minutesAgo(minute),
        sampledValue: [
          { value, context },
          { value: 100_000, context: "Transaction.Begin" },
        ],
      },
    ],
  });
  const begin = { ...EVSE, ...ID_TOKEN, ...register(90, 100_000, "Transaction.Begin") };
  await event(station, ["Started", "Authorized", 0], 90, { chargingState: "Charging" }, begin);
  await event(station, ["Updated", "MeterValuePeriodic", 1], 60, {}, both(60, 106_000, "Sample.Periodic"));
  expect(await onlySession(station)).toMatchObject({ lastRegisterMilliWh: "106000000" });
  const end = both(30, 112_000, "Transaction.End");
  expect(await event(station, ["Ended", "StopAuthorized", 2], 30, {}, end)).toEqual({ totalCost: 7 });
  expect(await onlySession(station)).toMatchObject(RIGHT);
  expect(await findingCodesOf(station)).toEqual([]);
});

test.each([
  ["phase", "N"],
  ["location", "Inlet"],
  ["location", "Body"],
])("1.6: a register and a power known only with %s %s are the totals", async (field, word) => {
  const station = await connectFieldStation(gateway.port(), "1.6");
  const number = await start(station, 100_000);
  const energy = { value: "106000", measurand: "Energy.Active.Import.Register", unit: "Wh", [field]: word };
  const power = { value: "7000", measurand: "Power.Active.Import", unit: "W", [field]: word };
  await meter(station, number, 60, energy, power);
  expect(await onlySession(station)).toMatchObject({ lastRegisterMilliWh: "106000000", powerW: 7000 });
  const free = { connectorId: 1, errorCode: "NoError", status: "Available", timestamp: minutesAgo(20) };
  await station.send("StatusNotification", free);
  await waitMinutes(station, 10);
  await waitMinutes(station, 40);
  expect(await onlySession(station)).toMatchObject({ energyMilliWh: "6000000", grossMinor: "400" });
});

test("2.0.1: the reading of a start and of an end without a context is the register there", async () => {
  const station = await connectFieldStation(gateway.port(), "2.0.1");
  const begin = { ...EVSE, ...ID_TOKEN, ...register(60, 100_000) };
  await event(station, ["Started", "Authorized", 0], 60, { chargingState: "Charging" }, begin);
  const end = register(10, 112_000);
  expect(await event(station, ["Ended", "StopAuthorized", 1], 10, {}, end)).toEqual({ totalCost: 7 });
  expect(await onlySession(station)).toMatchObject(RIGHT);
  expect(await findingCodesOf(station)).toEqual([]);
});

test("2.0.1: an end without a register says until when the meter was read, and what can be missing at most", async () => {
  const station = await connectFieldStation(gateway.port(), "2.0.1");
  const begin = { ...EVSE, ...ID_TOKEN, ...register(24, 110, "Transaction.Begin") };
  await event(station, ["Started", "Authorized", 0], 24, { chargingState: "Charging" }, begin);
  await event(station, ["Updated", "MeterValuePeriodic", 1], 20, {}, register(20, 140));
  await event(station, ["Ended", "EVDeparted", 2], 10, { stoppedReason: "EVDisconnected" });
  expect(await onlySession(station)).toMatchObject({ energyMilliWh: "30000", grossMinor: "102" });
  const readUntilMs = String(Date.parse(minutesAgo(20)));
  expect(await findingsOf(station)).toMatchObject([
    {
      code: "METER_END_MISSING",
      severity: "warning",
      data: { readUntilMs, atMostMilliWh: expect.stringMatching(/^36/) },
    },
  ]);
});

test("2.0.1: an end without a register long after the last reading waits for a person", async () => {
  const station = await connectFieldStation(gateway.port(), "2.0.1");
  const begin = { ...EVSE, ...ID_TOKEN, ...register(120, 100_000, "Transaction.Begin") };
  await event(station, ["Started", "Authorized", 0], 120, { chargingState: "Charging" }, begin);
  await event(station, ["Updated", "MeterValuePeriodic", 1], 110, {}, register(110, 102_000));
  await event(station, ["Ended", "EVDeparted", 2], 10, { stoppedReason: "EVDisconnected" });
  expect(await onlySession(station)).toMatchObject({ billingState: "hold" });
  expect(await findingsOf(station)).toMatchObject([{ code: "METER_END_MISSING", severity: "hold" }]);
});

test("1.6: kilowatt-hours called watt-hours are held, with the energy that the power says", async () => {
  const station = await connectFieldStation(gateway.port(), "1.6");
  const number = await start(station, 100);
  for (const [minute, value] of [
    [89, "100.2"],
    [60, "106"],
    [31, "111.8"],
  ] as const) {
    const power = { value: "12000", measurand: "Power.Active.Import", unit: "W" };
    await meter(station, number, minute, { value }, power);
  }
  await stop(station, number, 112);
  expect(await onlySession(station)).toMatchObject({ billingState: "hold" });
  expect(await findingsOf(station)).toMatchObject([
    { code: "METER_BELOW_POWER", severity: "hold", data: { proposedMilliWh: "12000000" } },
  ]);
});

test("energy that no station of its kind delivers is held, where its rated power is unknown", async () => {
  const station = await connectFieldStation(gateway.port(), "1.6", { maxPowerW: null });
  await stop(station, await start(station, 0, 60), 50_000, 30);
  expect(await onlySession(station)).toMatchObject({ billingState: "hold" });
  const fast = await connectFieldStation(gateway.port(), "1.6", { maxPowerW: null, currentKind: "DC" });
  await stop(fast, await start(fast, 0, 60), 50_000, 30);
  expect(await onlySession(fast)).toMatchObject({ billingState: "rated", grossMinor: "2600" });
});

test("a test station is never held for being fast: 5 kWh in an instant have a total", async () => {
  const station = await connectFieldStation(gateway.port(), "1.6");
  await writeTenant(station.tenant.tenantId, (db) => db.update(stations).set({ isTest: true }));
  await stop(station, await start(station, 0, 60), 5_000, 60);
  expect(await onlySession(station)).toMatchObject({ energyMilliWh: "5000000", grossMinor: "350" });
  const real = await connectFieldStation(gateway.port(), "1.6");
  await stop(real, await start(real, 0, 60), 5_000, 60);
  expect(await onlySession(real)).toMatchObject({ billingState: "hold" });
});
