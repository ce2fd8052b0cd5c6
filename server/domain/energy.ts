import { formatDecimal, scaledToText } from "@/server/domain/decimal";
import { rational, roundHalfUp } from "@/server/domain/exact";

/** Energy in whole milli-watt-hours. The name `Mwh` is not used: it reads as megawatt-hours. */
export type MilliWh = bigint;

export type EnergyUnit = "Wh" | "kWh";

const MILLI_WH_PER: Record<EnergyUnit, bigint> = { Wh: 1_000n, kWh: 1_000_000n };
const READING = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,2}))?$/;
const MAX_LENGTH = 40;

/**
 * Reads a meter's text exactly; digits below a milli-watt-hour are rounded, a half away from zero.
 * Stations send "12", "12.", ".5" and "1.2E3": all are read. Null when the text is no number.
 */
export function parseEnergy(valueText: string, unit: EnergyUnit): MilliWh | null {
  const text = valueText.trim();
  const match = text.length > MAX_LENGTH ? null : READING.exec(text);
  if (!match) return null;
  const [, sign, whole = "", fraction = "", exponent = "0"] = match;
  if (whole + fraction === "") return null;
  const scale = BigInt(exponent) - BigInt(fraction.length);
  const digits = BigInt(whole + fraction) * MILLI_WH_PER[unit];
  const magnitude = scale >= 0n ? digits * 10n ** scale : roundHalfUp(rational(digits, 10n ** -scale));
  return sign === "-" ? -magnitude : magnitude;
}

/**
 * "12.345 kWh" in the reader's language, with the unit, rounded half up to `fractionDigits` (at
 * most 6).
 */
export function formatKwh(milliWh: MilliWh, locale: string, fractionDigits = 3): string {
  const shown = formatDecimal(milliWhToKwh(milliWh, fractionDigits), locale, {
    minimumFractionDigits: fractionDigits,
    maximumFractionDigits: fractionDigits,
  });
  return `${shown}\u00a0kWh`;
}

/**
 * Kilowatt-hours as plain decimal text, rounded half up. All six digits, the default, are exact.
 */
export function milliWhToKwh(milliWh: MilliWh, fractionDigits = 6): string {
  return scaledToText(roundHalfUp(rational(milliWh, 10n ** BigInt(6 - fractionDigits))), fractionDigits);
}
