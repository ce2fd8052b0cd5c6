import type { MeterReading, StationEvent } from "@/server/domain/station/event";
import type { StationContact } from "@/server/station-events/station-contact";

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
  contact?: StationContact,
): { event: E; isSkewed: boolean } {
  const behindMs = contact ? clockBehind(event, receivedAtMs, contact) : null;
  if (behindMs !== null) return { event: moved(event, behindMs, receivedAtMs), isSkewed: true };
  const isEventRight = isBelievable(event.atMs, receivedAtMs);
  const readings = "readings" in event ? event.readings : [];
  const areReadingsRight = readings.every((reading) => isBelievable(reading.atMs, receivedAtMs));
  if (isEventRight && areReadingsRight) return { event, isSkewed: false };
  const shiftMs = isEventRight ? 0 : receivedAtMs - event.atMs;
  return { event: moved(event, shiftMs, receivedAtMs), isSkewed: true };
}

function moved<E extends StationEvent>(event: E, shiftMs: number, receivedAtMs: number): E {
  const readings = "readings" in event ? event.readings : [];
  const onClock = readings.map((reading) => moveReading(reading, shiftMs, receivedAtMs));
  return { ...event, atMs: event.atMs + shiftMs, ...(readings.length > 0 ? { readings: onClock } : {}) };
}

/** Later than this is late: retries and slow networks take minutes. */
const MAX_LIVE_DELAY_MS = 25 * 60_000;
/** Around the edges of a connection nobody knows whether a message came through. */
const EDGE_MS = 10 * 60_000;
/** No queue is older than this when it comes. */
const MAX_QUEUE_AGE_MS = 30 * 86_400_000;

/**
 * By how much the station's clock is behind, shown by a message that can only be live: of an
 * instant at which the station was in contact with us, or from long before we knew it. Readings,
 * which may be collected for a while, follow the newest such message. Null: it may be right.
 */
function clockBehind(event: StationEvent, receivedAtMs: number, contact: StationContact): number | null {
  if ("offline" in event && event.offline) return null;
  const delayMs = receivedAtMs - event.atMs;
  if (event.type === "session.metered") {
    const { clockBehindMs } = contact;
    return clockBehindMs !== null && Math.abs(delayMs - clockBehindMs) <= MAX_LIVE_DELAY_MS ? clockBehindMs : null;
  }
  if (event.type !== "session.started" && event.type !== "session.ended" && event.type !== "status-changed")
    return null;
  const isWrong = delayMs > MAX_LIVE_DELAY_MS && wasInContact(event.atMs, contact);
  if (isWrong || Math.abs(delayMs) <= EDGE_MS) contact.clockBehindMs = isWrong ? delayMs : null;
  return isWrong ? delayMs : null;
}

function wasInContact(atMs: number, { connectedAtMs, previous, registeredAtMs }: StationContact): boolean {
  if (atMs < (previous?.fromMs ?? registeredAtMs) - MAX_QUEUE_AGE_MS) return true;
  if (atMs >= connectedAtMs + EDGE_MS) return true;
  return previous !== null && atMs >= previous.fromMs + EDGE_MS && atMs <= previous.toMs - EDGE_MS;
}

function moveReading(reading: MeterReading, shiftMs: number, receivedAtMs: number): MeterReading {
  const atMs = reading.atMs + shiftMs;
  return { ...reading, atMs: isBelievable(atMs, receivedAtMs) ? atMs : receivedAtMs };
}
