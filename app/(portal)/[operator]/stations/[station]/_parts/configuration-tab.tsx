import { Settings2 } from "lucide-react";
import { getTranslator } from "@/app/_i18n/translator";
import { EmptyState } from "@/app/_ui/feedback/empty-state";
import { ChoiceFilter, FilterBar, SearchFilter } from "@/app/_ui/table/filter-bar";
import type { StationDetail, VariableRow } from "../../_parts/station-types";
import { ReadAllButton } from "./commands/read-all-button";
import { VariableTable } from "./variable-table";

/**
 * Configuration keys or device model as the station last reported them; what may be changed is
 * changed by asking the station.
 */
export async function ConfigurationTab(props: {
  station: StationDetail;
  variables: readonly VariableRow[];
  total: number;
  filtered: boolean;
  mayCommand: boolean;
}) {
  const [t, labels] = await Promise.all([getTranslator("stations"), getTranslator("labels")]);
  const { station, variables, total, filtered, mayCommand } = props;
  const readAll = mayCommand && station.presence !== "never" && (
    <ReadAllButton stationId={station.stationId} ocppVersion={station.ocppVersion} />
  );
  if (variables.length === 0 && !filtered) {
    return (
      <div className="rounded-lg border border-line bg-surface">
        <EmptyState icon={<Settings2 aria-hidden />} title={t("config.emptyTitle")} action={readAll}>
          {t("config.empty")}
        </EmptyState>
      </div>
    );
  }
  return (
    <>
      <FilterBar
        names={["q", "writable"]}
        end={
          <>
            <span className="figures text-xs text-muted">
              {t("config.shownOf", { shown: String(variables.length), total: String(total) })}
            </span>
            {readAll}
          </>
        }
      >
        <SearchFilter label={t("config.search")} />
        <ChoiceFilter
          name="writable"
          label={t("config.access")}
          choices={[{ value: "yes", label: t("config.writable") }]}
        />
      </FilterBar>
      {variables.length === 0 ? (
        <div className="rounded-lg border border-line bg-surface">
          <EmptyState title={t("config.none")}>{labels("clearFilters")}</EmptyState>
        </div>
      ) : (
        <VariableTable
          stationId={station.stationId}
          isOld={station.ocppVersion === "1.6"}
          variables={variables}
          mayChange={mayCommand && station.presence !== "never"}
        />
      )}
    </>
  );
}
