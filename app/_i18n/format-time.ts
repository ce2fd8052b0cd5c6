import type { Locale } from "./locale";

/**
 * Dates and times in words of our own, with only the zone arithmetic left to Intl: Node and
 * browsers carry different CLDR versions ("Sep"/"Sept"), and what the server painted must be what
 * the browser keeps.
 */
const MONTHS: Readonly<Record<Locale, readonly string[]>> = {
  en: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
  pt: ["jan.", "fev.", "mar.", "abr.", "mai.", "jun.", "jul.", "ago.", "set.", "out.", "nov.", "dez."],
};
const WEEKDAYS: Readonly<Record<Locale, readonly string[]>> = {
  en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
  pt: ["seg.", "ter.", "qua.", "qui.", "sex.", "sáb.", "dom."],
};

export type Clock = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
};

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formatters.set(zone, made);
  return made;
}

/** What a clock on the wall in `zone` shows at an instant. */
export function clockIn(zone: string, at: Date): Clock {
  const part: Record<string, number> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(at)) part[type] = Number(value);
  return {
    year: part["year"] ?? 0,
    month: part["month"] ?? 0,
    day: part["day"] ?? 0,
    hour: part["hour"] ?? 0,
    minute: part["minute"] ?? 0,
    second: part["second"] ?? 0,
  };
}

const two = (value: number) => String(value).padStart(2, "0");

export type TimeStyle = "date" | "time" | "seconds" | "datetime" | "full";

/** An instant as a person at the site reads it. `full` adds seconds to date and time. */
export function formatInstant(at: Date, zone: string, locale: Locale, style: TimeStyle): string {
  const c = clockIn(zone, at);
  const date = `${c.day} ${MONTHS[locale][c.month - 1]} ${c.year}`;
  const time = `${two(c.hour)}:${two(c.minute)}`;
  switch (style) {
    case "date":
      return date;
    case "time":
      return time;
    case "seconds":
      return `${time}:${two(c.second)}`;
    case "datetime":
      return `${date}, ${time}`;
    case "full":
      return `${date}, ${time}:${two(c.second)}`;
  }
}

/** A calendar day "2026-11-22" in words: "22 Nov 2026", or "22 Nov" when `year` is false. */
export function formatDay(day: string, locale: Locale, year = true): string {
  const [y, m, d] = day.split("-").map(Number);
  return `${d} ${MONTHS[locale][(m ?? 1) - 1]}${year ? ` ${y}` : ""}`;
}

/** Monday first, as ISO 8601 counts. */
export const weekdayNames = (locale: Locale): readonly string[] => WEEKDAYS[locale];

/** "Lisbon" for Europe/Lisbon: how a person names a zone. */
export function zoneName(zone: string, locale: Locale): string {
  const city = (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
  return locale === "pt" ? (CITIES_PT[city] ?? city) : city;
}

/**
 * Cities of Europe's zones whose Portuguese name is another; browsers know countries and zones, but
 * no cities.
 */
const CITIES_PT: Readonly<Record<string, string>> = {
  Amsterdam: "Amesterdão",
  Athens: "Atenas",
  Azores: "Açores",
  Berlin: "Berlim",
  Brussels: "Bruxelas",
  Bucharest: "Bucareste",
  Budapest: "Budapeste",
  Canary: "Canárias",
  Copenhagen: "Copenhaga",
  Dublin: "Dublim",
  Helsinki: "Helsínquia",
  Lisbon: "Lisboa",
  Ljubljana: "Liubliana",
  London: "Londres",
  Luxembourg: "Luxemburgo",
  Prague: "Praga",
  Rome: "Roma",
  Sofia: "Sófia",
  Stockholm: "Estocolmo",
  Tallinn: "Talin",
  Vienna: "Viena",
  Vilnius: "Vílnius",
  Warsaw: "Varsóvia",
  Zurich: "Zurique",
};

/** Whether two zones show a different wall clock at this instant. Lisbon and London do not. */
export function zonesDiffer(one: string, other: string, at: Date): boolean {
  if (one === other) return false;
  const a = clockIn(one, at);
  const b = clockIn(other, at);
  return a.hour !== b.hour || a.minute !== b.minute || a.day !== b.day;
}

/** Seconds as "1 h 24 min", "8 min", "42 s": the two largest units. */
export function formatDuration(seconds: number): string {
  const total = Math.max(0, Math.floor(seconds));
  const days = Math.floor(total / 86_400);
  const hours = Math.floor((total % 86_400) / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  if (days > 0) return `${days} d ${hours} h`;
  if (hours > 0) return `${hours} h ${two(minutes)} min`;
  if (minutes > 0) return `${minutes} min`;
  return `${total} s`;
}
