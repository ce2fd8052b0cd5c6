/** An hour, or an hour and minutes with or without a sign between them. */
const CLOCK = /^(\d{1,2})(?:[:.h]?(\d{2}))?h?$/i;

/**
 * A time of the day as people write it ("7", "7:30", "0730", "22h00") as "HH:MM" of 24 hours;
 * undefined when it is none.
 */
export function readClock(text: string): string | undefined {
  const [, hour = "", minute = "00"] = CLOCK.exec(text.trim()) ?? [];
  if (hour === "" || Number(hour) > 23 || Number(minute) > 59) return undefined;
  return `${hour.padStart(2, "0")}:${minute}`;
}
