import { sql } from "drizzle-orm";
import { z } from "zod";
import type { TenantRead } from "@/db/tenant";
import type { DeviationKind } from "@/server/domain/station/deviation";
import { InstantKey, pageInput, pageOf, positionOf } from "@/server/listing/keyset";

export const ListDeviations = z
  .object({
    /** of this station only */
    stationId: z.uuid().optional(),
    /** of all stations of this vendor and model, as they reported themselves then */
    vendor: z.string().max(200).optional(),
    model: z.string().max(200).optional(),
    ...pageInput(100, 500),
  })
  .omit({ before: true });

export type ListedDeviation = {
  readonly stationId: string;
  readonly stationName: string;
  readonly identity: string;
  readonly kind: DeviationKind;
  /** "*": many places, counted together */
  readonly place: string;
  readonly vendor: string;
  readonly model: string;
  readonly firmwareVersion: string;
  /** whole number as text */
  readonly count: string;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly ocppVersion: string;
  readonly action: string | null;
  readonly example: string;
  readonly value: string | null;
};

type Row = Omit<ListedDeviation, "firstAt" | "lastAt"> & { readonly firstAt: string; readonly lastAt: string };

const LastAtAndNames = z.tuple([InstantKey, z.string()]);

/** How stations depart from their specification, the latest first. */
export async function listDeviations(
  db: TenantRead,
  { stationId, vendor, model, after, limit }: z.infer<typeof ListDeviations>,
): Promise<{ readonly deviations: readonly ListedDeviation[]; readonly after: string | null }> {
  const position = positionOf({ after }, LastAtAndNames);
  const [at, name] = position.keys ?? [null, null];
  const found = await db.execute<Row & { readonly name: string }>(sql`
    select d.station_id as "stationId", t.name as "stationName", t.identity, d.kind, d.place, d.vendor, d.model,
           d.firmware_version as "firmwareVersion", d.count::text as count, d.first_at as "firstAt",
           d.last_at as "lastAt", d.ocpp_version as "ocppVersion", d.action, d.example, d.value, ${NAME} as name
      from station_deviations d
      join stations t on t.tenant_id = d.tenant_id and t.id = d.station_id
     where d.tenant_id = ${db.tenantId}::uuid
       and (${stationId ?? null}::uuid is null or d.station_id = ${stationId ?? null}::uuid)
       and (${vendor ?? null}::text is null or d.vendor = ${vendor ?? null}::text)
       and (${model ?? null}::text is null or d.model = ${model ?? null}::text)
       and (${at}::timestamptz is null or (d.last_at, ${NAME}) < (${at}::timestamptz, ${name}::text))
     order by d.last_at desc, ${NAME} desc limit ${limit + 1}::int`);
  const page = pageOf(found, limit, position, (row) => [row.lastAt, row.name]);
  const deviations = page.rows.map(({ name: _name, firstAt, lastAt, ...row }) => ({
    ...row,
    firstAt: new Date(firstAt),
    lastAt: new Date(lastAt),
  }));
  return { deviations, after: page.after };
}

/** What distinguishes a row from others of the same instant. */
const NAME = sql`concat_ws(chr(31), d.station_id, d.kind, d.place, d.vendor, d.model, d.firmware_version)`;
