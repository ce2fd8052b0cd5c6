"use client";

import { useTranslations } from "use-intl/react";
import { Status, StatusDot } from "@/app/_ui/feedback/status-dot";
import type { Tone } from "@/app/_ui/feedback/tone";
import type { LintFinding } from "@/server/domain/tariff/lint-finding";
import { lintGroup, lintText } from "./lint-text";

const TONE: Readonly<Record<LintFinding["severity"], Tone>> = { error: "bad", warning: "warn", info: "idle" };
const RANK = { error: 0, warning: 1, info: 2 } as const;

/** What a careful colleague would say about these prices; errors first. */
export function LintList({ findings }: { findings: readonly LintFinding[] }) {
  const t = useTranslations("tariffs");
  if (findings.length === 0) return <Status tone="good">{t("editor.checkFine")}</Status>;
  const sorted = findings.toSorted((a, b) => RANK[a.severity] - RANK[b.severity]);
  return (
    <ul className="grid gap-2" aria-live="polite">
      {sorted.map((finding) => {
        const number = lintGroup(finding);
        return (
          <li key={`${finding.code} ${finding.path}`} className="flex items-start gap-2">
            <StatusDot tone={TONE[finding.severity]} className="mt-1" />
            <span>
              <span className="sr-only">{t(`lint.${finding.severity}`)}: </span>
              {number !== null && <span className="text-muted">{t("lint.at", { number })}: </span>}
              {lintText(finding, t)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
