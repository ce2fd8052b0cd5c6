import { PERCENT_FRACTION_DIGITS, PRICE_FRACTION_DIGITS, parseDecimal } from "@/server/domain/decimal";
import { isCurrency } from "@/server/domain/currency";
import type {
  PriceComponent,
  PriceLimit,
  Restrictions,
  TariffContent,
  TariffElement,
} from "@/server/domain/tariff/tariff";
import { WEEKDAYS } from "@/server/domain/zone";

export type FromOcpiResult = { ok: true; tariff: TariffContent } | { ok: false; path: string; reason: FromOcpiRefusal };

export type FromOcpiRefusal =
  | "NOT_AN_OBJECT"
  | "NOT_A_LIST"
  | "NOT_A_DECIMAL"
  | "NOT_AN_INTEGER"
  | "NOT_A_TIME"
  | "NOT_A_DATE"
  | "UNKNOWN_CURRENCY"
  | "UNKNOWN_COMPONENT"
  | "UNKNOWN_WEEKDAY"
  | "UNKNOWN_RESTRICTION"
  | "UNKNOWN_TAX_MODE";

/**
 * Reads a tariff of OCPI 2.2.1 or 2.3.0. Numbers must arrive as their source text ("0.25", not
 * 0.25): parse with a reviver that keeps `context.source`, or with `String`, which is exact up to
 * 15 digits. Validity dates, ids and texts but `tariff_alt_text` belong to the version, not its
 * content.
 */
export function tariffFromOcpi(json: unknown): FromOcpiResult {
  try {
    return { ok: true, tariff: readTariff(json) };
  } catch (error) {
    // The readers below stop at the first value they cannot express; any other error is a bug and
    // is rethrown.
    if (error instanceof TariffParseError) return { ok: false, path: error.path, reason: error.reason };
    throw error;
  }
}

class TariffParseError extends Error {
  constructor(
    readonly path: string,
    readonly reason: FromOcpiRefusal,
  ) {
    super(`${path}: ${reason}`);
  }
}

type Json = Readonly<Record<string, unknown>>;

function readTariff(json: unknown): TariffContent {
  const tariff = object(json, "$");
  const currency = String(tariff.currency);
  if (!isCurrency(currency)) throw new TariffParseError("currency", "UNKNOWN_CURRENCY");
  const minPrice = readLimit(tariff.min_price, "min_price");
  const maxPrice = readLimit(tariff.max_price, "max_price");
  const displayText = readTexts(tariff.tariff_alt_text);
  return {
    currency,
    anchor: readPriceSide(tariff.tax_included),
    elements: list(tariff.elements, "elements").map((element, index) => readElement(element, `elements[${index}]`)),
    ...(minPrice && { minPrice }),
    ...(maxPrice && { maxPrice }),
    idle: { graceSeconds: 0 },
    pausePolicy: "UNBILLED",
    ...(displayText && { displayText }),
  };
}

/** OCPI 2.2.1 has no `tax_included`: its prices exclude VAT. */
function readPriceSide(taxIncluded: unknown): TariffContent["anchor"] {
  if (taxIncluded === undefined || taxIncluded === "NO" || taxIncluded === "N/A") return "NET";
  if (taxIncluded === "YES") return "GROSS";
  throw new TariffParseError("tax_included", "UNKNOWN_TAX_MODE");
}

function readElement(json: unknown, path: string): TariffElement {
  const element = object(json, path);
  const components = list(element.price_components, `${path}.price_components`).map((component, index) =>
    readComponent(component, `${path}.price_components[${index}]`),
  );
  if (element.restrictions === undefined || element.restrictions === null) return { components };
  return { restrictions: readRestrictions(element.restrictions, `${path}.restrictions`), components };
}

const KINDS = {
  ENERGY: { kind: "ENERGY", per: "KWH" },
  TIME: { kind: "TIME", per: "HOUR" },
  PARKING_TIME: { kind: "PARKING", per: "HOUR" },
  FLAT: { kind: "FLAT", per: "SESSION" },
} as const;

function readComponent(json: unknown, path: string): PriceComponent {
  const component = object(json, path);
  const type = component.type;
  if (type !== "ENERGY" && type !== "TIME" && type !== "PARKING_TIME" && type !== "FLAT") {
    throw new TariffParseError(`${path}.type`, "UNKNOWN_COMPONENT");
  }
  return {
    ...KINDS[type],
    price: decimal(component.price, `${path}.price`, PRICE_FRACTION_DIGITS),
    stepSize: integer(component.step_size ?? "1", `${path}.step_size`),
    vatPercent: decimal(component.vat ?? "0", `${path}.vat`, PERCENT_FRACTION_DIGITS),
  };
}

