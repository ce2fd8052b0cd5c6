import { startOfLocalDay, localClock } from "@/server/domain/zone";

const MINUTE_MS = 60_000;

/**
 * The instant at which a wall clock in the zone shows "2026-11-22T14:05"; where it shows it twice
 * the first, where never the next after.
 */
export function instantIn(local: string, zone: string): Date {
  const [date = "", time = "00:00"] = local.split("T");
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  const wanted = hour * 60 + minute;
  const midnightMs = Number(startOfLocalDay(date, zone));
  // clocks move by an hour or so: look around the place where an ordinary day has this time
  for (
    let atMs = midnightMs + (wanted - 180) * MINUTE_MS;
    atMs <= midnightMs + (wanted + 180) * MINUTE_MS;
    atMs += MINUTE_MS
  ) {
    const clock = localClock(BigInt(atMs), zone);
    if (clock.date === date && clock.minuteOfDay >= wanted) return new Date(atMs);
  }
  return new Date(midnightMs + wanted * MINUTE_MS);
}
