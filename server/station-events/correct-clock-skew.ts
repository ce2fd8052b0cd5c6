import type { MeterReading, StationEvent } from "@/server/domain/station/event";

/** A station may be a little ahead of us; more than this and its clock is wrong. */
export const MAX_CLOCK_AHEAD_MS = 10 * 60_000;

/** Before any station that we serve was built; 1970 is what a clock without a battery says. */
const EARLIEST_MS = Date.UTC(2015, 0, 1);

/**
 * Whether a station's instant can be true, given when it was received. The past is legitimate:
 * stations send later what happened offline.
 */
export const isBelievable = (atMs: number, receivedAtMs: number): boolean =>
  atMs <= receivedAtMs + MAX_CLOCK_AHEAD_MS && atMs >= EARLIEST_MS;

/**
 * The event on a clock that can be true. An unbelievable clock is moved so that the event happened
 * when it was received, its readings with it, so that their distances stay; a single unbelievable
 * reading is moved alone. What the station said is kept in the stored event.
 */
export function correctClockSkew<E extends StationEvent>(
  event: E,
  receivedAtMs: number,
): { event: E; isSkewed: boolean } {
  const isEventRight = isBelievable(event.atMs, receivedAtMs);
  const readings = "readings" in event ? event.readings : [];
  const areReadingsRight = readings.every((reading) => isBelievable(reading.atMs, receivedAtMs));
  if (isEventRight && areReadingsRight) return { event, isSkewed: false };
  const shiftMs = isEventRight ? 0 : receivedAtMs - event.atMs;
  const moved = readings.map((reading) => moveReading(reading, shiftMs, receivedAtMs));
  const corrected = { ...event, atMs: event.atMs + shiftMs, ...(readings.length > 0 ? { readings: moved } : {}) };
  return { event: corrected, isSkewed: true };
}

function moveReading(reading: MeterReading, shiftMs: number, receivedAtMs: number): MeterReading {
  const atMs = reading.atMs + shiftMs;
  return { ...reading, atMs: isBelievable(atMs, receivedAtMs) ? atMs : receivedAtMs };
}
