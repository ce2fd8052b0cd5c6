import { describe, expect, test } from "vitest";
import { formatDuration, formatInstant, zonesDiffer } from "./format-time";

const at = new Date("2026-11-22T23:30:05Z");

describe("formatInstant reads the clock of the place", () => {
  test("is the next day in Berlin and still this one in Lisbon", () => {
    expect(formatInstant(at, "Europe/Berlin", "en", "datetime")).toBe("23 Nov 2026, 00:30");
    expect(formatInstant(at, "Europe/Lisbon", "pt", "full")).toBe("22 nov. 2026, 23:30:05");
  });
});

describe("zonesDiffer asks the clocks, not the names", () => {
  test("sees no difference between Lisbon and London, and one between Lisbon and Berlin", () => {
    expect(zonesDiffer("Europe/Lisbon", "Europe/London", at)).toBe(false);
    expect(zonesDiffer("Europe/Lisbon", "Europe/Berlin", at)).toBe(true);
  });
});

describe("formatDuration", () => {
  test.each([
    [42, "42 s"],
    [480, "8 min"],
    [5040, "1 h 24 min"],
    [93_600, "1 d 2 h"],
  ])("writes %d s as %s", (seconds, written) => {
    expect(formatDuration(seconds)).toBe(written);
  });
});
