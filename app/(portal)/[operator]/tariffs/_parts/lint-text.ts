import type { LintFinding } from "@/server/domain/tariff/lint-finding";
import type { TariffTranslator } from "./price-text";

const KINDS = ["ENERGY", "TIME", "PARKING", "FLAT"] as const;

/** What the linter found, as a sentence. */
export function lintText({ code, params }: LintFinding, t: TariffTranslator): string {
  if (code === "UNKNOWN_CURRENCY") return t(`lint.${code}`, { currency: params["currency"] ?? "" });
  if (code === "INVALID_TIME" || code === "INVALID_DATE" || code === "INVALID_INTEGER") {
    return t(`lint.${code}`, { value: params["value"] ?? "" });
  }
  if (code !== "DIMENSION_GAP") return t(`lint.${code}`);
  const kind = KINDS.find((known) => known === params["kind"]);
  return t("lint.DIMENSION_GAP", { kind: kind ? t(`kinds.${kind}`) : "" });
}

/**
 * The number of the price group a finding is about, counted from 1; null when it is about the whole
 * tariff.
 */
export function lintGroup({ path }: LintFinding): string | null {
  const match = /^elements\[(\d+)\]/.exec(path);
  return match ? String(Number(match[1]) + 1) : null;
}

/** Codes after which nothing can be priced: a value cannot be read. */
const UNREADABLE: ReadonlySet<LintFinding["code"]> = new Set([
  "UNKNOWN_CURRENCY",
  "INVALID_DECIMAL",
  "NEGATIVE_VALUE",
  "INVALID_TIME",
  "INVALID_DATE",
  "INVALID_INTEGER",
  "UNIT_MISMATCH",
] as const);

export const isReadable = (findings: readonly LintFinding[]): boolean =>
  findings.every(({ code }) => !UNREADABLE.has(code));

/** The sentence for one field, by the linter's path. */
export const lintAt = (findings: readonly LintFinding[], path: string, t: TariffTranslator): string | undefined => {
  const finding = findings.find((one) => one.path === path && one.severity === "error");
  return finding && lintText(finding, t);
};
