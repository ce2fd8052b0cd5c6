import { getTranslator } from "@/app/_i18n/translator";
import { FindingList } from "../../../_parts/finding-list";
import { getFindingText } from "../../../_parts/finding-text";
import type { SessionDetail } from "../../_parts/session-types";
import { DismissDialog } from "./dismiss-dialog";

type Finding = SessionDetail["findings"][number];

/** What a person should know about this session's meter, clock and price. */
export async function Findings({
  findings,
  zone,
  mayDismiss,
}: {
  findings: readonly Finding[];
  zone: string;
  mayDismiss: boolean;
}) {
  const [t, labels, findingText] = await Promise.all([
    getTranslator("sessions"),
    getTranslator("labels"),
    getFindingText(),
  ]);
  const outcomeOf = ({ resolvedAtMs, resolution, resolvedBy }: Finding) => {
    if (resolvedAtMs === null || resolution === null) return null;
    const name = resolvedBy ?? "–";
    return resolution === "priced"
      ? t("resolvedPriced", { name })
      : labels("finding.closedBy", { name, note: resolution });
  };
  const shown = findings.map((finding) => ({
    key: finding.id,
    severity: finding.severity,
    sentence: findingText(finding.code),
    at: new Date(finding.resolvedAtMs ?? finding.createdAtMs),
    isClosed: finding.resolvedAtMs !== null,
    outcome: outcomeOf(finding),
    act: mayDismiss && isDismissible(finding) && <DismissDialog findingId={finding.id} />,
  }));
  return <FindingList findings={shown} zone={zone} />;
}

/** A bill waits for the others: they close by accepting or pricing the session. */
const isDismissible = ({ severity, code, resolvedAtMs }: Finding): boolean =>
  resolvedAtMs === null && severity !== "hold" && code !== "NO_TARIFF";