/**
 * Our name and the reader of each OCPI restriction. An unknown restriction is refused: ignoring it
 * would silently widen the price.
 */
const RESTRICTIONS: Readonly<Record<string, (value: unknown, path: string) => Restrictions>> = {
  start_time: (value, path) => ({ startTime: matching(value, path, /^([01]\d|2[0-3]):[0-5]\d$/, "NOT_A_TIME") }),
  end_time: (value, path) => ({ endTime: matching(value, path, /^([01]\d|2[0-3]):[0-5]\d$/, "NOT_A_TIME") }),
  start_date: (value, path) => ({ startDate: matching(value, path, /^\d{4}-\d{2}-\d{2}$/, "NOT_A_DATE") }),
  end_date: (value, path) => ({ endDate: matching(value, path, /^\d{4}-\d{2}-\d{2}$/, "NOT_A_DATE") }),
  min_kwh: (value, path) => ({ minKwh: decimal(value, path, PRICE_FRACTION_DIGITS) }),
  max_kwh: (value, path) => ({ maxKwh: decimal(value, path, PRICE_FRACTION_DIGITS) }),
  min_current: (value, path) => ({ minCurrentA: decimal(value, path, PRICE_FRACTION_DIGITS) }),
  max_current: (value, path) => ({ maxCurrentA: decimal(value, path, PRICE_FRACTION_DIGITS) }),
  min_power: (value, path) => ({ minPowerKw: decimal(value, path, PRICE_FRACTION_DIGITS) }),
  max_power: (value, path) => ({ maxPowerKw: decimal(value, path, PRICE_FRACTION_DIGITS) }),
  min_duration: (value, path) => ({ minDurationS: integer(value, path) }),
  max_duration: (value, path) => ({ maxDurationS: integer(value, path) }),
  day_of_week: (value, path) => ({ daysOfWeek: list(value, path).map((day) => weekday(day, path)) }),
  reservation: (value, path) => {
    if (value === "RESERVATION" || value === "RESERVATION_EXPIRES") return { reservation: value };
    throw new TariffParseError(path, "UNKNOWN_RESTRICTION");
  },
};

function readRestrictions(json: unknown, path: string): Restrictions {
  return Object.entries(object(json, path)).reduce<Restrictions>((restrictions, [name, value]) => {
    if (value === null) return restrictions;
    const read = RESTRICTIONS[name];
    if (!read) throw new TariffParseError(`${path}.${name}`, "UNKNOWN_RESTRICTION");
    return { ...restrictions, ...read(value, `${path}.${name}`) };
  }, {});
}

function readLimit(json: unknown, path: string): PriceLimit | undefined {
  if (json === undefined || json === null) return undefined;
  const limit = object(json, path);
  const net = limit.before_taxes ?? limit.excl_vat;
  const gross = limit.after_taxes ?? limit.incl_vat;
  return {
    ...(net !== undefined && net !== null && { net: decimal(net, path, PRICE_FRACTION_DIGITS) }),
    ...(gross !== undefined && gross !== null && { gross: decimal(gross, path, PRICE_FRACTION_DIGITS) }),
  };
}

function readTexts(json: unknown): Record<string, string> | undefined {
  if (!Array.isArray(json) || json.length === 0) return undefined;
  return Object.fromEntries(
    json.map((entry, index) => {
      const { language, text } = object(entry, `tariff_alt_text[${index}]`);
      return [String(language), String(text)];
    }),
  );
}

function object(json: unknown, path: string): Json {
  if (typeof json !== "object" || json === null || Array.isArray(json))
    throw new TariffParseError(path, "NOT_AN_OBJECT");
  return Object.fromEntries(Object.entries(json));
}

function list(json: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(json)) throw new TariffParseError(path, "NOT_A_LIST");
  return json;
}

function decimal(value: unknown, path: string, maxFractionDigits: number): string {
  const parsed = typeof value === "string" ? parseDecimal(value, maxFractionDigits) : null;
  if (!parsed?.ok) throw new TariffParseError(path, "NOT_A_DECIMAL");
  return parsed.value;
}

function integer(value: unknown, path: string): number {
  if (typeof value !== "string" || !/^\d{1,9}$/.test(value)) throw new TariffParseError(path, "NOT_AN_INTEGER");
  return Number(value);
}

function matching(value: unknown, path: string, pattern: RegExp, reason: FromOcpiRefusal): string {
  if (typeof value !== "string" || !pattern.test(value)) throw new TariffParseError(path, reason);
  return value;
}

function weekday(value: unknown, path: string) {
  const day = WEEKDAYS.find((name) => name === value);
  if (!day) throw new TariffParseError(path, "UNKNOWN_WEEKDAY");
  return day;
}
