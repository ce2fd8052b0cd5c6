import { z } from "zod";
import {
  type DecimalRefusal,
  PERCENT_FRACTION_DIGITS,
  PRICE_FRACTION_DIGITS,
  parseDecimal,
} from "@/server/domain/decimal";
import type { TariffContent } from "@/server/domain/tariff/tariff";
import { WEEKDAYS } from "@/server/domain/zone";
import { Currency } from "@/server/input/typed";

/**
 * A tariff as a screen sends it. Decimals become canonical here ("0.50" → "0.5"), so that equal
 * prices have equal hashes.
 */
const DECIMAL_MESSAGES: Readonly<Record<DecimalRefusal, (digits: number) => string>> = {
  NOT_A_DECIMAL: () => "Write a number, such as 0.49.",
  TOO_MANY_FRACTION_DIGITS: (digits) => `At most ${digits} digits after the decimal point.`,
  TOO_LONG: () => "This number is too long.",
};

const decimal = (digits: number) =>
  z.string().transform((text, context) => {
    const parsed = parseDecimal(text, digits);
    if (parsed.ok && !parsed.value.startsWith("-")) return parsed.value;
    const message = parsed.ok ? "This cannot be negative." : DECIMAL_MESSAGES[parsed.reason](digits);
    const hasTooManyDigits = !parsed.ok && parsed.reason === "TOO_MANY_FRACTION_DIGITS";
    context.addIssue({ code: "custom", message, ...(hasTooManyDigits ? { params: { digits } } : {}) });
    return z.NEVER;
  });

const Price = decimal(PRICE_FRACTION_DIGITS);
const Percent = decimal(PERCENT_FRACTION_DIGITS);
const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Write a time of day, such as 22:00.");
const Day = z.iso.date("Write a date, such as 2026-12-24.");
const Seconds = z.number().int().min(0, "This cannot be negative.").max(31_536_000, "At most a year.");

const Restrictions = z.strictObject({
  startTime: Time.exactOptional(),
  endTime: Time.exactOptional(),
  startDate: Day.exactOptional(),
  endDate: Day.exactOptional(),
  daysOfWeek: z
    .array(z.enum(WEEKDAYS as readonly [(typeof WEEKDAYS)[number], ...(typeof WEEKDAYS)[number][]]))
    .min(1, "Choose at least one day.")
    .max(7)
    .exactOptional(),
  minKwh: Price.exactOptional(),
  maxKwh: Price.exactOptional(),
  minPowerKw: Price.exactOptional(),
  maxPowerKw: Price.exactOptional(),
  minCurrentA: Price.exactOptional(),
  maxCurrentA: Price.exactOptional(),
  minDurationS: Seconds.exactOptional(),
  maxDurationS: Seconds.exactOptional(),
  minChargingS: Seconds.exactOptional(),
  maxChargingS: Seconds.exactOptional(),
  minIdleS: Seconds.exactOptional(),
  maxIdleS: Seconds.exactOptional(),
  evseKind: z.enum(["AC", "DC"]).exactOptional(),
  reservation: z.enum(["RESERVATION", "RESERVATION_EXPIRES"]).exactOptional(),
});

const Component = z.strictObject({
  kind: z.enum(["ENERGY", "TIME", "PARKING", "FLAT"]),
  price: Price,
  per: z.enum(["KWH", "HOUR", "MINUTE", "SESSION"]),
  stepSize: z.number().int().min(0).max(1_000_000),
  vatPercent: Percent,
});

const Element = z.strictObject({
  restrictions: Restrictions.exactOptional(),
  components: z.array(Component).max(20),
});

const Limit = z.strictObject({ net: Price.exactOptional(), gross: Price.exactOptional() });

/** The whole content of a tariff version, as a screen or an import sends it. */
export const TariffInput: z.ZodType<TariffContent, unknown> = z.strictObject({
  currency: Currency,
  anchor: z.enum(["GROSS", "NET"]),
  elements: z.array(Element).max(50, "At most 50 price groups."),
  minPrice: Limit.exactOptional(),
  maxPrice: Limit.exactOptional(),
  idle: z.strictObject({ graceSeconds: Seconds, capGross: Price.exactOptional() }),
  pausePolicy: z.enum(["UNBILLED", "AS_TIME", "AS_PARKING"]),
  waiveFlatIfNoEnergy: z.boolean().exactOptional(),
  displayText: z.record(z.string().max(20), z.string().max(2000)).exactOptional(),
});

/** A tariff's display name. */
export const TariffName = z.string().trim().min(1, "Give the tariff a name.").max(120, "At most 120 characters.");
