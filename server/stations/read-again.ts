import { z } from "zod";
import { queryOf } from "@/db/handle";
import type { TenantRead, TenantWrite } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import { MAX_REREAD, type RereadReport } from "@/server/domain/station/reread";
import { InstantKey } from "@/server/listing/keyset";
import { REREADS_CHANNEL } from "@/server/station-port/rereads-channel";

export const ReadAgain = z.object({
  stationId: z.uuid(),
  /** preview: only what would change */
  mode: z.enum(["preview", "apply"]),
  /** lines of the message log */
  messages: z
    .array(z.object({ receivedAt: InstantKey, id: z.string().regex(/^\d{1,19}$/) }))
    .min(1)
    .max(MAX_REREAD),
});

export const GetReread = z.object({ rereadId: z.uuid() });

export type Reread = {
  readonly state: "requested" | "running" | "done" | "failed";
  /** null until it is done */
  readonly report: RereadReport | null;
};

/**
 * Has refused frames of a station read again by a gateway, which alone knows the dialects; watch
 * "reread:<id>" for what comes of it.
 * @throws Refusal NOT_FOUND for a station that is unknown or was refused nothing.
 */
export async function readAgain(
  db: TenantWrite,
  requestedBy: string,
  { stationId, mode, messages }: z.infer<typeof ReadAgain>,
): Promise<{ readonly rereadId: string }> {
  const query = queryOf(db);
  const [row] = await query<{ rereadId: string }>`
    insert into rereads (tenant_id, station_id, mode, messages, requested_by)
    select t.tenant_id, t.id, ${mode}::text, ${JSON.stringify(messages)}::text::jsonb, ${requestedBy}::uuid
      from stations t where t.tenant_id = ${db.tenantId}::uuid and t.id = ${stationId}::uuid
       and exists (select from ocpp_messages m where m.tenant_id = t.tenant_id and m.station_id = t.id
         and m.error_code is not null)
    returning id as "rereadId"`;
  if (!row) throw new Refusal("station_not_found");
  await query`select pg_notify(${REREADS_CHANNEL}::text, ${`${db.tenantId}/${row.rereadId}`}::text)`;
  return row;
}

/**
 * How a request to read frames again went.
 * @throws Refusal NOT_FOUND
 */
export async function getReread(db: TenantRead, { rereadId }: z.infer<typeof GetReread>): Promise<Reread> {
  const [row] = await queryOf(db)<Reread>`
    select state, result as report from rereads where tenant_id = ${db.tenantId}::uuid and id = ${rereadId}::uuid`;
  if (!row) throw new Refusal("station_not_found");
  return row;
}
