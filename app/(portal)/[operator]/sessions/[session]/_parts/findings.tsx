import { getTranslator } from "@/app/_i18n/translator";
import { Badge } from "@/app/_ui/badge";
import { Section } from "@/app/_ui/section";
import { TimeText } from "@/app/_ui/time-text";
import type { Tone } from "@/app/_ui/tone";
import { getFindingWords } from "../../../_parts/finding-words";
import type { SessionDetail } from "../../_parts/session-types";
import { DismissDialog } from "./dismiss-dialog";

type Finding = SessionDetail["findings"][number];

const TONE: Readonly<Record<Finding["severity"], Tone>> = { info: "idle", warning: "warn", hold: "bad" };

/** What a person should know about this session's meter, clock and price; closed ones stay with their reason. */
export async function Findings({
  findings,
  zone,
  mayDismiss,
}: {
  findings: readonly Finding[];
  zone: string;
  mayDismiss: boolean;
}) {
  const t = await getTranslator("sessions");
  const say = await getFindingWords();
  if (findings.length === 0) return null;
  return (
    <Section title={t("findingsTitle")} framed>
      <ul className="grid gap-3">
        {findings.map((finding) => (
          <li key={finding.id} className={finding.resolvedAtMs === null ? undefined : "text-muted"}>
            <div className="flex flex-wrap items-start gap-x-2 gap-y-1">
              <Badge tone={finding.resolvedAtMs === null ? TONE[finding.severity] : "idle"}>
                {t(`severity.${finding.severity}`)}
              </Badge>
              <span className="min-w-0 flex-1">{say(finding.code)}</span>
              {mayDismiss && isDismissible(finding) && <DismissDialog findingId={finding.id} />}
            </div>
            <p className="mt-0.5 text-xs text-faint">
              <TimeText at={new Date(finding.resolvedAtMs ?? finding.createdAtMs)} zone={zone} />
              {finding.resolvedAtMs !== null && finding.resolution !== null && (
                <>
                  {" · "}
                  {finding.resolution === "priced"
                    ? t("resolvedPriced", { name: finding.resolvedBy ?? "–" })
                    : t("resolved", { name: finding.resolvedBy ?? "–", note: finding.resolution })}
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** A bill waits for the others: they close by accepting or pricing the session. */
const isDismissible = ({ severity, code, resolvedAtMs }: Finding): boolean =>
  resolvedAtMs === null && severity !== "hold" && code !== "NO_TARIFF";
