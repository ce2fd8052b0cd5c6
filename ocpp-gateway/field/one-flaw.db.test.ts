/** One flaw costs the flawed part, never the message: sessions of 12 kWh at EUR 7.00. */
import { describe, expect, test } from "vitest";
import {
  connectFieldStation,
  type FieldStation,
  findingCodesOf,
  minutesAgo,
  onlySession,
  openFieldGateway,
  TOKEN,
} from "@/ocpp-gateway/field/testing/field-station";

const gateway = openFieldGateway("field-one-flaw");

const RIGHT = { state: "ended", billingState: "rated", energyMilliWh: "12000000", grossMinor: "700" };
const RIGHT_ENDED = { ...RIGHT, startedAt: expect.any(String), endedAt: expect.any(String) };

type Fields = Record<string, unknown>;
type Flawed = { readonly start?: Fields; readonly meter?: Fields; readonly stop?: Fields };

/** A 1.6 session of 12 kWh: its messages are changed as given; every answer is a CALLRESULT. */
async function session16(station: FieldStation, { start = {}, meter = {}, stop = {} }: Flawed) {
  const whole = { connectorId: 1, idTag: TOKEN, meterStart: 100_000, timestamp: minutesAgo(90) };
  const started = await station.send("StartTransaction", { ...whole, ...start });
  expect(started).toMatchObject({ idTagInfo: { status: "Accepted" } });
  const { transactionId } = started as { transactionId: number };
  const meterValue = [{ timestamp: minutesAgo(60), sampledValue: [{ value: "106000" }] }];
  expect(await station.send("MeterValues", { connectorId: 1, transactionId, meterValue, ...meter })).toEqual({});
  const running = await onlySession(station);
  const ended = await station.send("StopTransaction", {
    transactionId,
    meterStop: 112_000,
    timestamp: minutesAgo(30),
    ...stop,
  });
  expect(ended).toEqual(expect.any(Object));
  return { running, ended: await onlySession(station) };
}

const samples = (minute: number, ...sampledValue: Fields[]) => ({ timestamp: minutesAgo(minute), sampledValue });

