import { iso, touchStation, type Hearing } from "@/server/charging/hearing";
import { plainArray, textArray } from "@/server/charging/pg-array";
import type { ReportedVariable, VariablesReportedEvent } from "@/server/domain/station/event";
import type { Outcome } from "@/server/domain/station/outcome";

/** The station's configuration as it now reports it. */
export async function onVariablesReported(hearing: Hearing, event: VariablesReportedEvent): Promise<Outcome> {
  await keepVariables(hearing, event.variables, event.atMs);
  touchStation(hearing);
  return { type: "done" };
}

/** Writes variables, the newest report of each winning; one that is named twice in a report keeps its last value. */
export async function keepVariables(
  { handle, station }: Hearing,
  reported: readonly ReportedVariable[],
  atMs: number,
): Promise<void> {
  const byName = new Map(reported.map((variable) => [nameOf(variable), variable]));
  const rows = [...byName.values()];
  if (rows.length === 0) return;
  await handle.ask`
    insert into station_variables as known
      (tenant_id, station_id, component, instance, evse_number, variable, attribute, value, is_read_only, reported_at)
    select ${handle.tenantId}::uuid, ${station.stationId}::uuid, component, instance, evse, variable, attribute, value, is_read_only,
           ${iso(atMs)}::timestamptz
      from unnest(${textArray(rows.map((row) => row.component))}::text[], ${textArray(rows.map((row) => row.instance ?? ""))}::text[],
                  ${plainArray(rows.map((row) => row.evse ?? 0))}::int[], ${textArray(rows.map((row) => row.variable))}::text[],
                  ${textArray(rows.map((row) => row.attribute))}::text[], ${textArray(rows.map((row) => row.value))}::text[],
                  ${plainArray(rows.map((row) => row.isReadOnly))}::boolean[])
           as told (component, instance, evse, variable, attribute, value, is_read_only)
    on conflict (tenant_id, station_id, component, instance, evse_number, variable, attribute) do update
       set value = excluded.value, is_read_only = excluded.is_read_only, reported_at = excluded.reported_at
     where excluded.reported_at >= known.reported_at`;
}

const nameOf = ({ component, instance, evse, variable, attribute }: ReportedVariable): string =>
  JSON.stringify([component, instance ?? "", evse ?? 0, variable, attribute]);
