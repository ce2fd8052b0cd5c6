"use client";

import { ArrowRight } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Badge } from "@/app/_ui/feedback/badge";
import { EnergyText } from "@/app/_ui/text/energy-text";
import { MoneyText } from "@/app/_ui/text/money-text";
import { TimeText } from "@/app/_ui/text/time-text";
import type { RereadLine, RereadReport, SessionChange, SessionFacts } from "@/server/domain/station/reread";

const TONE = { read: "good", known: "idle", refused: "warn", failed: "bad" } as const;

/** What reading again changed, or would change: message by message, then the sessions. */
export function RereadReportView(props: { report: RereadReport; isPreview: boolean; zone: string }) {
  const { report, isPreview, zone } = props;
  const t = useTranslations("deviations.again");
  return (
    <div className="grid gap-4">
      {report.lines.length === 0 && <p className="text-muted">{t("nothing")}</p>}
      <ul className="rounded-lg border border-line">
        {report.lines.map((line) => (
          <Line key={line.id} line={line} zone={zone} />
        ))}
      </ul>
      <div>
        <h3 className="mb-1 font-semibold">{t(isPreview ? "would" : "did")}</h3>
        {report.sessions.length === 0 ? (
          <p className="text-muted">{t("noSession")}</p>
        ) : (
          <ul className="grid gap-2">
            {report.sessions.map((change) => (
              <Change key={change.sessionId} change={change} zone={zone} />
            ))}
          </ul>
        )}
        {report.findings.length > 0 && (
          <p className="mt-2 text-xs text-muted">{t("findings", { codes: report.findings.join(", ") })}</p>
        )}
      </div>
    </div>
  );
}

function Line({ line, zone }: { line: RereadLine; zone: string }) {
  const t = useTranslations("deviations.again");
  const kinds = useTranslations("deviations.kind");
  const notes = [line.reason, ...line.deviations.map(({ kind, place }) => `${kinds(kind)}: ${place}`)];
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1.5 last:border-b-0">
      <Badge tone={TONE[line.outcome]}>{t(`outcome.${line.outcome}`)}</Badge>
      <span className="font-medium">{line.action}</span>
      <span className="min-w-0 flex-1 text-xs break-words text-muted max-sm:order-last max-sm:basis-full">
        {notes.filter((note) => note !== null).join(" · ")}
      </span>
      <span className="ml-auto text-xs text-muted">
        <TimeText at={line.receivedAt} zone={zone} style="full" />
      </span>
    </li>
  );
}

function Change({ change: { number, before, after }, zone }: { change: SessionChange; zone: string }) {
  const t = useTranslations("deviations.again");
  return (
    <li className="grid gap-x-3 gap-y-1 sm:grid-cols-[6rem_1fr_auto_1fr] sm:items-center">
      <span className="font-medium">{t("session", { number: String(number) })}</span>
      {before === null ? <span className="text-muted">{t("newSession")}</span> : <Facts facts={before} zone={zone} />}
      <ArrowRight aria-hidden className="size-3.5 text-faint max-sm:hidden" />
      <Facts facts={after} zone={zone} />
    </li>
  );
}

function Facts({ facts, zone }: { facts: SessionFacts; zone: string }) {
  const t = useTranslations("deviations.again");
  const { state, endedAt, energyMilliWh, grossMinor, currency } = facts;
  return (
    <span className="flex flex-wrap gap-x-2 text-sm">
      <span>{t(state === "active" ? "state.active" : "state.ended")}</span>
      {endedAt !== null && <TimeText at={endedAt} zone={zone} />}
      {energyMilliWh !== null && <EnergyText milliWh={energyMilliWh} />}
      {grossMinor !== null && currency !== null ? (
        <MoneyText minor={grossMinor} currency={currency} />
      ) : (
        <span className="text-muted">{t("unpriced")}</span>
      )}
    </span>
  );
}
