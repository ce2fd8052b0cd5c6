import { getTranslator } from "@/app/_i18n/translator";
import { Notice } from "@/app/_ui/feedback/notice";
import { Section } from "@/app/_ui/layout/section";
import { TextLink } from "@/app/_ui/action/text-link";
import { TimeText } from "@/app/_ui/text/time-text";
import type { CommandRow, LastDay, StationDetail } from "../../_parts/station-types";
import { CommandList } from "./commands/command-list";
import { DayLanes } from "./day-lanes";
import { EvseCard } from "./evse-card";

const SHOWN = 5;

/**
 * What happens at the station now: each EVSE with its connectors and its session, its last day, and
 * the latest commands.
 */
export async function LiveTab(props: {
  base: string;
  station: StationDetail;
  day: LastDay;
  commands: readonly CommandRow[];
  mayCommand: boolean;
}) {
  const t = await getTranslator("stations");
  const { base, station, day, commands, mayCommand } = props;
  return (
    <div className="grid gap-4">
      {station.presence === "offline" && (
        <Notice tone="warn">
          {t("live.offlineNotice")}
          {station.disconnectedAt !== null && (
            <>
              {` ${t("live.offlineSince")} `}
              <TimeText at={station.disconnectedAt} zone={station.timeZone} />
            </>
          )}
        </Notice>
      )}
      {station.presence === "never" && <Notice tone="live">{t("live.neverNotice")}</Notice>}
      <ul className="grid gap-3 lg:grid-cols-2">
        {station.evses.map((evse) => (
          <EvseCard key={evse.evse} base={base} station={station} evse={evse} mayCommand={mayCommand} />
        ))}
      </ul>
      {station.presence !== "never" && day.lanes.length > 0 && (
        <DayLanes base={base} zone={station.timeZone} day={day} />
      )}
      {commands.length > 0 && (
        <Section
          title={t("live.recentCommands")}
          actions={<TextLink href="?tab=commands">{t("live.allCommands")}</TextLink>}
        >
          <CommandList commands={commands.slice(0, SHOWN)} zone={station.timeZone} />
        </Section>
      )}
    </div>
  );
}
