/**
 * Timestamps. 1.6 wants ISO 8601 and receivers that take every offset (§3.15), 2.0.1 RFC 3339; this
 * is the one place that reads them.
 */
import { instantsOfWallClock } from "@/server/domain/zone";

/** Whether the text is RFC 3339 with an offset, as the schemas ask, and one of the calendar. */
export function isInstant(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text))
  );
}

/** Epoch milliseconds of a timestamp for which `isInstant` holds: what the schemas let pass. */
export function instant(text: string): number {
  return Date.parse(text);
}

/** When and where a message came: what decides on a time without a zone. */
export type PlaceOfReceipt = { readonly receivedAtMs: number; readonly timeZone: string };

export type ReadInstant = { readonly atMs: number; readonly hasZone: boolean };

/**
 * An instant in any form of ISO 8601 with a date of year, month and day (basic or extended, offsets
 * of hours, comma fractions, no seconds, a space for the T, a leap second), or counted from 1970.
 * Null when it is none.
 */
export function readInstant(text: string, receipt: PlaceOfReceipt): ReadInstant | null {
  const trimmed = text.trim();
  const counted = sinceEpoch(trimmed);
  if (counted !== null) return { atMs: counted, hasZone: true };
  const { wall, zone } = (trimmed.length > MAX_LENGTH ? null : ISO_8601.exec(trimmed))?.groups ?? {};
  const wallMs = wall === undefined ? null : readWallClock(wall);
  if (wallMs === null) return null;
  if (zone === undefined) return { atMs: placed(wallMs, receipt), hasZone: false };
  const offsetMs = readOffset(zone);
  return offsetMs === null ? null : { atMs: wallMs - offsetMs, hasZone: true };
}

const MAX_LENGTH = 64;
const ISO_8601 = /^(?<wall>\d{4}.*?)\s?(?<zone>Z|UTC|GMT|[+\-\u2212]\d\d(?::?\d\d)?)?$/i;
const DATE = /(\d{4})(?:-(\d\d)-(\d\d)|(\d\d)(\d\d))/;
const TIME = /(\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d+))?)?|(\d\d)(?:(\d\d)(?:[.,](\d+))?)?)/;
const WALL_CLOCK = new RegExp(`^${DATE.source}[T\\s]${TIME.source}$`, "i");

/** The clock's own reading as if it stood at UTC; "2026-02-30" is one of no calendar. */
function readWallClock(text: string): number | null {
  const match = WALL_CLOCK.exec(text);
  if (!match) return null;
  const [, year, month, day, monthBasic, dayBasic, hour, minute, second, fraction, minuteBasic, secondBasic, rest] =
    match;
  const date = `${year}-${month ?? monthBasic}-${day ?? dayBasic}`;
  const seconds = second ?? secondBasic ?? "00";
  // a leap second is the first of the next minute to clocks that count none
  const leapMs = seconds === "60" ? 1000 : 0;
  const time = `${hour}:${minute ?? minuteBasic}:${leapMs > 0 ? "59" : seconds}`;
  const millis = (fraction ?? rest ?? "").slice(0, 3).padEnd(3, "0");
  const atMs = Date.parse(`${date}T${time}.${millis}Z`);
  const isOfCalendar = !Number.isNaN(atMs) && (hour === "24" || new Date(atMs).toISOString().startsWith(date));
  return isOfCalendar ? atMs + leapMs : null;
}

function readOffset(zone: string): number | null {
  const [, sign, hours, minutes = "00"] = /^([+\-\u2212])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  if (hours === undefined) return 0;
  if (Number(hours) > 23 || Number(minutes) > 59) return null;
  return (sign === "+" ? 1 : -1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** Seconds or milliseconds since 1970, of this century. */
function sinceEpoch(text: string): number | null {
  if (/^1\d{9}$/.test(text)) return Number(text) * 1000;
  return /^1\d{12}$/.test(text) ? Number(text) : null;
}

/** What is reported live is received within so much of its time… */
const LIVE_MS = 15 * 60_000;
/** …and a station may be a little ahead. */
const AHEAD_MS = 10 * 60_000;
/** A clock that is further off is wrong, whatever its zone. */
const ZONE_MATTERS_MS = 400 * 86_400_000;

/**
 * A time without a zone is UTC or the clock on the site's wall. The reading that lies at the time
 * of receipt is meant; for a message that comes later, one that would lie in the future cannot be,
 * and of two that can UTC stands, which 1.6 recommends (§3.15).
 */
function placed(wallMs: number, { receivedAtMs, timeZone }: PlaceOfReceipt): number {
  const aheadMs = (atMs: number) => atMs - receivedAtMs;
  if (Math.abs(aheadMs(wallMs)) > ZONE_MATTERS_MS) return wallMs;
  const possible = [wallMs, ...instantsOfWallClock(wallMs, timeZone)].filter((atMs) => aheadMs(atMs) <= AHEAD_MS);
  const [first = wallMs, ...others] = possible;
  const nearest = others.reduce((a, b) => (Math.abs(aheadMs(b)) < Math.abs(aheadMs(a)) ? b : a), first);
  return Math.abs(aheadMs(nearest)) <= LIVE_MS ? nearest : first;
}
