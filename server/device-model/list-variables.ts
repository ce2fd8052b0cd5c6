import { z } from "zod";
import { queryOf } from "@/db/handle";
import type { TenantRead } from "@/db/tenant";
import { containsPattern } from "@/server/listing/like";

export const ListVariables = z.object({
  stationId: z.uuid(),
  query: z.string().trim().max(100).default(""),
  /** only those that may be changed */
  writable: z.boolean().default(false),
  limit: z.number().int().min(1).max(2000).default(500),
});

export type VariableRow = {
  /** "" for a configuration key of OCPP 1.6 */
  readonly component: string;
  readonly instance: string;
  /** 0: belongs to no EVSE */
  readonly evse: number;
  readonly variable: string;
  readonly attribute: string;
  readonly value: string | null;
  readonly isReadOnly: boolean;
  readonly reportedAt: Date;
};

type Row = Omit<VariableRow, "reportedAt"> & { readonly reportedAt: string; readonly total: number };

/**
 * A station's configuration keys (1.6) or device model (2.0.1) as it last reported them, by
 * component and name.
 */
export async function listVariables(
  db: TenantRead,
  { stationId, query, writable, limit }: z.infer<typeof ListVariables>,
): Promise<{ variables: readonly VariableRow[]; total: number }> {
  const part = query === "" ? null : containsPattern(query);
  const rows = await queryOf(db)<Row>`
    select v.component, v.instance, v.evse_number as evse, v.variable, v.attribute, v.value,
           v.is_read_only as "isReadOnly",
           v.reported_at as "reportedAt", count(*) over ()::int as total
      from station_variables v
     where v.station_id = ${stationId}::uuid and (not ${writable}::boolean or not v.is_read_only)
       and (${part}::text is null or v.component ilike ${part}::text or v.variable ilike ${part}::text
         or v.instance ilike ${part}::text or v.value ilike ${part}::text)
     order by v.component, v.evse_number, v.instance, v.variable, v.attribute limit ${limit}::int`;
  return {
    variables: rows.map(({ total: _total, ...row }) => ({ ...row, reportedAt: new Date(row.reportedAt) })),
    total: rows[0]?.total ?? 0,
  };
}
