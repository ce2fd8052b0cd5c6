import { expect, test } from "vitest";
import { correctClockSkew } from "@/server/station-events/correct-clock-skew";
import { metered16, reading } from "@/server/station-port/testing/port-driver";

const NOW = Date.parse("2026-03-02T10:00:00Z");
const MINUTE = 60_000;
const at = (atMs: number, ...readings: number[]) =>
  metered16(
    1,
    readings.map((one) => reading(one, 1)),
    { atMs },
  );

test("a believable clock is left alone, however late the news", () => {
  const event = at(NOW - 400 * 24 * 60 * MINUTE, NOW - 400 * 24 * 60 * MINUTE);
  expect(correctClockSkew(event, NOW)).toEqual({ event, isSkewed: false });
  const ahead = at(NOW + 9 * MINUTE, NOW + 9 * MINUTE);
  expect(correctClockSkew(ahead, NOW).event).toBe(ahead);
});

test.each([
  ["eleven minutes ahead", NOW + 11 * MINUTE],
  ["years ahead", NOW + 20 * 365 * 24 * 60 * MINUTE],
  ["without a battery", 5 * MINUTE],
])("a clock %s is moved to our own, and its readings keep their distances", (_, wrongMs) => {
  const { event, isSkewed } = correctClockSkew(at(wrongMs, wrongMs - 2 * MINUTE, wrongMs), NOW);
  expect(isSkewed).toBe(true);
  expect(event.atMs).toBe(NOW);
  expect(event.readings.map((one) => one.atMs)).toEqual([NOW - 2 * MINUTE, NOW]);
});

test("one unbelievable reading among good ones is moved alone", () => {
  const { event } = correctClockSkew(at(NOW, NOW - MINUTE, 0), NOW);
  expect(event.readings.map((one) => one.atMs)).toEqual([NOW - MINUTE, NOW]);
});
