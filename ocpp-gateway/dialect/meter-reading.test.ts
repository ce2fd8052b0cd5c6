import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foldSamples, hasValues, readingsAt, readingsOf, type Sample } from "@/ocpp-gateway/dialect/meter-reading";
import { parseOrThrow } from "@/ocpp-gateway/dialect/testing/parse-message";
import { v201 } from "@/ocpp-gateway/dialect/v201/v201";

const sample = (value: string, more: Partial<Sample> = {}): Sample => ({
  value,
  measurand: "Energy.Active.Import.Register",
  unit: "Wh",
  phase: null,
  location: "Outlet",
  context: "Sample.Periodic",
  ...more,
});

const register = (...samples: Sample[]) => foldSamples(0, samples).registerMilliWh;

describe("the energy register", () => {
  test("is read exactly, in Wh and in kWh", () => {
    expect(register(sample("1234567"))).toBe(1_234_567_000n);
    expect(register(sample("1234.567890", { unit: "kWh" }))).toBe(1_234_567_890n);
    expect(register(sample("0.1", { unit: "kWh" }), sample("9"))).toBe(100_000n); // the first one stands
  });

  test("for all phases wins over its parts", () => {
    expect(register(sample("10", { phase: "L1" }), sample("99"), sample("10", { phase: "L2" }))).toBe(99_000n);
  });

  test("by phases only is their sum, without neutral and without values between two phases", () => {
    const phases = ["L1", "L2-N", "L3", "N", "L1-L2"].map((phase) => sample("10", { phase }));
    expect(register(...phases)).toBe(30_000n);
  });

  test("of one conductor counts once, whatever it is called and however often it is told", () => {
    const phases = ["L1", "L1-N", "L2", "L2", "L3-N"].map((phase) => sample("10", { phase }));
    expect(register(...phases)).toBe(30_000n);
  });

  test("is measured where it is sold", () => {
    expect(register(sample("10", { location: "Cable" }))).toBeNull();
    expect(register(sample("10", { location: "Inlet" }), sample("7"))).toBe(7_000n);
  });

  test("is the neutral's, the inlet's or the body's when nothing better is there", () => {
    expect(register(sample("10", { phase: "N" }))).toBe(10_000n);
    expect(register(sample("10", { location: "Inlet" }))).toBe(10_000n);
    expect(register(sample("9", { location: "Body" }), sample("10", { location: "Inlet" }))).toBe(10_000n);
  });

  test.each(["", "abc", "NaN", "0x10", "1,5", "12 Wh"])("is not guessed from %j", (value) => {
    expect(register(sample(value))).toBeNull();
  });

  test("is not read from another measurand or unit", () => {
    expect(register(sample("1", { measurand: "Energy.Active.Export.Register" }))).toBeNull();
    expect(register(sample("1", { measurand: "Energy.Active.Import.Interval" }))).toBeNull();
    expect(register(sample("1", { unit: "varh" }))).toBeNull();
  });
});

test("power, current, voltage and charge stand beside it", () => {
  const reading = foldSamples(7, [
    sample("3.2", { measurand: "Power.Active.Import", unit: "kW", phase: "L1" }),
    sample("3.3", { measurand: "Power.Active.Import", unit: "kW", phase: "L2" }),
    sample("14", { measurand: "Current.Import", unit: "A", phase: "L1" }),
    sample("15.5", { measurand: "Current.Import", unit: "A", phase: "L2" }),
    sample("231", { measurand: "Voltage", unit: "V", phase: "L1-N" }),
    sample("402", { measurand: "Voltage", unit: "V", phase: "L1-L2" }),
    sample("55", { measurand: "SoC", unit: "Percent", location: "EV" }),
  ]);
  expect(reading).toEqual({
    atMs: 7,
    context: "Sample.Periodic",
    registerMilliWh: null,
    powerW: 6500,
    currentA: 15.5,
    voltageV: 231,
    socPercent: 55,
  });
  expect(hasValues(reading)).toBe(true);
  expect(hasValues(foldSamples(0, [sample("31", { measurand: "Temperature", unit: "Celsius" })]))).toBe(false);
});