describe("1.6", () => {
  test.each<[string, Flawed]>([
    ["a stop with a token that is too long", { stop: { idTag: "CENTRAL-SYSTEM-ID-021" } }],
    ["a stop with null for its token", { stop: { idTag: null } }],
    ["a stop with null for its readings", { stop: { transactionData: null } }],
    ["a start with null for its reservation", { start: { reservationId: null } }],
    ["readings with null for their transaction", { meter: { transactionId: null } }],
    ["a stop whose register is a text", { stop: { meterStop: "112000" } }],
    ["a stop whose register has a fraction", { stop: { meterStop: 112_000.4 } }],
    ["a start whose register is a text", { start: { meterStart: "100000" } }],
    ["a start whose register has a fraction", { start: { meterStart: 100_000.9 } }],
    ["a start whose connector is a text", { start: { connectorId: "1" } }],
    ["a stop with fields of the station's own", { stop: { energy: 12, vendor: { deep: [1] } } }],
    ["a start with a name in other capitals", { start: { idTag: undefined, IdTag: TOKEN } }],
    [
      "a stop with a text too long in its readings",
      { stop: { transactionData: [samples(30, { value: "1".repeat(600) })] } },
    ],
    ["one reading for a list of readings", { meter: { meterValue: samples(60, { value: "106000" }) } }],
    [
      "one sample for a list of samples",
      { meter: { meterValue: [{ timestamp: minutesAgo(60), sampledValue: { value: "106000" } }] } },
    ],
  ])("%s: 12 kWh, EUR 7.00, no finding", async (_, flawed) => {
    const station = await connectFieldStation(gateway.port(), "1.6");
    const { ended } = await session16(station, flawed);
    expect(ended).toMatchObject(RIGHT_ENDED);
    expect(await findingCodesOf(station)).toEqual([]);
  });

  test.each(["EVDisconnect", "", 7])("a stop for the reason %j has ended for another reason", async (reason) => {
    const station = await connectFieldStation(gateway.port(), "1.6");
    const { ended } = await session16(station, { stop: { reason } });
    expect(ended).toMatchObject({ ...RIGHT, stopReason: "Other" });
    expect(await findingCodesOf(station)).toEqual([]);
  });

  test.each(["Hertz", "Hz", "C", "°C", "%", ""])("a sample in the unit %j costs itself", async (unit) => {
    const station = await connectFieldStation(gateway.port(), "1.6");
    const frequency = { value: "50.02", measurand: "Frequency", unit };
    const temperature = { value: "31", measurand: "Temperature", unit };
    const { running, ended } = await session16(station, {
      meter: { meterValue: [samples(60, { value: "106000" }, frequency, temperature)] },
      stop: {
        transactionData: [
          samples(30, { value: "112000", context: "Transaction.End" }, { ...frequency, context: "Transaction.End" }),
        ],
      },
    });
    expect(running).toMatchObject({ lastRegisterMilliWh: "106000000" });
    expect(ended).toMatchObject(RIGHT);
    expect(await findingCodesOf(station)).toEqual([]);
  });

  test("sampled values as numbers are read digit by digit", async () => {
    const station = await connectFieldStation(gateway.port(), "1.6");
    const power = { value: 7200, measurand: "Power.Active.Import", unit: "W" };
    const { running, ended } = await session16(station, {
      meter: { meterValue: [samples(60, { value: 105_000.5, unit: "Wh" }, power)] },
    });
    expect(running).toMatchObject({ lastRegisterMilliWh: "105000500", powerW: 7200 });
    expect(ended).toMatchObject(RIGHT);
  });

  test("a register in a unit that nobody knows is no register: the session is billed by its stop", async () => {
    const station = await connectFieldStation(gateway.port(), "1.6");
    const { running, ended } = await session16(station, {
      meter: { meterValue: [samples(60, { value: "382", unit: "MJ" })] },
    });
    expect(running.lastRegisterMilliWh).not.toBe("382000");
    expect(ended).toMatchObject(RIGHT);
  });

  test("a stop without a register that can be read, or a time, ends its session", async () => {
    for (const stop of [{ meterStop: "full" }, { timestamp: "yesterday" }]) {
      const station = await connectFieldStation(gateway.port(), "1.6");
      const { ended } = await session16(station, { stop });
      expect(ended).toMatchObject({ state: "ended" });
      expect(await findingCodesOf(station)).not.toEqual([]);
    }
  });

  test("a card may charge though its reader names a connector too, or sends the tag as a number", async () => {
    const station = await connectFieldStation(gateway.port(), "1.6");
    const accepted = { idTagInfo: { status: "Accepted" } };
    expect(await station.send("Authorize", { connectorId: 1, idTag: TOKEN })).toMatchObject(accepted);
    expect(await station.send("Authorize", { idTag: TOKEN, timestamp: null, info: ["x"] })).toMatchObject(accepted);
    expect(await station.send("Authorize", { idTag: 4711 })).toEqual({ idTagInfo: { status: "Invalid" } });
    expect(await station.send("Authorize", { idTag: "x".repeat(300) })).toEqual({ idTagInfo: { status: "Invalid" } });
  });

  test("a start with a token too long opens a session, which nobody is billed for by mistake", async () => {
    const station = await connectFieldStation(gateway.port(), "1.6");
    const start = { connectorId: 1, idTag: "CENTRAL-SYSTEM-ID-021", meterStart: 1, timestamp: minutesAgo(5) };
    expect(await station.send("StartTransaction", start)).toMatchObject({ idTagInfo: { status: "Invalid" } });
    expect(await onlySession(station)).toMatchObject({ state: "active" });
  });
});

