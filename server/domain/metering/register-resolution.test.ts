import fc from "fast-check";
import { expect, test } from "vitest";
import { normalise } from "@/server/domain/metering/normalise";
import { resolutionOf } from "@/server/domain/metering/register-resolution";

test.each([
  ["whole watt-hours", 100_000_000n, 109_001_000n, 1_000n],
  ["tens of watt-hours", 100_010_000n, 109_020_000n, 10_000n],
  ["tenths of kilowatt-hours", 100_100_000n, 109_200_000n, 100_000n],
  ["tenths of watt-hours", 100_000_100n, 109_000_000n, 100n],
  ["a start of zero", 0n, 9_000_000n, 1_000n],
  ["no start", null, 9_001_000n, 1_000n],
] as const)("the step of %s", (_, start, stop, step) => {
  expect(resolutionOf(start, stop)).toBe(step);
});

test("samples finer than the stop never change what is billed, and raise no finding", () => {
  const rises = fc.array(fc.bigInt({ min: 0n, max: 900_000n }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(
      rises,
      fc.constantFrom(1_000n, 10_000n, 100_000n),
      fc.bigInt({ min: 1n, max: 10_000n }),
      (steps, coarse, begin) => {
        const start = begin * 1_000_000n;
        let register = start;
        const readings = steps.map((rise, index) => {
          register += rise;
          return { atMs: BigInt(index + 1) * 900_000n, registerMilliWh: register };
        });
        const endMs = BigInt(steps.length + 1) * 900_000n;
        const stop = register - (register % coarse);
        const { curvePoints, findings } = normalise({
          startedAtMs: 0n,
          endedAtMs: endMs,
          asOfMs: endMs,
          maxPowerW: 22_000n,
          meterStartMilliWh: start,
          meterStopMilliWh: stop,
          readings,
          states: [],
        });
        expect(curvePoints.at(-1)?.milliWh).toBe(stop - start);
        expect(findings.filter(({ severity }) => severity !== "info")).toEqual([]);
      },
    ),
    { numRuns: 300, seed: 6 },
  );
});

test.each([
  ["in tenths of kilowatt-hours", 100_043_000n, 109_100_000n, 109_043_000n],
  ["in hundredths of kilowatt-hours", 100_043_000n, 109_050_000n, 109_043_000n],
  ["in whole watt-hours over a stop in tenths", 100_000_600n, 109_001_000n, 109_000_600n],
])("flat samples %s above a finer stop: all energy flowed before the first of them", (_, start, sample, stop) => {
  const { curvePoints, findings } = normalise({
    startedAtMs: 0n,
    endedAtMs: 13_800_000n,
    asOfMs: 13_800_000n,
    maxPowerW: 22_000n,
    meterStartMilliWh: start,
    meterStopMilliWh: stop,
    readings: [3_600_000n, 8_400_000n, 13_200_000n].map((atMs) => ({ atMs, registerMilliWh: sample })),
    states: [],
  });
  expect(curvePoints.find(({ atMs }) => atMs === 3_600_000n)?.milliWh).toBe(stop - start);
  expect(findings.filter(({ severity }) => severity !== "info")).toEqual([]);
});
