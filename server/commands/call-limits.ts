import type { GatewayTransaction } from "@/db/gateway";
import { queryIn } from "@/db/handle";
import type { StationCommand } from "@/server/domain/station/command";
import type { CallLimits } from "@/server/domain/station/split-command";
import type { StationIdentity } from "@/server/station-events/exchange";

/** The messages whose size a station may bound, by the command that they carry. */
const MESSAGES: { readonly [type: string]: string } = {
  "get-variables": "GetVariables",
  "set-variables": "SetVariables",
};

/**
 * What one message to the station may carry, as it last reported: ItemsPerMessage and
 * BytesPerMessage of DeviceDataCtrlr for that message (2.0.1 part 2 §2.9), or 1.6's
 * GetConfigurationMaxKeys.
 */
export async function callLimits(
  sql: GatewayTransaction,
  { tenantId, stationId }: StationIdentity,
  { type }: StationCommand,
): Promise<CallLimits> {
  const message = MESSAGES[type];
  if (message === undefined) return { items: null, bytes: null };
  const rows = await queryIn(sql)<{ variable: string; value: string }>`
    select v.variable, v.value
      from station_variables v join stations s on s.tenant_id = v.tenant_id and s.id = v.station_id
     where v.tenant_id = ${tenantId}::uuid and v.station_id = ${stationId}::uuid and v.attribute = 'Actual'
       and (s.ocpp_version <> '1.6' and v.component = 'DeviceDataCtrlr'
            and v.variable in ('ItemsPerMessage', 'BytesPerMessage')
            -- some firmware leaves out the s
            and v.instance in (${message}::text, ${message.slice(0, -1)}::text)
            or s.ocpp_version = '1.6' and v.component = '' and v.variable = 'GetConfigurationMaxKeys'
            and ${message}::text = 'GetVariables')`;
  const limitOf = (...names: readonly string[]): number | null => {
    const value = Number(rows.find(({ variable }) => names.includes(variable))?.value);
    return Number.isSafeInteger(value) && value > 0 ? value : null;
  };
  return { items: limitOf("ItemsPerMessage", "GetConfigurationMaxKeys"), bytes: limitOf("BytesPerMessage") };
}
