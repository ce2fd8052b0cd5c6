import type { LintContext, LintFinding } from "@/server/domain/tariff/lint-finding";
import { lintGaps } from "@/server/domain/tariff/lint-gaps";
import { lintPrices } from "@/server/domain/tariff/lint-prices";
import { lintValues } from "@/server/domain/tariff/lint-values";
import { lintWindows } from "@/server/domain/tariff/lint-windows";
import type { TariffContent } from "@/server/domain/tariff/tariff";

/**
 * Checks a tariff before it is published: errors block publishing, warnings need a second look.
 * Unreadable values are reported alone, because no other check can run on them.
 */
export function lintTariff(content: TariffContent, context: LintContext = {}): LintFinding[] {
  const unreadable = lintValues(content);
  if (unreadable.length > 0) return unreadable;
  return [...lintGaps(content), ...lintPrices(content, context), ...lintWindows(content)];
}

/** True when no finding is an error. */
export function mayPublish(findings: readonly LintFinding[]): boolean {
  return findings.every(({ severity }) => severity !== "error");
}