describe("2.0.1 sends numbers", () => {
  const registerOf = (value: string, unitOfMeasure: object | null) => {
    const unit = unitOfMeasure ? `,"unitOfMeasure":${JSON.stringify(unitOfMeasure)}` : "";
    const text = `{"evseId":1,"meterValue":[{"timestamp":"2026-03-01T10:00:00Z","sampledValue":[{"value":${value}${unit}}]}]}`;
    const parsed = v201.inbound.get("MeterValues")?.parse(JSON.parse(text), {
      messageId: "1",
      text,
      receivedAtMs: 0,
      connectedAtMs: 0,
      timeZone: "UTC",
      isStrict: false,
    });
    if (!parsed?.ok || parsed.event.type !== "session.metered") throw new Error("not heard");
    return parsed.event.readings[0]?.registerMilliWh ?? null;
  };

  test("every register of up to 15 digits passes to the last one", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 999_999_999_999_999n }), (milliWh) => {
        const text = `${milliWh / 1000n}.${String(milliWh % 1000n).padStart(3, "0")}`;
        expect(registerOf(text, null)).toBe(milliWh);
        expect(registerOf(text, { unit: "kWh" })).toBe(milliWh * 1000n);
      }),
    );
  });

  test("the multiplier moves the point, and never goes through a float", () => {
    expect(registerOf("1.005", { unit: "Wh", multiplier: 3 })).toBe(1_005_000n);
    expect(registerOf("123456", { unit: "kWh", multiplier: -3 })).toBe(123_456_000n);
    expect(registerOf("1e-7", { unit: "kWh", multiplier: 1 })).toBe(1n);
    expect(registerOf("1.1e21", { multiplier: -20 })).toBe(11_000n);
  });
});

test("registers of several contexts under one timestamp are readings of their own: the register at the end is the end's", () => {
  const at = "2026-03-01T10:00:00Z";
  const { event } = parseOrThrow(v201, "TransactionEvent", {
    eventType: "Ended",
    timestamp: at,
    triggerReason: "EVDeparted",
    seqNo: 2,
    transactionInfo: { transactionId: "T" },
    meterValue: [
      {
        timestamp: at,
        sampledValue: [
          { value: 100, context: "Transaction.Begin" },
          { value: 1100, context: "Transaction.End" },
          { value: 7000, context: "Sample.Periodic", measurand: "Power.Active.Import" },
        ],
      },
    ],
  });
  expect(event).toMatchObject({
    registerMilliWh: 1_100_000n,
    readings: [
      { context: "Transaction.Begin", registerMilliWh: 100_000n, powerW: null },
      { context: "Transaction.End", registerMilliWh: 1_100_000n, powerW: 7000 },
    ],
  });
});

test("a begin that is repeated beside a sample comes before it, so that the sample is the newest", () => {
  const begin = sample("100", { context: "Transaction.Begin" });
  expect(readingsAt(0, [sample("103", { context: "Sample.Periodic" }), begin])).toMatchObject([
    { context: "Transaction.Begin", registerMilliWh: 100_000n },
    { context: "Sample.Periodic", registerMilliWh: 103_000n },
  ]);
});

test("values of several contexts beside one register are one reading", () => {
  const soc = sample("55", { measurand: "SoC", unit: "Percent", context: "Sample.Periodic" });
  expect(readingsAt(0, [sample("10", { context: "Sample.Clock" }), soc])).toMatchObject([
    { context: "Sample.Clock", registerMilliWh: 10_000n, socPercent: 55 },
  ]);
  expect(readingsAt(0, [sample("31", { measurand: "Temperature", unit: "Celsius" })])).toEqual([]);
});

describe("one instant in several elements", () => {
  const power = (value: string, phase: string) =>
    sample(value, { measurand: "Power.Active.Import", unit: "W", phase, context: "Transaction.End" });

  test("is one reading, and the register at the end is found in whichever it stands", () => {
    const end = { atMs: 5, samples: [sample("1100", { context: "Transaction.End" })] };
    const groups = [
      { atMs: 5, samples: [power("1000", "L1")] },
      { atMs: 5, samples: [power("2000", "L2")] },
      end,
      { atMs: 5, samples: [power("1000", "L1")] },
      { atMs: 6, samples: [power("7", "L1")] },
    ];
    expect(readingsOf(groups)).toMatchObject([
      { atMs: 5, context: "Transaction.End", registerMilliWh: 1_100_000n, powerW: 3000 },
      { atMs: 6, registerMilliWh: null, powerW: 7 },
    ]);
  });

  test("is as many readings as it has registers", () => {
    const groups = ["100", "101"].map((value) => ({ atMs: 5, samples: [sample(value)] }));
    expect(readingsOf(groups)).toMatchObject([{ registerMilliWh: 100_000n }, { registerMilliWh: 101_000n }]);
    expect(readingsOf([])).toEqual([]);
  });
});

test("the register at the end is found, though another value of the end comes before it", () => {
  const at = "2026-03-01T10:00:00Z";
  const context = "Transaction.End";
  const meterValue = [
    { timestamp: "2026-03-01T09:59:59Z", sampledValue: [{ value: 7000, measurand: "Power.Active.Import", context }] },
    { timestamp: at, sampledValue: [{ value: 1100, context }] },
  ];
  const ended = { eventType: "Ended", timestamp: at, triggerReason: "EVDeparted", seqNo: 2, meterValue };
  const { event } = parseOrThrow(v201, "TransactionEvent", { ...ended, transactionInfo: { transactionId: "T" } });
  expect(event).toHaveProperty("registerMilliWh", 1_100_000n);
});
