import type { ReactNode } from "react";
import { formatDuration } from "@/app/_i18n/format-time";
import { getTranslator } from "@/app/_i18n/translator";
import { EnergyText } from "@/app/_ui/text/energy-text";
import { KeyValueList } from "@/app/_ui/layout/key-value-list";
import { PowerText } from "@/app/_ui/text/power-text";
import { Section } from "@/app/_ui/layout/section";
import { TextLink } from "@/app/_ui/action/text-link";
import { TimeText } from "@/app/_ui/text/time-text";
import { ElapsedText } from "../../_parts/elapsed-text";
import { SessionCost } from "../../_parts/session-cost";
import type { SessionDetail } from "../../_parts/session-types";

type Props = {
  operator: string;
  row: SessionDetail["row"];
  facts: SessionDetail["facts"];
  price: SessionDetail["price"];
};

/** Who, where, how long, how much; absent facts are left out rather than shown empty. */
export async function Facts(props: Props) {
  const t = await getTranslator("sessions");
  const items = [...(await people(props)), ...(await course(props)), ...(await background(props))];
  return (
    <Section title={t("facts")} framed>
      <p className="figures mb-2 text-2xl font-semibold tracking-[-0.02em]">
        <SessionCost cost={props.row.cost} />
      </p>
      <KeyValueList items={items.filter(({ value }) => value !== null && value !== undefined && value !== false)} />
    </Section>
  );
}

type Item = { label: string; value: ReactNode };

async function people({ operator, row, facts }: Props): Promise<Item[]> {
  const t = await getTranslator("sessions");
  return [
    {
      label: t("fact.driver"),
      value: row.driverId && <TextLink href={`/${operator}/drivers/${row.driverId}`}>{row.driverName}</TextLink>,
    },
    {
      label: t("fact.partner"),
      value: row.emspId && <TextLink href={`/${operator}/partners/${row.emspId}`}>{row.emspName}</TextLink>,
    },
    {
      label: t("fact.token"),
      value: row.tokenUid && [row.tokenLabel, row.tokenUid].filter((text) => text !== null).join(" · "),
    },
    { label: t("fact.account"), value: facts.accountName },
    {
      label: t("fact.station"),
      value: (
        <>
          <TextLink href={`/${operator}/stations/${row.stationId}`}>{row.stationName}</TextLink>
          <span className="text-muted">
            {" · "}
            {t("evse", { number: String(row.evseNumber) })}
            {facts.currentKind && ` · ${facts.currentKind}`}
          </span>
        </>
      ),
    },
    { label: t("fact.site"), value: row.siteName },
  ];
}

async function course({ row, price }: Props): Promise<Item[]> {
  const t = await getTranslator("sessions");
  const totals = price?.rating.totals;
  const part = (ms: bigint | undefined) => (ms === undefined || ms === 0n ? null : formatDuration(Number(ms / 1000n)));
  return [
    { label: t("fact.started"), value: <TimeText at={new Date(row.startedAtMs)} zone={row.timeZone} style="full" /> },
    {
      label: t("fact.ended"),
      value: row.endedAtMs !== null && <TimeText at={new Date(row.endedAtMs)} zone={row.timeZone} style="full" />,
    },
    { label: t("fact.duration"), value: <ElapsedText fromMs={row.startedAtMs} toMs={row.endedAtMs} /> },
    { label: t("fact.charging"), value: part(totals?.chargingMs) },
    { label: t("fact.idle"), value: part(totals?.idleMs) },
    { label: t("fact.paused"), value: part(totals?.pausedMs) },
    { label: t("fact.energy"), value: row.energyMilliWh !== null && <EnergyText milliWh={row.energyMilliWh} /> },
    {
      label: t("fact.power"),
      value: row.state === "active" && row.powerW !== null && <PowerText watts={row.powerW} />,
    },
    { label: t("fact.soc"), value: row.socPercent === null ? null : `${Math.round(row.socPercent)} %` },
  ];
}

async function background({ operator, row, facts }: Props): Promise<Item[]> {
  const t = await getTranslator("sessions");
  const tariff = { name: facts.tariffName ?? "", version: String(facts.tariffVersion ?? "") };
  return [
    {
      label: t("fact.tariff"),
      value: facts.tariffId && (
        <TextLink href={`/${operator}/tariffs/${facts.tariffId}`}>{t("fact.tariffVersion", tariff)}</TextLink>
      ),
    },
    {
      label: t("fact.locked"),
      value: facts.tariffLockedAtMs && <TimeText at={new Date(facts.tariffLockedAtMs)} zone={row.timeZone} />,
    },
    { label: t("fact.pricedBy"), value: facts.tariffBasis?.pricedBy },
    {
      label: t("fact.meter"),
      value: facts.meterStartMilliWh !== null && (
        <>
          <EnergyText milliWh={facts.meterStartMilliWh} />
          {facts.meterStopMilliWh !== null && (
            <>
              {" → "}
              <EnergyText milliWh={facts.meterStopMilliWh} />
            </>
          )}
        </>
      ),
    },
    { label: t("fact.stopReason"), value: facts.stopReason },
    { label: t("fact.offline"), value: facts.isOffline && t("fact.offlineYes") },
    {
      label: t("fact.transaction"),
      value: facts.transactionId && <span className="font-mono text-xs break-all">{facts.transactionId}</span>,
    },
  ];
}
