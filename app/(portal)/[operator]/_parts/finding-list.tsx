import type { ReactNode } from "react";
import { getTranslator } from "@/app/_i18n/translator";
import { Badge } from "@/app/_ui/feedback/badge";
import { RelativeTime } from "@/app/_ui/text/relative-time";
import { Section } from "@/app/_ui/layout/section";
import { TimeText } from "@/app/_ui/text/time-text";
import type { Tone } from "@/app/_ui/feedback/tone";

type Severity = "info" | "warning" | "hold";

export type ShownFinding = {
  readonly key: string;
  readonly severity: Severity;
  readonly sentence: string;
  /** what was found, in figures */
  readonly facts?: ReactNode;
  /** when it was found; of a closed one, when it was closed. null: as old as what it is about */
  readonly at: Date | null;
  readonly isClosed: boolean;
  /** how it was closed */
  readonly outcome?: string | null;
  readonly act?: ReactNode;
};

const TONE: Readonly<Record<Severity, Tone>> = { info: "idle", warning: "warn", hold: "bad" };

/**
 * What a person should know about one thing; closed ones stay with their reason. Nothing when there
 * is nothing.
 */
export async function FindingList({ findings, zone }: { findings: readonly ShownFinding[]; zone: string }) {
  const t = await getTranslator("labels");
  if (findings.length === 0) return null;
  return (
    <Section title={t("finding.title")} framed>
      <ul className="grid gap-3">
        {findings.map((finding) => (
          <li key={finding.key} className={finding.isClosed ? "text-muted" : undefined}>
            <div className="flex flex-wrap items-start gap-x-2 gap-y-1">
              <Badge tone={finding.isClosed ? "idle" : TONE[finding.severity]}>
                {t(`finding.severity.${finding.severity}`)}
              </Badge>
              <span className="min-w-0 flex-1">{finding.sentence}</span>
              {finding.act && <div className="-my-1 shrink-0">{finding.act}</div>}
            </div>
            {finding.facts && <p className="mt-0.5 wrap-anywhere text-muted tabular-nums">{finding.facts}</p>}
            {finding.at !== null && (
              <p className="mt-0.5 text-xs text-faint">
                <TimeText at={finding.at} zone={zone} />
                {!finding.isClosed && (
                  <>
                    {" · "}
                    <RelativeTime at={finding.at} />
                  </>
                )}
                {finding.outcome && ` · ${finding.outcome}`}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
