import { Link } from "@/app/_ui/action/link";
import type { ReactNode } from "react";
import { getTranslator } from "@/app/_i18n/translator";
import { EnergyText } from "@/app/_ui/text/energy-text";
import { NumberText } from "@/app/_ui/text/number-text";
import { PowerText } from "@/app/_ui/text/power-text";
import { RelativeTime } from "@/app/_ui/text/relative-time";
import { ConnectorMark } from "../../../_parts/connector-mark";
import { Elapsed } from "../../../_parts/elapsed";
import type { StationDetail, StationEvse } from "../../_parts/station-types";
import { EvseActions } from "./commands/evse-actions";

/** One EVSE: its connectors' states, the session that runs there, and what may be done. */
export async function EvseCard(props: {
  base: string;
  station: StationDetail;
  evse: StationEvse;
  mayCommand: boolean;
}) {
  const t = await getTranslator("stations");
  const { base, station, evse, mayCommand } = props;
  const connectors = evse.connectors.length > 0 ? evse.connectors : [UNREPORTED];
  return (
    <li className="rounded-lg border border-line bg-surface p-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 className="text-md font-semibold">{t("form.evse", { number: String(evse.evse) })}</h2>
        <span className="text-muted">
          {evse.maxPowerW === null ? (
            evse.kind
          ) : (
            <>
              {t("live.max", { kind: evse.kind })} <PowerText watts={evse.maxPowerW} />
            </>
          )}
        </span>
        {mayCommand && station.presence === "online" && (
          <div className="ml-auto">
            <EvseActions
              stationId={station.stationId}
              evse={evse.evse}
              connector={connectors[0]?.connector ?? 1}
              session={evse.session}
            />
          </div>
        )}
      </div>
      <ul className="mt-2">
        {connectors.map((connector) => {
          const state = station.presence === "never" ? "never" : (connector.state ?? "unknown");
          const fault = connector.errorCode !== null && connector.errorCode !== "NoError";
          return (
            <li key={connector.connector} className="flex min-h-6 flex-wrap items-center gap-x-2">
              <span className={station.presence === "online" ? "" : "opacity-60"}>
                <ConnectorMark state={state} />
              </span>
              <span className="font-medium">{t(`connector.${state}`)}</span>
              {evse.connectors.length > 1 && <span className="text-muted">#{connector.connector}</span>}
              {connector.standard !== null && (
                <span className="text-xs text-faint">{plugName(connector.standard)}</span>
              )}
              {fault && (
                <span className="text-bad-text">
                  {[connector.errorCode, connector.errorInfo].filter(Boolean).join(": ")}
                </span>
              )}
              {connector.stateAt !== null && (
                <span className="ml-auto text-xs text-muted">
                  <RelativeTime at={connector.stateAt} />
                </span>
              )}
            </li>
          );
        })}
      </ul>
      <div className="mt-2 border-t border-line pt-2">
        <Running base={base} session={evse.session} />
      </div>
    </li>
  );
}

async function Running({ base, session }: { base: string; session: StationEvse["session"] }) {
  const t = await getTranslator("stations");
  if (session === null) return <p className="text-faint">{t("live.free")}</p>;
  return (
    <div>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <Link href={`${base}/sessions/${session.sessionId}`} className="font-medium text-accent-text hover:underline">
          {t("live.session")} #{session.number}
        </Link>
        <span className="min-w-0 truncate">{session.holder ?? session.tokenUid ?? t("live.noToken")}</span>
        <span className="text-xs text-muted">{t(`live.charging.${chargingText(session.chargingState)}`)}</span>
      </p>
      <dl className="mt-1.5 grid grid-cols-2 gap-x-4 gap-y-1 sm:grid-cols-4">
        <Fact label={t("live.power")}>{session.powerW === null ? "–" : <PowerText watts={session.powerW} />}</Fact>
        <Fact label={t("live.energy")}>
          {session.energyMilliWh === null ? "–" : <EnergyText milliWh={session.energyMilliWh} digits={2} />}
        </Fact>
        <Fact label={t("live.soc")}>
          {session.socPercent === null ? "–" : <NumberText value={session.socPercent} unit="%" />}
        </Fact>
        <Fact label={t("live.duration")}>
          <Elapsed since={session.startedAt} />
        </Fact>
      </dl>
    </div>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="text-lg font-semibold tracking-tight">{children}</dd>
    </div>
  );
}

const UNREPORTED = {
  connector: 1,
  standard: null,
  state: null,
  stateAt: null,
  errorCode: null,
  errorInfo: null,
} as const;

const CHARGING = ["charging", "idle_ev", "paused_evse"] as const;

const chargingText = (state: string) => CHARGING.find((known) => known === state) ?? "unknown";

const PLUGS: Readonly<Record<string, string>> = {
  IEC_62196_T2: "Type 2",
  IEC_62196_T2_COMBO: "CCS2",
  IEC_62196_T1: "Type 1",
  IEC_62196_T1_COMBO: "CCS1",
  CHADEMO: "CHAdeMO",
};

const plugName = (standard: string): string => PLUGS[standard] ?? standard;
