/** What becomes of a flaw, by what the flawed part carries. */
import { describe, expect, test } from "vitest";
import { AT, AT_MS, parse, parseOrThrow } from "@/ocpp-gateway/dialect/testing/parse-message";
import { v16 } from "@/ocpp-gateway/dialect/v16/v16";
import { v201 } from "@/ocpp-gateway/dialect/v201/v201";

const STOP = { transactionId: 7, meterStop: 112_000, timestamp: AT };
const stop = (more: object) => parseOrThrow(v16, "StopTransaction", { ...STOP, ...more });
const start = (more: object) =>
  parseOrThrow(v16, "StartTransaction", { connectorId: 1, idTag: "A", meterStart: 5, timestamp: AT, ...more });
const samples = (...sampledValue: object[]) =>
  parseOrThrow(v16, "MeterValues", { connectorId: 1, meterValue: [{ timestamp: AT, sampledValue }] });
const ended = (more: object) =>
  parseOrThrow(v201, "TransactionEvent", {
    eventType: "Ended",
    timestamp: AT,
    triggerReason: "StopAuthorized",
    seqNo: 1,
    transactionInfo: { transactionId: "T" },
    ...more,
  });
const end201 = (sampled: object, meter: object = {}) =>
  ended({ meterValue: [{ timestamp: AT, sampledValue: [{ context: "Transaction.End", ...sampled }], ...meter }] });

describe("a text too long", () => {
  test("is left out where it is an optional token, which cannot match", () => {
    const { event, deviations } = stop({ idTag: "CENTRAL-SYSTEM-ID-021" });
    expect(event).toMatchObject({ type: "session.ended", token: null, registerMilliWh: 112_000_000n });
    expect(deviations).toEqual([{ kind: "too_long", place: "StopTransaction/idTag", value: "CENTRAL-SYSTEM-ID-021" }]);
  });

  test("is kept where the token is needed: energy flows, and it does not match", () => {
    expect(start({ idTag: "CENTRAL-SYSTEM-ID-021" }).event).toMatchObject({ token: { uid: "CENTRAL-SYSTEM-ID-021" } });
    expect(start({ idTag: "x".repeat(5000) }).event).toMatchObject({ token: { uid: "x".repeat(255) } });
    const idToken = { idToken: "E".repeat(40), type: "eMAID" };
    expect(parseOrThrow(v201, "Authorize", { idToken }).event).toMatchObject({ token: { uid: idToken.idToken } });
  });

  test("is kept whole where it is shown, and cut where it is a book", () => {
    const status = (info: string) =>
      parseOrThrow(v16, "StatusNotification", { connectorId: 1, errorCode: "NoError", status: "SuspendedEV", info });
    expect(status("y".repeat(600)).event).toMatchObject({ state: "suspended_ev", info: "y".repeat(600) });
    expect(status("y".repeat(6000)).event).toMatchObject({ info: "y".repeat(1000) });
  });

  test("signed meter data is taken up to 2.1's 32,768 characters, and left out alone beyond", () => {
    const signed = (length: number) => ({
      signedMeterData: "s".repeat(length),
      signingMethod: "ECDSA-secp256r1-SHA256",
      encodingMethod: "OCMF",
      publicKey: "k",
    });
    for (const length of [2501, 32_768, 40_000]) {
      const { event, deviations } = end201({ value: 112_000, signedMeterValue: signed(length) });
      expect(event).toMatchObject({ registerMilliWh: 112_000_000n });
      expect(deviations.map(({ kind }) => kind)).toEqual(["too_long"]);
    }
    expect(end201({ value: 112_000, signedMeterValue: signed(2500) }).deviations).toEqual([]);
  });
});

