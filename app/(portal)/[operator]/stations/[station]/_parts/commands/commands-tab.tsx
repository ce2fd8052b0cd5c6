import { getTranslator } from "@/app/_i18n/translator";
import { Notice } from "@/app/_ui/feedback/notice";
import type { Query } from "../../../../_parts/query";
import { PagerLinks } from "../../../_parts/pager-links";
import type { CommandRow, StationDetail } from "../../../_parts/station-types";
import { CommandBar } from "./command-bar";
import { CommandList } from "./command-list";

/** Ask the station, and what came of what was asked. */
export async function CommandsTab(props: {
  station: StationDetail;
  commands: readonly CommandRow[];
  after: string | null;
  params: Query;
  mayCommand: boolean;
}) {
  const t = await getTranslator("stations");
  const { station, commands, after, params, mayCommand } = props;
  const { stationId, name, presence, ocppVersion } = station;
  return (
    <>
      {presence !== "online" && mayCommand && (
        <div className="mb-3">
          <Notice tone="warn">{t(presence === "never" ? "command.never" : "command.offline")}</Notice>
        </div>
      )}
      {mayCommand && presence !== "never" && (
        <CommandBar
          station={{ stationId, name, presence, ocppVersion, evses: station.evses.map(({ evse }) => evse) }}
        />
      )}
      <CommandList commands={commands} zone={station.timeZone} />
      <PagerLinks params={params} before={null} after={after} />
    </>
  );
}
