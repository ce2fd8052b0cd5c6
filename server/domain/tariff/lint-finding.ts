/**
 * `path` points into the content, "elements[2].components[0].price"; "" is the tariff itself.
 * `params` fill the placeholders of the sentence.
 */
export type LintFinding = { code: LintCode; severity: LintSeverity; path: string; params: Record<string, string> };

/** The audience of the tariff, as far as the caller knows it. */
export type LintContext = { audience?: "CONSUMER" | "BUSINESS" };

export type LintSeverity = "error" | "warning" | "info";

export type LintCode =
  // values that cannot be read
  | "UNKNOWN_CURRENCY"
  | "INVALID_DECIMAL"
  | "NEGATIVE_VALUE"
  | "INVALID_TIME"
  | "INVALID_DATE"
  | "INVALID_INTEGER"
  | "UNIT_MISMATCH"
  // prices
  | "NO_PRICES"
  | "EMPTY_ELEMENT"
  | "DIMENSION_GAP"
  | "DEAD_COMPONENT"
  | "STEP_SIZE"
  | "ANCHOR_AUDIENCE"
  | "FLAT_WITHOUT_WAIVER"
  | "MINIMUM_ABOVE_MAXIMUM"
  | "MINIMUM_ABOVE_LIMIT"
  | "VAT_DIFFERS"
  // windows
  | "WRAP_WITH_WEEKDAYS"
  | "WHOLE_DAY_WINDOW"
  | "EMPTY_RANGE";

export function lintFinding(
  code: LintCode,
  severity: LintSeverity,
  path: string,
  params: Record<string, string> = {},
): LintFinding {
  return { code, severity, path, params };
}
