import { getTranslator } from "@/app/_i18n/translator";
import { KeyValueList } from "@/app/_ui/layout/key-value-list";
import { PowerText } from "@/app/_ui/text/power-text";
import { Section } from "@/app/_ui/layout/section";
import { TimeText } from "@/app/_ui/text/time-text";
import { CredentialPanel } from "../../_parts/credential-panel";
import type { RefusedAttemptRow, SiteBranch, StationDetail } from "../../_parts/station-types";
import { UnknownStationNotice } from "../../_parts/unknown-station-notice";
import { EditDialog } from "./edit-dialog";
import { RefusedAttempts } from "./refused-attempts";
import { StationMenu } from "./station-menu";

/** The facts of a station, how it connects, and the acts that change either. */
export async function DetailsTab(props: {
  base: string;
  station: StationDetail;
  sites: readonly SiteBranch[];
  attempts: readonly RefusedAttemptRow[];
  mayWrite: boolean;
}) {
  const [t, access] = await Promise.all([getTranslator("stations"), getTranslator("stationAccess")]);
  const { base, station, sites, attempts, mayWrite } = props;
  const at = (instant: Date | null) =>
    instant === null ? null : <TimeText at={instant} zone={station.timeZone} style="full" />;
  return (
    <div className="grid gap-6 lg:grid-cols-2">
      <Section title={t("details.facts")} actions={mayWrite && <EditDialog station={station} sites={sites} />}>
        <KeyValueList
          items={[
            { label: t("details.identity"), value: <span className="font-mono text-xs">{station.identity}</span> },
            { label: t("details.site"), value: `${station.siteName}, ${station.street}, ${station.city}` },
            {
              label: t("details.power"),
              value: station.evses.map(({ evse, kind, maxPowerW }) => (
                <span key={evse} className="block">
                  {evse}: {kind}
                  {maxPowerW !== null && (
                    <>
                      {" "}
                      <PowerText watts={maxPowerW} />
                    </>
                  )}
                </span>
              )),
            },
            { label: t("details.vendor"), value: station.vendor },
            { label: t("details.model"), value: station.model },
            { label: t("details.serial"), value: station.serialNumber },
            { label: t("details.meter"), value: station.meterSerialNumber },
            { label: t("details.firmware"), value: station.firmwareVersion },
            { label: t("details.reading"), value: t(`details.readings.${station.schemaMode}`) },
            ...(station.isTest ? [{ label: t("form.isTest"), value: t("form.isTestHint") }] : []),
            { label: t("details.created"), value: at(station.createdAt) },
          ]}
        />
      </Section>
      <div className="grid content-start gap-6">
        <Section title={t("details.connection")} actions={mayWrite && <StationMenu base={base} station={station} />}>
          <KeyValueList
            items={[
              { label: t("details.version"), value: station.ocppVersion },
              { label: t("details.registration"), value: t(`details.registrations.${station.registration}`) },
              {
                label: t("details.password"),
                value: station.isCredentialPending
                  ? access("pending")
                  : t(station.hasCredential ? "details.passwordSet" : "details.passwordMissing"),
              },
              { label: t("details.connected"), value: at(station.connectedAt) },
              { label: t("details.disconnected"), value: at(station.disconnectedAt) },
              { label: t("details.booted"), value: at(station.bootedAt) },
              { label: t("details.seen"), value: at(station.lastSeenAt) },
            ]}
          />
        </Section>
        {mayWrite && station.presence === "never" && <UnknownStationNotice identity={station.identity} />}
        <RefusedAttempts attempts={attempts} zone={station.timeZone} />
        <Section title={t("details.how")} framed>
          <CredentialPanel address={station.address} identity={station.identity} />
        </Section>
      </div>
    </div>
  );
}
