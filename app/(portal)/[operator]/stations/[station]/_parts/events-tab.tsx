import { cn } from "@/app/_ui/cn";
import { getTranslator } from "@/app/_i18n/translator";
import { Badge } from "@/app/_ui/feedback/badge";
import { JsonView } from "@/app/_ui/text/json-view";
import { Section } from "@/app/_ui/layout/section";
import { TextLink } from "@/app/_ui/action/text-link";
import { TimeText } from "@/app/_ui/text/time-text";
import { getFindingText } from "../../../_parts/finding-text";
import type { Query } from "../../../_parts/query";
import { PagerLinks } from "../../_parts/pager-links";
import type { EventRow, FindingRow, StationDetail } from "../../_parts/station-types";
import { eventFacts, eventType } from "./event-facts";
import { ResolveDialog } from "./resolve-dialog";

const TONE = { info: "idle", warning: "warn", hold: "bad" } as const;

/** Findings about the station, and the events that it reported. */
export async function EventsTab(props: {
  base: string;
  station: StationDetail;
  events: readonly EventRow[];
  findings: readonly FindingRow[];
  after: string | null;
  params: Query;
  mayResolve: boolean;
}) {
  const t = await getTranslator("stations");
  const { base, station, events, findings, after, params, mayResolve } = props;
  return (
    <div className="grid gap-6">
      <Section title={t("events.findings")}>
        {findings.length === 0 ? (
          <p className="text-muted">{t("events.noFindings")}</p>
        ) : (
          <ul className="rounded-lg border border-line bg-surface">
            {findings.map((finding) => (
              <Finding
                key={finding.findingId}
                base={base}
                zone={station.timeZone}
                finding={finding}
                mayResolve={mayResolve}
              />
            ))}
          </ul>
        )}
      </Section>
      <Section title={t("events.events")} description={t("events.eventsHint")}>
        {events.length === 0 ? (
          <p className="text-muted">{t("events.noEvents")}</p>
        ) : (
          <div className="overflow-hidden rounded-lg border border-line bg-surface">
            {events.map((event) => (
              <details key={event.key} className="border-b border-line last:border-b-0">
                <summary className="flex min-h-7 items-center gap-3 px-3 hover:bg-hover pointer-coarse:min-h-11">
                  <span className="flex min-w-0 flex-1 gap-x-3 max-sm:flex-col">
                    <span className="shrink-0 font-medium sm:w-44">{t(`events.type.${eventType(event.type)}`)}</span>
                    <span className="min-w-0 truncate text-muted">{eventFacts(event.event, t)}</span>
                  </span>
                  <span className="text-xs text-muted">
                    <TimeText at={event.at} zone={station.timeZone} style="full" />
                  </span>
                </summary>
                <div className="bg-canvas px-3 py-3">
                  <JsonView value={event.event} what={t(`events.type.${eventType(event.type)}`)} />
                </div>
              </details>
            ))}
          </div>
        )}
        <PagerLinks params={params} before={null} after={after} />
      </Section>
    </div>
  );
}

async function Finding(props: { base: string; zone: string; finding: FindingRow; mayResolve: boolean }) {
  const [t, findingText] = await Promise.all([getTranslator("stations"), getFindingText()]);
  const { base, zone, finding, mayResolve } = props;
  const isOpen = finding.resolvedAt === null;
  const facts = Object.entries(finding.data)
    .map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(" · ");
  return (
    <li
      className={cn(
        "flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1.5 last:border-b-0",
        !isOpen && "text-muted",
      )}
    >
      <Badge tone={isOpen ? TONE[finding.severity] : "idle"}>
        {t(isOpen ? `events.severity.${finding.severity}` : "events.closed")}
      </Badge>
      <span className="font-medium">{findingText(finding.code)}</span>
      <span className="min-w-0 flex-1 truncate text-xs text-muted">{finding.resolution ?? facts}</span>
      {finding.sessionId !== null && (
        <TextLink href={`${base}/sessions/${finding.sessionId}`}>
          {t("events.session", { number: String(finding.sessionNumber ?? "") })}
        </TextLink>
      )}
      <span className="text-xs text-muted">
        <TimeText at={finding.createdAt} zone={zone} />
      </span>
      {isOpen && mayResolve && finding.sessionId === null && <ResolveDialog findingId={finding.findingId} />}
    </li>
  );
}