describe("a word outside its list", () => {
  test.each([["EVDisconnect"], [""], ["Button pressed"]])("a reason %j is Other, and the word is kept", (reason) => {
    const { event, deviations } = stop({ reason });
    expect(event).toMatchObject({ type: "session.ended", reason: "Other" });
    expect(deviations).toEqual([{ kind: "unknown_word", place: "StopTransaction/reason", value: reason }]);
    expect(ended({ transactionInfo: { transactionId: "T", stoppedReason: reason } }).event).toMatchObject({
      reason: "Other",
    });
  });

  test("in other capitals or with other signs it is the listed word", () => {
    expect(stop({ reason: "EV_DISCONNECTED" }).event).toMatchObject({ reason: "EVDisconnected" });
    const { event } = samples({ value: "105", unit: "KWH", measurand: "EnergyActiveImportRegister" });
    expect(event).toMatchObject({ readings: [{ registerMilliWh: 105_000_000n }] });
  });

  test.each(["Hz", "°C", "C", "%", "", "furlong", {}])("a unit %j costs its own sample", (unit) => {
    const { event } = samples({ value: "106000" }, { value: "50.02", measurand: "Frequency", unit });
    expect(event).toMatchObject({ readings: [{ registerMilliWh: 106_000_000n }] });
  });

  test("a register in a unit that cannot be read is no register in Wh", () => {
    for (const unit of ["MJ", "", {}, []])
      expect(samples({ value: "106000", unit }).event).toMatchObject({ readings: [] });
    for (const unitOfMeasure of ["kWh", { unit: "kWh", multiplier: "kilo" }]) {
      expect(end201({ value: 112, unitOfMeasure }).event).toMatchObject({ readings: [], registerMilliWh: null });
    }
    for (const qualifier of [{ measurand: "Energy" }, { phase: "R" }, { location: "Moon" }, { format: "Signed" }]) {
      expect(samples({ value: "106000", ...qualifier }).event).toMatchObject({ readings: [] });
    }
  });

  test("an empty text says what leaving it out says, a unit apart", () => {
    const { event } = samples({ value: "106000", unit: "Wh", phase: "", location: "", format: "", context: null });
    expect(event).toMatchObject({ readings: [{ registerMilliWh: 106_000_000n, context: "Sample.Periodic" }] });
  });

  test("the state of charge in percent signs is read, and Hertz is a unit of 1.6 by its errata", () => {
    expect(samples({ value: "81", measurand: "SoC", unit: "%" }).event).toMatchObject({
      readings: [{ socPercent: 81 }],
    });
    expect(samples({ value: "50", measurand: "Frequency", unit: "Hertz" }).deviations).toEqual([]);
  });

  test("a token of a kind that no list has is a token of no kind", () => {
    for (const type of ["RFID", null, undefined]) {
      const parsed = parseOrThrow(v201, "Authorize", { idToken: { idToken: "FF01AB", type } });
      expect(parsed.event).toMatchObject({ token: { uid: "FF01AB", kind: "unspecified" } });
    }
  });

  test("1.6's states of a connector at a 2.0.1 station are its Occupied", () => {
    const payload = { evseId: 1, connectorId: 1, connectorStatus: "SuspendedEV", timestamp: AT };
    expect(parseOrThrow(v201, "StatusNotification", payload).event).toMatchObject({ state: "occupied" });
  });
});

describe("numbers and texts", () => {
  test("a register's whole part counts", () => {
    for (const meterStop of ["112000", 112_000.4, "112000.9", " 112000 "]) {
      expect(stop({ meterStop }).event).toMatchObject({ registerMilliWh: 112_000_000n });
    }
    expect(start({ meterStart: "5" }).event).toMatchObject({ registerMilliWh: 5000n });
  });

  test("a sampled number is its text, digit by digit", () => {
    const { event } = samples({ value: 105_000.5, unit: "Wh" }, { value: 7200, measurand: "Power.Active.Import" });
    expect(event).toMatchObject({ readings: [{ registerMilliWh: 105_000_500n, powerW: 7200 }] });
    expect(end201({ value: "112000.123" }).event).toMatchObject({ registerMilliWh: 112_000_123n });
  });

  test("a register that cannot be read leaves the end of the session without one", () => {
    for (const meterStop of ["full", null, {}, 1e300]) {
      expect(stop({ meterStop }).event).toMatchObject({ type: "session.ended", registerMilliWh: null });
    }
  });

  test("a stop whose transaction cannot be read is the stop of no known number", () => {
    for (const transactionId of [null, "T-1", 1e300]) {
      expect(stop({ transactionId }).event).toMatchObject({ session: { by: "number", sessionNumber: -1 } });
    }
    expect(stop({ transactionId: "7" }).event).toMatchObject({ session: { sessionNumber: 7 } });
  });

  test("without a number an event of a 2.0.1 transaction is told from others by its time", () => {
    const later = ended({ seqNo: null, timestamp: "2026-03-01T10:00:01Z" }).event;
    expect(ended({ seqNo: "x" }).event).toMatchObject({ seqNo: null, key: `tx/T//Ended/${AT}` });
    expect(later.key).not.toBe(ended({ seqNo: null }).event.key);
  });
});

describe("time", () => {
  test.each([
    ["2026-03-01T12:00:00+02", "time_format"],
    ["2026-03-01T12:00:00+0200", "time_format"],
    ["2026-03-01T10:00:00", "time_without_zone"],
    ["20260301T100000Z", "time_format"],
  ])("%s is an instant, and %s is noted", (timestamp, kind) => {
    const { event, deviations } = start({ timestamp });
    expect(event).toMatchObject({ atMs: AT_MS, key: "start/1/2026-03-01T10:00:00.000Z/A/5" });
    expect(deviations).toEqual([{ kind, place: "StartTransaction/timestamp", value: timestamp }]);
  });

  test("what is no time is none that a clock can mean, and the message is not lost", () => {
    for (const timestamp of ["yesterday", "", null, 5, undefined]) {
      expect(stop({ timestamp }).event).toMatchObject({ atMs: 0, registerMilliWh: 112_000_000n });
    }
  });

  test("a reading without a time that can be read has its message's", () => {
    const { event } = end201({ value: 112_000 }, { timestamp: "soon" });
    expect(event).toMatchObject({ registerMilliWh: 112_000_000n, readings: [{ atMs: AT_MS }] });
  });
});

