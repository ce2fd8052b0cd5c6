import { type Decimal, PERCENT_FRACTION_DIGITS, PRICE_FRACTION_DIGITS, parseDecimal } from "@/server/domain/decimal";
import { isCurrency } from "@/server/domain/currency";
import { type LintFinding, lintFinding } from "@/server/domain/tariff/lint-finding";
import type { PriceComponent, PriceKind, PriceUnit, Restrictions, TariffContent } from "@/server/domain/tariff/tariff";

/**
 * Values that the rating cannot read: decimals not in canonical form, units that do not fit the
 * kind of price, dates that do not exist.
 */
export function lintValues(content: TariffContent): LintFinding[] {
  const { currency, minPrice, maxPrice, idle, defaultLimits } = content;
  return [
    ...(isCurrency(currency) ? [] : [lintFinding("UNKNOWN_CURRENCY", "error", "currency", { currency })]),
    ...amount(minPrice?.net, "minPrice.net"),
    ...amount(minPrice?.gross, "minPrice.gross"),
    ...amount(maxPrice?.net, "maxPrice.net"),
    ...amount(maxPrice?.gross, "maxPrice.gross"),
    ...amount(idle.capGross, "idle.capGross"),
    ...whole(idle.graceSeconds, "idle.graceSeconds"),
    ...amount(defaultLimits?.maxCost?.amount, "defaultLimits.maxCost.amount"),
    ...amount(defaultLimits?.maxEnergyKwh, "defaultLimits.maxEnergyKwh"),
    ...whole(defaultLimits?.maxDurationSeconds, "defaultLimits.maxDurationSeconds"),
    ...content.elements.flatMap(({ components, restrictions }, element) => [
      ...components.flatMap((component, index) =>
        componentValues(component, `elements[${element}].components[${index}]`),
      ),
      ...(restrictions ? restrictionValues(restrictions, `elements[${element}].restrictions`) : []),
    ]),
  ];
}

const UNITS: Readonly<Record<PriceKind, readonly PriceUnit[]>> = {
  ENERGY: ["KWH"],
  TIME: ["HOUR", "MINUTE"],
  PARKING: ["HOUR", "MINUTE"],
  FLAT: ["SESSION"],
};

function componentValues({ kind, per, price, stepSize, vatPercent }: PriceComponent, path: string): LintFinding[] {
  return [
    ...(UNITS[kind].includes(per) ? [] : [lintFinding("UNIT_MISMATCH", "error", `${path}.per`, { kind, per })]),
    ...amount(price, `${path}.price`),
    ...amount(vatPercent, `${path}.vatPercent`, PERCENT_FRACTION_DIGITS),
    ...whole(stepSize, `${path}.stepSize`),
  ];
}

function restrictionValues(restrictions: Restrictions, path: string): LintFinding[] {
  const { startTime, endTime, startDate, endDate } = restrictions;
  const amounts = ["minKwh", "maxKwh", "minPowerKw", "maxPowerKw", "minCurrentA", "maxCurrentA"] as const;
  const seconds = ["minDurationS", "maxDurationS", "minChargingS", "maxChargingS", "minIdleS", "maxIdleS"] as const;
  return [
    ...amounts.flatMap((name) => amount(restrictions[name], `${path}.${name}`)),
    ...seconds.flatMap((name) => whole(restrictions[name], `${path}.${name}`)),
    ...matching(startTime, /^([01]\d|2[0-3]):[0-5]\d$/, "INVALID_TIME", `${path}.startTime`),
    ...matching(endTime, /^([01]\d|2[0-3]):[0-5]\d$/, "INVALID_TIME", `${path}.endTime`),
    ...matching(startDate, /^\d{4}-\d{2}-\d{2}$/, "INVALID_DATE", `${path}.startDate`),
    ...matching(endDate, /^\d{4}-\d{2}-\d{2}$/, "INVALID_DATE", `${path}.endDate`),
  ];
}

function amount(value: Decimal | undefined, path: string, digits = PRICE_FRACTION_DIGITS): LintFinding[] {
  if (value === undefined) return [];
  const parsed = parseDecimal(value, digits);
  // Only canonical text is accepted: "19" and "19.0" would make two tax groups and two hashes.
  if (!parsed.ok || parsed.value !== value) return [lintFinding("INVALID_DECIMAL", "error", path, { value })];
  return value.startsWith("-") ? [lintFinding("NEGATIVE_VALUE", "error", path, { value })] : [];
}

function whole(value: number | undefined, path: string): LintFinding[] {
  if (value === undefined || (Number.isSafeInteger(value) && value >= 0)) return [];
  return [lintFinding("INVALID_INTEGER", "error", path, { value: String(value) })];
}

function matching(
  value: string | undefined,
  pattern: RegExp,
  code: "INVALID_TIME" | "INVALID_DATE",
  path: string,
): LintFinding[] {
  return value === undefined || pattern.test(value) ? [] : [lintFinding(code, "error", path, { value })];
}
