import { Link } from "@/app/_ui/action/link";
import { getTranslator } from "@/app/_i18n/translator";
import { EnergyText } from "@/app/_ui/text/energy-text";
import { NumberText } from "@/app/_ui/text/number-text";
import { PowerText } from "@/app/_ui/text/power-text";
import { Elapsed } from "./elapsed";
import type { LiveNow } from "./overview-types";

const HEAD = "h-7 border-b border-line px-3 text-left text-xs font-medium text-muted first:pl-0 last:pr-0";
const CELL =
  "h-6.75 border-b border-line px-3 whitespace-nowrap first:pl-0 last:pr-0 " +
  "pointer-coarse:h-10 group-last/row:border-b-0";
const NUMBER = `${CELL} text-right`;

/** The newest running sessions. Figures of a station that is away are paler and say so. */
export async function OverviewSessions({ base, sessions }: { base: string; sessions: LiveNow["sessions"] }) {
  const t = await getTranslator("overview");
  if (sessions.length === 0) return <p className="py-2 text-muted">{t("noSessions")}</p>;
  return (
    <table className="w-full border-separate border-spacing-0">
      <thead>
        <tr>
          <th className={HEAD}>{t("station")}</th>
          <th className={`${HEAD} max-sm:hidden`}>{t("driver")}</th>
          <th className={`${HEAD} text-right`}>{t("power")}</th>
          <th className={`${HEAD} text-right`}>{t("energy")}</th>
          <th className={`${HEAD} text-right max-sm:hidden`}>{t("battery")}</th>
          <th className={`${HEAD} text-right max-sm:hidden`}>{t("duration")}</th>
        </tr>
      </thead>
      <tbody>
        {sessions.map((session) => (
          <tr
            key={session.sessionId}
            title={session.isOnline ? undefined : t("asLastReported")}
            className={`group/row relative hover:bg-hover ${session.isOnline ? "" : "text-faint"}`}
          >
            <td className={`${CELL} max-w-48 truncate`}>
              <Link
                href={`${base}/sessions/${session.sessionId}`}
                className="rounded-sm font-medium after:absolute after:inset-0"
              >
                {session.stationName}
                <span className="ml-1 text-xs font-normal text-muted">/ {session.evse}</span>
              </Link>
            </td>
            <td className={`${CELL} max-w-40 truncate max-sm:hidden`}>
              {session.holder ?? session.tokenUid ?? <span className="text-faint">–</span>}
            </td>
            <td className={NUMBER}>{session.powerW === null ? "–" : <PowerText watts={session.powerW} />}</td>
            <td className={NUMBER}>
              {session.energyMilliWh === null ? "–" : <EnergyText milliWh={session.energyMilliWh} digits={1} />}
            </td>
            <td className={`${NUMBER} max-sm:hidden`}>
              {session.socPercent === null ? (
                <span className="text-faint">–</span>
              ) : (
                <NumberText value={session.socPercent} unit="%" />
              )}
            </td>
            <td className={`${NUMBER} max-sm:hidden`}>
              <Elapsed since={session.startedAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