describe("what is left aside or dropped alone", () => {
  test("a broken element costs itself", () => {
    const meterValue = [
      null,
      { timestamp: AT },
      "what",
      { timestamp: AT, sampledValue: [null, {}, { value: "105000" }] },
      { timestamp: AT, sampledValue: { value: "106000" } },
    ];
    const { event } = parseOrThrow(v16, "MeterValues", { connectorId: 1, transactionId: null, meterValue });
    expect(event).toMatchObject({
      session: null,
      readings: [{ registerMilliWh: 105_000_000n }, { registerMilliWh: 106_000_000n }],
    });
  });

  test("nulls in a 2.0.1 end", () => {
    const nulls = { reservationId: null, cableMaxCurrent: null, idToken: null, evse: null, meterValue: null };
    const { event, deviations } = ended(nulls);
    expect(event).toMatchObject({ type: "session.ended", token: null, readings: [] });
    expect(deviations.map(({ kind, place }) => `${kind} ${place}`).toSorted()).toEqual(
      Object.keys(nulls)
        .map((name) => `null_value TransactionEvent/${name}`)
        .toSorted(),
    );
  });

  test("a signed value without its key costs itself, not the register beside it", () => {
    const signedMeterValue = { signedMeterData: "s", signingMethod: "m", encodingMethod: "OCMF" };
    expect(end201({ value: 112_000, signedMeterValue }).event).toMatchObject({ registerMilliWh: 112_000_000n });
  });

  test("a name in other capitals is the schema's", () => {
    const { event } = parseOrThrow(v16, "Authorize", { IdTag: "FF01AB" });
    expect(event).toMatchObject({ token: { uid: "FF01AB" } });
  });

  test("characters that Postgres does not keep are replaced, and nothing of a prototype is taken", () => {
    expect(parseOrThrow(v16, "Authorize", { idTag: "FF\0" }).event).toMatchObject({ token: { uid: "FF\u2400" } });
    const payload: unknown = JSON.parse('{"vendorId":"V","data":{"__proto__":{"a":1}},"__proto__":{"b":2}}');
    expect(parseOrThrow(v201, "DataTransfer", payload).event).toMatchObject({ vendorId: "V" });
  });

  test("lists for objects: the empty one, and the one of one", () => {
    expect(parseOrThrow(v16, "Heartbeat", []).event).toMatchObject({ type: "seen" });
    const chargingStation = [{ model: "B", vendorName: "M" }];
    expect(parseOrThrow(v201, "BootNotification", { reason: "PowerUp", chargingStation }).event).toMatchObject({
      model: "B",
    });
  });
});

describe("what has no meaning left is refused as before", () => {
  test.each([
    [v16, "StatusNotification", { connectorId: 1, errorCode: "NoError", status: "Dancing" }, "enum"],
    [v16, "StatusNotification", { errorCode: "NoError", status: "Available" }, "required"],
    [v16, "StartTransaction", { connectorId: {}, idTag: "A", meterStart: 1, timestamp: AT }, "type"],
    [v16, "Authorize", "FF01AB", "type"],
    [v201, "TransactionEvent", { eventType: "Begun", timestamp: AT, seqNo: 0, transactionInfo: {} }, "enum"],
    [v201, "Authorize", { idToken: { type: "Central" } }, "required"],
    [v201, "MeterValues", { evseId: 1, meterValue: [] }, "minItems"],
    [v201, "NotifyEvent", { generatedAt: AT, seqNo: 0, eventData: [{}] }, "required"],
  ] as const)("%#: $1 $2", (dialect, action, payload, keyword) => {
    expect(parse(dialect, action, payload)).toMatchObject({ ok: false, schemaError: { keyword } });
  });
});

test("deviations are bounded: each once a place, unknown names under one, configuration without its values", () => {
  const names = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`own${index}${"x".repeat(99)}`, index]));
  const { deviations } = stop(names);
  expect(deviations).toEqual([{ kind: "unknown_field", place: "StopTransaction/*", value: `own0${"x".repeat(46)}` }]);
  const report = {
    requestId: 1,
    generatedAt: AT,
    seqNo: 0,
    reportData: [
      {
        component: { name: "SecurityCtrlr" },
        variable: { name: "BasicAuthPassword" },
        variableAttribute: [{ value: 1234567890123456 }],
      },
    ],
  };
  expect(parseOrThrow(v201, "NotifyReport", report).deviations).toEqual([
    { kind: "wrong_type", place: "NotifyReport/reportData/variableAttribute/value", value: null },
  ]);
});
