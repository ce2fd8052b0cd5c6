import { expect, test } from "vitest";
import { powerFindings } from "@/server/domain/metering/power-check";

const HOUR = 3_600_000n;
const powers = (...watts: bigint[]) =>
  watts.map((powerW, index) => ({ atMs: (BigInt(index) * HOUR) / BigInt(watts.length - 1), powerW }));

test("a register a thousand times below the power is proposed in kilowatt-hours", () => {
  expect(powerFindings(powers(11_000n, 11_000n, 11_000n), 0n, HOUR, 11_000n)).toMatchObject([
    { severity: "hold", data: { byPowerMilliWh: "11000000", proposedMilliWh: "11000000" } },
  ]);
});

test("a meter that stands still is proposed the energy that the power says", () => {
  expect(powerFindings(powers(7_000n, 7_000n, 7_000n), 0n, HOUR, 0n)).toMatchObject([
    { data: { proposedMilliWh: "7000000" } },
  ]);
});

test.each([
  ["an inaccurate power", powers(22_000n, 22_000n, 22_000n), 9_000_000n],
  ["power in kilowatts called watts", powers(11n, 11n, 11n), 11_000_000n],
  ["two samples", powers(11_000n, 11_000n), 0n],
  ["a pause between two peaks", powers(11_000n, 0n, 11_000n, 0n), 100n],
])("%s is no proof", (_, samples, billed) => {
  expect(powerFindings(samples, 0n, HOUR, billed)).toEqual([]);
});
