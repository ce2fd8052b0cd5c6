import { expect, test } from "vitest";
import { addDays, monthPeriod } from "@/server/domain/period";
import { isTimeZone, localClock, localMarks, startOfLocalDay } from "@/server/domain/zone";

const at = (instant: string) => BigInt(Date.parse(instant));
const HOUR = 3_600_000n;

test.each([
  ["2026-06-15T12:34:56Z", "Europe/Berlin", "2026-06-15", "MONDAY", 14 * 60 + 34],
  ["2026-12-31T23:30:00Z", "Europe/Berlin", "2027-01-01", "FRIDAY", 30],
  ["2026-03-29T00:59:59Z", "Europe/Berlin", "2026-03-29", "SUNDAY", 119],
  ["2026-03-29T01:00:00Z", "Europe/Berlin", "2026-03-29", "SUNDAY", 180],
  ["2026-10-25T00:30:00Z", "Europe/Berlin", "2026-10-25", "SUNDAY", 150],
  ["2026-10-25T01:30:00Z", "Europe/Berlin", "2026-10-25", "SUNDAY", 150],
  ["2026-06-15T00:00:00Z", "Asia/Kathmandu", "2026-06-15", "MONDAY", 345],
  ["1969-12-31T23:00:00Z", "UTC", "1969-12-31", "WEDNESDAY", 1380],
])("the wall clock is read at %s in %s", (instant, zone, date, weekday, minuteOfDay) => {
  expect(localClock(at(instant), zone)).toMatchObject({ date, weekday, minuteOfDay });
});

test("the wall clock agrees with Intl all through a year, in zones with whole, half and odd offsets", () => {
  for (const timeZone of [
    "Europe/Lisbon",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "Africa/Casablanca",
    "Pacific/Apia",
  ]) {
    const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
    for (let instant = at("2026-01-01T00:00:00Z"); instant < at("2027-01-01T00:00:00Z"); instant += 7n * HOUR) {
      const { date, minuteOfDay } = localClock(instant, timeZone);
      const [hour, minute] = [Math.floor(minuteOfDay / 60), minuteOfDay % 60];
      const time = [hour, minute].map((part) => String(part).padStart(2, "0")).join(":");
      expect(`${date} ${time}`).toBe(format.format(Number(instant)));
    }
  }
});

test("unknown zones and bare offsets are no time zones", () => {
  expect(["Europe/Berlin", "UTC", "Mars/Olympus", "", "+01:00"].map(isTimeZone)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

const marks = (from: string, to: string, minutes: number[]) =>
  localMarks(at(from), at(to), "Europe/Berlin", minutes).map((mark) => new Date(Number(mark)).toISOString());

test("marks on the wall clock include the start and exclude the end", () => {
  expect(marks("2026-06-14T22:00:00Z", "2026-06-15T22:00:00Z", [0])).toEqual(["2026-06-14T22:00:00.000Z"]);
});

test("marks on the wall clock skip what the clock skips, and include its jumps", () => {
  expect(marks("2026-03-28T23:00:00Z", "2026-03-29T04:00:00Z", [150])).toEqual(["2026-03-29T01:00:00.000Z"]);
});

test("marks on the wall clock are passed twice when the clock goes back", () => {
  expect(marks("2026-10-24T23:00:00Z", "2026-10-25T04:00:00Z", [150])).toEqual([
    "2026-10-25T00:30:00.000Z",
    "2026-10-25T01:00:00.000Z",
    "2026-10-25T01:30:00.000Z",
  ]);
});

test("a calendar month is as long as in local time", () => {
  const lengthOf = (month: number) => {
    const { fromMs, toMs } = monthPeriod(2026, month, "Europe/Berlin");
    return toMs - fromMs;
  };
  expect(lengthOf(3)).toBe(743n * HOUR);
  expect(lengthOf(10)).toBe(745n * HOUR);
  expect(monthPeriod(2026, 12, "Europe/Berlin").toMs).toBe(at("2026-12-31T23:00:00Z"));
});

test("a day without a midnight starts when the clock jumps", () => {
  expect(startOfLocalDay("2026-04-24", "Africa/Cairo")).toBe(at("2026-04-23T22:00:00Z")); // 00:00 does not exist
});

test("days are added over months and leap days", () => expect(addDays("2028-02-15", 15)).toBe("2028-03-01"));
