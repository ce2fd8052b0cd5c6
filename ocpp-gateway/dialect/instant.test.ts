import { describe, expect, test } from "vitest";
import { isInstant, readInstant } from "@/ocpp-gateway/dialect/instant";

const RECEIVED = Date.parse("2026-03-02T10:00:30Z");
const BERLIN = { receivedAtMs: RECEIVED, timeZone: "Europe/Berlin" };
const iso = (text: string, receipt = BERLIN) => {
  const read = readInstant(text, receipt);
  return read && new Date(read.atMs).toISOString();
};

describe("every form of ISO 8601", () => {
  test.each([
    ["2026-03-02T12:00:00+02", "2026-03-02T10:00:00.000Z"],
    ["2026-03-02T12:00:00+0200", "2026-03-02T10:00:00.000Z"],
    ["2026-03-02T04:30:00-0530", "2026-03-02T10:00:00.000Z"],
    ["2026-03-02T15:45:00 +05:45", "2026-03-02T10:00:00.000Z"],
    ["2026-03-02T06:00:00\u221204:00", "2026-03-02T10:00:00.000Z"],
    ["2026-03-02T10:00:00,5Z", "2026-03-02T10:00:00.500Z"],
    ["2026-03-02T10:00:00.123456789Z", "2026-03-02T10:00:00.123Z"],
    ["2026-03-02T10:00Z", "2026-03-02T10:00:00.000Z"],
    ["2026-03-02 10:00:00Z", "2026-03-02T10:00:00.000Z"],
    ["2026-03-02t10:00:00z", "2026-03-02T10:00:00.000Z"],
    ["20260302T100000Z", "2026-03-02T10:00:00.000Z"],
    ["20260302T1000+0000", "2026-03-02T10:00:00.000Z"],
    ["20260302T100000.25+01", "2026-03-02T09:00:00.250Z"],
    [" 2026-03-02T10:00:00Z\n", "2026-03-02T10:00:00.000Z"],
    ["2026-03-02T10:00:00 UTC", "2026-03-02T10:00:00.000Z"],
    ["2026-06-30T23:59:60Z", "2026-07-01T00:00:00.000Z"],
    ["2026-07-01T01:59:60.5+02:00", "2026-07-01T00:00:00.500Z"],
    ["2026-03-02T24:00:00Z", "2026-03-03T00:00:00.000Z"],
    ["1772445600", "2026-03-02T10:00:00.000Z"],
    ["1772445600250", "2026-03-02T10:00:00.250Z"],
  ])("%s is %s", (text, expected) => expect(iso(text)).toBe(expected));

  test.each([
    "",
    "yesterday",
    "2026-03-02",
    "2026-02-30T10:00:00Z",
    "2026-13-01T10:00:00Z",
    "2026-03-02T25:00:00Z",
    "2026-03-02T10:61:00Z",
    "2026-03-02T10:00:61Z",
    "2026-03-02T10:00:00+24:00",
    "2026-03-02T10:00:00+02:60",
    "02.03.2026 10:00",
    "03/02/2026 10:00:00",
    "2026-0302T10:00:00Z",
    "2026-03-02T10:00:00CET",
    "42",
    `2026-03-02T10:00:00.${"0".repeat(100)}Z`,
  ])("%j is none", (text) => expect(iso(text)).toBeNull());

  test("what passes the schema is read the same by both", () => {
    for (const text of ["2026-03-02T10:00:00Z", "2026-03-02t10:00:00.5z", "2026-03-02T12:00:00.123+02:00"]) {
      expect([isInstant(text), readInstant(text, BERLIN)]).toEqual([true, { atMs: Date.parse(text), hasZone: true }]);
    }
  });
});

describe("without a zone", () => {
  const at = (text: string, received: string, timeZone = "Europe/Berlin") =>
    iso(text, { receivedAtMs: Date.parse(received), timeZone });

  test("the reading at the time of receipt is meant: UTC or the site's own clock", () => {
    expect(readInstant("2026-03-02T10:00:00", BERLIN)).toEqual({ atMs: RECEIVED - 30_000, hasZone: false });
    expect(readInstant("2026-03-02T11:00:00", BERLIN)).toEqual({ atMs: RECEIVED - 30_000, hasZone: false });
    expect(at("2026-03-02T05:00:00", "2026-03-02T10:01:00Z", "America/New_York")).toBe("2026-03-02T10:00:00.000Z");
    expect(at("20260302T1530", "2026-03-02T10:01:00Z", "Asia/Kolkata")).toBe("2026-03-02T10:00:00.000Z");
  });

  test("sent later, a reading in the future cannot be meant", () => {
    expect(at("2026-03-02T10:30:00", "2026-03-02T10:00:00Z")).toBe("2026-03-02T09:30:00.000Z");
    expect(at("2026-03-02T08:00:00", "2026-03-02T12:00:00Z", "America/New_York")).toBe("2026-03-02T08:00:00.000Z");
  });

  test("sent much later, nothing decides, and UTC stands", () => {
    expect(at("2026-03-02T05:00:00", "2026-03-02T10:00:00Z")).toBe("2026-03-02T05:00:00.000Z");
  });

  test("where the clock is set back an hour comes twice, and the one at receipt is meant", () => {
    expect(at("2026-10-25T02:30:00", "2026-10-25T00:31:00Z")).toBe("2026-10-25T00:30:00.000Z");
    expect(at("2026-10-25T02:30:00", "2026-10-25T01:31:00Z")).toBe("2026-10-25T01:30:00.000Z");
  });

  test("an hour that the site's clock skips is UTC", () => {
    expect(at("2026-03-29T02:30:00", "2026-03-29T02:31:00Z")).toBe("2026-03-29T02:30:00.000Z");
  });

  test("a clock that is years off is read as UTC, without looking at the zone's history", () => {
    expect(at("1999-01-01T00:00:00", "2026-03-02T10:00:00Z")).toBe("1999-01-01T00:00:00.000Z");
  });
});
