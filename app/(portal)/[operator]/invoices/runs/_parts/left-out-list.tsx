import { getTranslator } from "@/app/_i18n/translator";
import { StatusDot } from "@/app/_ui/feedback/status-dot";
import { TextLink } from "@/app/_ui/action/text-link";
import type { Tone } from "@/app/_ui/feedback/tone";
import type { BillingRun } from "../../_parts/invoice-types";

const REASONS = ["needsPrice", "hold", "settling", "noAccount", "nothingToPay"] as const;
type Reason = (typeof REASONS)[number];

/** The list of sessions to look at, by its own filter; null where there is nothing to mend. */
const SESSIONS: Readonly<Record<Reason, string | null>> = {
  needsPrice: "needs_price",
  hold: "hold",
  settling: "settling",
  noAccount: "not_billable",
  nothingToPay: null,
};

const TONE: Readonly<Record<Reason, Tone>> = {
  needsPrice: "bad",
  hold: "warn",
  settling: "idle",
  noAccount: "warn",
  nothingToPay: "idle",
};

/**
 * What a run does not bill and why, each with the way to the sessions: money that would else be
 * forgotten.
 */
export async function LeftOutList({ operator, leftOut }: { operator: string; leftOut: BillingRun["leftOut"] }) {
  const t = await getTranslator("invoices");
  const reasons = REASONS.filter((reason) => leftOut[reason] > 0);
  return (
    <div className="text-sm">
      <h3 className="mb-1 font-semibold">{t("close.leftOut")}</h3>
      {reasons.length === 0 && <p className="text-muted">{t("close.nothingLeftOut")}</p>}
      <ul className="grid gap-1">
        {reasons.map((reason) => {
          const billing = SESSIONS[reason];
          return (
            <li key={reason} className="flex flex-wrap items-baseline gap-x-3">
              <span className="flex min-w-0 items-baseline gap-1.5">
                <StatusDot tone={TONE[reason]} />
                {t(`close.reasons.${reason}`, { count: leftOut[reason] })}
              </span>
              {billing !== null && (
                <TextLink href={`/${operator}/sessions?billing=${billing}`}>{t("close.look")}</TextLink>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
