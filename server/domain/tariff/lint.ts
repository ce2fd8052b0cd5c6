import type { LintContext, LintFinding } from "@/server/domain/tariff/lint-finding";
import { lintGaps } from "@/server/domain/tariff/lint-gaps";
import { lintPrices } from "@/server/domain/tariff/lint-prices";
import { lintValues } from "@/server/domain/tariff/lint-values";
import { lintWindows } from "@/server/domain/tariff/lint-windows";
import type { TariffContent } from "@/server/domain/tariff/tariff";

/**
 * What a careful colleague would say about a tariff before it is published. Errors block
 * publishing, warnings ask for a second look. Unreadable values are reported alone: nothing else
 * can be said about them.
 */
export function lintTariff(content: TariffContent, context: LintContext = {}): LintFinding[] {
  const unreadable = lintValues(content);
  if (unreadable.length > 0) return unreadable;
  return [...lintGaps(content), ...lintPrices(content, context), ...lintWindows(content)];
}

/** Whether nothing stands in the way of publishing. */
export function mayPublish(findings: readonly LintFinding[]): boolean {
  return findings.every(({ severity }) => severity !== "error");
}
