import { batchOf } from "@/db/batch";
import { iso, type EventContext } from "@/server/station-events/event-context";
import type { ReportedVariable } from "@/server/domain/station/event";
import { HIDDEN, isSecretVariable } from "@/server/domain/station/secret-variable";

/**
 * Writes variables as they are received; one that is named twice in a report keeps its last value.
 * The station's clock plays no part: what it reports must not lose against what it answered before,
 * nor the other way round. Whether a variable may be written stays what it was when nothing is
 * said.
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
    select ${handle.tenantId}::uuid, ${station.stationId}::uuid, input.component, input.instance, input.evse,
           input.variable, input.attribute, input.value,
           coalesce(input.is_read_only, known.is_read_only, false), ${iso(receivedAtMs)}::timestamptz
      from ${variableRows(rows.map(asRow))}
      left join station_variables known
        on known.tenant_id = ${handle.tenantId}::uuid and known.station_id = ${station.stationId}::uuid
          and known.component = input.component
       and known.instance = input.instance and known.evse_number = input.evse and known.variable = input.variable
       and known.attribute = input.attribute
    on conflict (tenant_id, station_id, component, instance, evse_number, variable, attribute) do update
       set value = excluded.value, is_read_only = excluded.is_read_only, reported_at = excluded.reported_at`;
}

const variableRows = batchOf(
  {
    component: "text",
    instance: "text",
    evse: "int",
    variable: "text",
    attribute: "text",
    value: "text?",
    isReadOnly: "boolean?",
  },
  "input",
);

const asRow = (reported: ReportedVariable) => ({
  component: reported.component,
  instance: reported.instance ?? "",
  evse: reported.evse ?? 0,
  variable: reported.variable,
  attribute: reported.attribute,
  value: shownValue(reported),
  isReadOnly: reported.isReadOnly,
});

/** That it is set may be known. */
const shownValue = ({ variable, value }: ReportedVariable): string | null =>
  value !== null && value !== "" && isSecretVariable(variable) ? HIDDEN : value;

const nameOf = ({ component, instance, evse, variable, attribute }: ReportedVariable): string =>
  JSON.stringify([component, instance ?? "", evse ?? 0, variable, attribute]);
