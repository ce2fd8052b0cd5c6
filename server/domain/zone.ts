/**
 * Wall clocks. Each IANA zone and year is read once from Intl as a list of offset spans; the rest
 * is integer arithmetic.
 */

export type Weekday = "MONDAY" | "TUESDAY" | "WEDNESDAY" | "THURSDAY" | "FRIDAY" | "SATURDAY" | "SUNDAY";

/**
 * Local date and time at an instant. `date` is "YYYY-MM-DD"; minute and second count from local
 * midnight.
 */
export type LocalClock = { date: string; weekday: Weekday; minuteOfDay: number; secondOfDay: number };

export const WEEKDAYS: readonly Weekday[] = [
  "MONDAY",
  "TUESDAY",
  "WEDNESDAY",
  "THURSDAY",
  "FRIDAY",
  "SATURDAY",
  "SUNDAY",
];

/**
 * True for a zone name of this runtime ("Europe/Berlin", "UTC"). False for bare offsets such as
 * "+01:00", which have no summer time.
 */
export function isTimeZone(timeZone: string): boolean {
  if (!/^[A-Za-z]/.test(timeZone)) return false;
  try {
    new Intl.DateTimeFormat("en-US", { timeZone });
    return true;
  } catch {
    return false; // Intl reports an unknown zone only by throwing
  }
}

/** The wall clock at an instant (epoch milliseconds). Throws RangeError on an unknown zone. */
export function localClock(instantMs: bigint, timeZone: string): LocalClock {
  const instant = Number(instantMs);
  const local = instant + offsetAt(instant, timeZone);
  const day = Math.floor(local / DAY_MS);
  const secondOfDay = Math.floor((local - day * DAY_MS) / 1000);
  return {
    date: new Date(day * DAY_MS).toISOString().slice(0, 10),
    weekday: WEEKDAYS[(((day + 3) % 7) + 7) % 7] ?? "MONDAY", // day 0, 1 January 1970, was a Thursday
    minuteOfDay: Math.floor(secondOfDay / 60),
    secondOfDay,
  };
}

/**
 * Every instant in [fromMs, toMs) at which the wall clock reaches one of the marks (minutes after
 * local midnight; 0 is the change of date and weekday) and every instant at which the clock jumps.
 * Sorted, without duplicates. A mark skipped in spring is absent, one passed twice in autumn occurs
 * twice.
 */
export function localMarks(fromMs: bigint, toMs: bigint, timeZone: string, minutesOfDay: readonly number[]): bigint[] {
  const from = Number(fromMs);
  const to = Number(toMs);
  const reached = new Set<number>();
  for (const span of spansOver(from, to, timeZone)) {
    const begin = Math.max(from, span.fromMs);
    const end = Math.min(to, span.toMs);
    if (span.jumps && span.fromMs >= from && span.fromMs < to) reached.add(span.fromMs);
    for (const minute of minutesOfDay) {
      const markMs = minute * 60_000 - span.offsetMs;
      const firstDay = Math.ceil((begin - markMs) / DAY_MS);
      for (let at = firstDay * DAY_MS + markMs; at < end; at += DAY_MS) reached.add(at);
    }
  }
  return [...reached].sort((a, b) => a - b).map(BigInt);
}

/**
 * The first instant of a local date ("YYYY-MM-DD"): local midnight or, where the clock skips it,
 * the jump.
 */
export function startOfLocalDay(date: string, timeZone: string): bigint {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(midnight)) throw new RangeError(`not a date: ${date}`);
  for (const span of spansOver(midnight - 2 * DAY_MS, midnight + 2 * DAY_MS, timeZone)) {
    const at = Math.max(span.fromMs, midnight - span.offsetMs);
    if (at < span.toMs) return BigInt(at);
  }
  throw new RangeError(`no ${date} in ${timeZone}`);
}

/**
 * The instants at which a zone's wall clock shows this reading, given as if it stood at UTC: one,
 * two where the clock is set back, none where it skips the reading.
 */
export function instantsOfWallClock(wallMs: number, timeZone: string): number[] {
  const instants: number[] = [];
  for (const span of spansOver(wallMs - 2 * DAY_MS, wallMs + 2 * DAY_MS, timeZone)) {
    const at = wallMs - span.offsetMs;
    if (at >= span.fromMs && at < span.toMs) instants.push(at);
  }
  return instants;
}

const DAY_MS = 86_400_000;

/** An interval with one offset from UTC; `jumps` when the clock changed at its start. */
type OffsetSpan = { fromMs: number; toMs: number; offsetMs: number; jumps: boolean };

const spansByYear = new Map<string, readonly OffsetSpan[]>();

function offsetAt(instant: number, timeZone: string): number {
  for (const span of spansOfYear(utcYear(instant), timeZone)) if (instant < span.toMs) return span.offsetMs;
  throw new RangeError("instant lies outside the calendar");
}

function* spansOver(from: number, to: number, timeZone: string): Iterable<OffsetSpan> {
  for (let year = utcYear(from); year <= utcYear(to); year++) {
    for (const span of spansOfYear(year, timeZone)) if (span.toMs > from && span.fromMs <= to) yield span;
  }
}

/**
 * One probe a day finds every jump, because no zone changes its clock twice a day; bisection finds
 * its millisecond.
 */
function spansOfYear(year: number, timeZone: string): readonly OffsetSpan[] {
  const key = `${year} ${timeZone}`;
  const cached = spansByYear.get(key);
  if (cached) return cached;
  const begin = Date.UTC(year, 0, 1);
  const end = Date.UTC(year + 1, 0, 1);
  const readOffset = offsetReader(timeZone);
  const spans: OffsetSpan[] = [];
  let open: OffsetSpan = {
    fromMs: begin,
    toMs: end,
    offsetMs: readOffset(begin),
    jumps: readOffset(begin - 1) !== readOffset(begin),
  };
  for (let day = begin + DAY_MS; day <= end; day += DAY_MS) {
    const probe = Math.min(day, end - 1);
    const offsetMs = readOffset(probe);
    if (offsetMs === open.offsetMs) continue;
    const jumpMs = bisect(probe - DAY_MS, probe, (at) => readOffset(at) === offsetMs);
    spans.push({ ...open, toMs: jumpMs });
    open = { fromMs: jumpMs, toMs: end, offsetMs, jumps: true };
  }
  spans.push(open);
  spansByYear.set(key, spans);
  return spans;
}

function bisect(before: number, after: number, holds: (at: number) => boolean): number {
  let low = before;
  let high = after;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function offsetReader(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return (instant) => {
    const read: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
    for (const part of format.formatToParts(instant)) read[part.type] = Number(part.value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = read;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
  };
}

function utcYear(instant: number): number {
  return new Date(instant).getUTCFullYear();
}
