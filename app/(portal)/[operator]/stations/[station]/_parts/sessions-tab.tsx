import { Link } from "@/app/_ui/action/link";
import { getTranslator } from "@/app/_i18n/translator";
import { DurationText } from "@/app/_ui/text/duration-text";
import { EnergyText } from "@/app/_ui/text/energy-text";
import { MoneyText } from "@/app/_ui/text/money-text";
import { Status } from "@/app/_ui/feedback/status-dot";
import { TimeText } from "@/app/_ui/text/time-text";
import type { Tone } from "@/app/_ui/feedback/tone";
import { Elapsed } from "../../../_parts/elapsed";
import type { Query } from "../../../_parts/query";
import { PagerLinks } from "../../_parts/pager-links";
import type { StationSession } from "../../_parts/station-types";

const HEAD = "h-7 border-b border-line bg-sunken px-3 text-left text-xs font-medium text-muted";
const CELL = "h-6.75 border-b border-line px-3 whitespace-nowrap pointer-coarse:h-10 group-last/row:border-b-0";

const TONE: Readonly<Record<StationSession["billingState"], Tone>> = {
  open: "live",
  settling: "idle",
  needs_price: "warn",
  hold: "warn",
  rated: "good",
  not_billable: "idle",
};

/** Who charged here, newest first. */
export async function SessionsTab(props: {
  base: string;
  zone: string;
  sessions: readonly StationSession[];
  after: string | null;
  params: Query;
}) {
  const t = await getTranslator("stations");
  const { base, zone, sessions, after, params } = props;
  if (sessions.length === 0) return <p className="text-muted">{t("sessions.empty")}</p>;
  return (
    <>
      <div className="overflow-x-auto rounded-lg border border-line bg-surface">
        <table className="w-full border-separate border-spacing-0">
          <thead>
            <tr>
              <th className={HEAD}>{t("sessions.number")}</th>
              <th className={HEAD}>{t("sessions.driver")}</th>
              <th className={`${HEAD} max-sm:hidden`}>{t("sessions.evse")}</th>
              <th className={`${HEAD} max-sm:hidden`}>{t("sessions.started")}</th>
              <th className={`${HEAD} text-right max-sm:hidden`}>{t("sessions.duration")}</th>
              <th className={`${HEAD} text-right`}>{t("sessions.energy")}</th>
              <th className={`${HEAD} text-right`}>{t("sessions.price")}</th>
              <th className={`${HEAD} max-sm:hidden`}>{t("state")}</th>
            </tr>
          </thead>
          <tbody>
            {sessions.map((session) => (
              <tr key={session.sessionId} className="group/row relative hover:bg-hover">
                <td className={CELL}>
                  <Link
                    href={`${base}/sessions/${session.sessionId}`}
                    className="figures rounded-sm font-medium after:absolute after:inset-0"
                  >
                    #{session.number}
                  </Link>
                </td>
                <td className={`${CELL} max-w-44 truncate max-sm:max-w-24`}>
                  {session.holder ?? session.tokenUid ?? "–"}
                </td>
                <td className={`${CELL} max-sm:hidden`}>{session.evse}</td>
                <td className={`${CELL} max-sm:hidden`}>
                  <TimeText at={session.startedAt} zone={zone} />
                </td>
                <td className={`${CELL} text-right max-sm:hidden`}>
                  {session.endedAt === null ? (
                    <Elapsed since={session.startedAt} />
                  ) : (
                    <DurationText seconds={(session.endedAt.getTime() - session.startedAt.getTime()) / 1000} />
                  )}
                </td>
                <td className={`${CELL} text-right`}>
                  {session.energyMilliWh === null ? "–" : <EnergyText milliWh={session.energyMilliWh} />}
                </td>
                <td className={`${CELL} text-right`}>
                  {session.grossMinor === null || session.currency === null ? (
                    <span className="text-faint">{session.state === "active" ? t("sessions.running") : "–"}</span>
                  ) : (
                    <MoneyText minor={session.grossMinor} currency={session.currency} />
                  )}
                </td>
                <td className={`${CELL} max-sm:hidden`}>
                  <Status tone={TONE[session.billingState]}>{t(`sessions.billing.${session.billingState}`)}</Status>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <PagerLinks params={params} before={null} after={after} />
    </>
  );
}