describe("2.0.1", () => {
  const TRANSACTION = { transactionId: "T-f" };
  const register = (minute: number, value: unknown, context: string, more: Fields = {}) => ({
    meterValue: [{ timestamp: minutesAgo(minute), sampledValue: [{ value, context, ...more }] }],
  });
  const signedMeterValue = {
    signedMeterData: "s".repeat(20_000),
    signingMethod: "ECDSA-secp256r1-SHA256",
    encodingMethod: "OCMF",
    publicKey: "",
  };

  const START = () => ({
    eventType: "Started",
    timestamp: minutesAgo(90),
    triggerReason: "Authorized",
    seqNo: 0,
    transactionInfo: { ...TRANSACTION, chargingState: "Charging" },
    idToken: { idToken: TOKEN, type: "ISO14443" },
    evse: { id: 1, connectorId: 1 },
    ...register(90, 100_000, "Transaction.Begin"),
  });
  const END = () => ({
    eventType: "Ended",
    timestamp: minutesAgo(30),
    triggerReason: "StopAuthorized",
    seqNo: 1,
    transactionInfo: { ...TRANSACTION, stoppedReason: "Local" },
    ...register(30, 112_000, "Transaction.End"),
  });

  test.each<[string, { start?: Fields; end?: Fields }]>([
    [
      "null in what an end may leave out",
      { end: { reservationId: null, cableMaxCurrent: null, idToken: null, evse: null } },
    ],
    [
      "null within an end's transaction",
      { end: { transactionInfo: { ...TRANSACTION, stoppedReason: "Local", remoteStartId: null } } },
    ],
    [
      "a reason of the station's own",
      { end: { triggerReason: "EVDisconnected", transactionInfo: { ...TRANSACTION, stoppedReason: "EVDisconnect" } } },
    ],
    ["a register that is a text", { end: register(30, "112000", "Transaction.End") }],
    ["numbers that are texts at the start", { start: { seqNo: "0", evse: { id: "1", connectorId: "1" } } }],
    [
      "one object for the list of readings",
      {
        end: {
          meterValue: { timestamp: minutesAgo(30), sampledValue: { value: 112_000, context: "Transaction.End" } },
        },
      },
    ],
    ["fields of 2.1 in an end", { end: { costDetails: { totalCost: 1 }, preconditioningStatus: "Ready" } }],
    ["a text for offline", { start: { offline: "false" }, end: { offline: "False" } }],
    [
      "a charging state that no list has",
      {
        start: { transactionInfo: { ...TRANSACTION, chargingState: "charging" } },
        end: { transactionInfo: { ...TRANSACTION, chargingState: "Bored" } },
      },
    ],
    ["a context in other capitals", { end: register(30, 112_000, "transaction.end") }],
    ["a signed value of a long session", { end: register(30, 112_000, "Transaction.End", { signedMeterValue }) }],
    [
      "a signed value that lacks a part",
      { end: register(30, 112_000, "Transaction.End", { signedMeterValue: { signedMeterData: "s" } }) },
    ],
    [
      "texts too long in its token",
      {
        start: {
          idToken: {
            idToken: TOKEN,
            type: "ISO14443",
            additionalInfo: [{ additionalIdToken: "a".repeat(99), type: "t".repeat(99) }],
          },
        },
      },
    ],
  ])("%s: 12 kWh, EUR 7.00, no finding", async (_, { start = {}, end = {} }) => {
    const station = await connectFieldStation(gateway.port(), "2.0.1");
    expect(await station.send("TransactionEvent", { ...START(), ...start })).toMatchObject({
      idTokenInfo: { status: "Accepted" },
    });
    expect(await station.send("TransactionEvent", { ...END(), ...end })).toEqual({ totalCost: 7 });
    expect(await onlySession(station)).toMatchObject(RIGHT);
    expect(await findingCodesOf(station)).toEqual([]);
  });

  test("a reason that no list has is Other", async () => {
    const station = await connectFieldStation(gateway.port(), "2.0.1");
    await station.send("TransactionEvent", START());
    const transactionInfo = { ...TRANSACTION, stoppedReason: "EVDisconnect" };
    expect(await station.send("TransactionEvent", { ...END(), transactionInfo })).toEqual({ totalCost: 7 });
    expect(await onlySession(station)).toMatchObject({ ...RIGHT, stopReason: "Other" });
  });
});
