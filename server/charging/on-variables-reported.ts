import { iso, touchStation, type EventContext } from "@/server/station-events/event-context";
import { markDone } from "@/server/commands/await-effects";
import { plainArray, textArray } from "@/db/pg-array";
import type { ReportedVariable, VariablesReportedEvent } from "@/server/domain/station/event";
import type { Outcome } from "@/server/domain/station/outcome";
import { HIDDEN, isSecretVariable } from "@/server/domain/station/secret-variable";

/** The station's configuration as it now reports it; with the last part a report that was asked for is done. */
export async function onVariablesReported(context: EventContext, event: VariablesReportedEvent): Promise<Outcome> {
  await keepVariables(context, event.variables);
  if (event.isLast) {
    await markDone(context, "get-base-report", { path: "requestId", value: String(event.requestId) });
  }
  touchStation(context);
  return { type: "done" };
}

/**
 * Writes variables as they are heard; one that is named twice in a report keeps its last value. The station's clock plays no part: what it reports
 * must not lose against what it answered before, nor the other way round. Whether a variable may be written stays what it was when nothing is said.
 */
export async function keepVariables(
  { handle, station, receivedAtMs }: Pick<EventContext, "handle" | "station" | "receivedAtMs">,
  reported: readonly ReportedVariable[],
): Promise<void> {
  const byName = new Map(reported.map((variable) => [nameOf(variable), variable]));
  const rows = [...byName.values()];
  if (rows.length === 0) return;
  await handle.query`
    insert into station_variables
      (tenant_id, station_id, component, instance, evse_number, variable, attribute, value, is_read_only, reported_at)
    select ${handle.tenantId}::uuid, ${station.stationId}::uuid, input.component, input.instance, input.evse, input.variable, input.attribute, input.value,
           coalesce(input.is_read_only, known.is_read_only, false), ${iso(receivedAtMs)}::timestamptz
      from unnest(${textArray(rows.map((row) => row.component))}::text[], ${textArray(rows.map((row) => row.instance ?? ""))}::text[],
                  ${plainArray(rows.map((row) => row.evse ?? 0))}::int[], ${textArray(rows.map((row) => row.variable))}::text[],
                  ${textArray(rows.map((row) => row.attribute))}::text[], ${textArray(rows.map(shownValue))}::text[],
                  ${plainArray(rows.map((row) => row.isReadOnly))}::boolean[])
           as input (component, instance, evse, variable, attribute, value, is_read_only)
      left join station_variables known
        on known.tenant_id = ${handle.tenantId}::uuid and known.station_id = ${station.stationId}::uuid and known.component = input.component
       and known.instance = input.instance and known.evse_number = input.evse and known.variable = input.variable and known.attribute = input.attribute
    on conflict (tenant_id, station_id, component, instance, evse_number, variable, attribute) do update
       set value = excluded.value, is_read_only = excluded.is_read_only, reported_at = excluded.reported_at`;
}

/** That it is set may be known. */
const shownValue = ({ variable, value }: ReportedVariable): string | null =>
  value !== null && value !== "" && isSecretVariable(variable) ? HIDDEN : value;

const nameOf = ({ component, instance, evse, variable, attribute }: ReportedVariable): string =>
  JSON.stringify([component, instance ?? "", evse ?? 0, variable, attribute]);
