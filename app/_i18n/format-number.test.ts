import { describe, expect, test } from "vitest";
import { formatDecimal, readDecimal } from "./format-number";

describe("formatDecimal", () => {
  test.each([
    ["1234567.50", "en", "1,234,567.50"],
    ["1234567.50", "pt", "1\u00a0234\u00a0567,50"],
    ["1234.5", "pt", "1234,5"],
    ["-12.30", "en", "\u221212.30"],
    ["90071992547409931234.567891", "en", "90,071,992,547,409,931,234.567891"],
  ] as const)("writes %s in %s as %s", (text, locale, written) => {
    expect(formatDecimal(text, locale)).toBe(written);
  });
});

describe("readDecimal keeps every digit and accepts either separator", () => {
  test.each([
    ["0,45", "0.45"],
    ["0.4500", "0.4500"],
    ["1 234,5", "1234.5"],
    ["1.234,5", "1234.5"],
    ["1,234.5", "1234.5"],
    ["007", "7"],
    [",5", "0.5"],
    ["-3", "-3"],
    ["\u22123", "-3"],
  ])("reads %s as %s", (typed, value) => {
    expect(readDecimal(typed, 6)).toEqual({ ok: true, value });
  });

  test.each(["", "abc", "1.2.3.4", "1e5", "--1", "12€"])("refuses %j", (typed) => {
    expect(readDecimal(typed, 6)).toEqual({ ok: false, why: "not-a-number" });
  });

  test("refuses more digits than asked for instead of rounding them away", () => {
    expect(readDecimal("0,455", 2)).toEqual({ ok: false, why: "too-fine" });
  });
});
