import { z } from "zod";
import type { Query } from "@/db/query";
import { queryOf } from "@/db/handle";
import type { TenantWrite } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import type { TariffContent } from "@/server/domain/tariff/tariff";
import { announce } from "@/server/live/announce";
import { lockActiveTariff } from "@/server/tariffs/find-tariff";

/** Where a tariff holds: everywhere, at one site, or at one station. */
const Place = z.discriminatedUnion("scope", [
  z.object({ scope: z.literal("operator") }),
  z.object({ scope: z.literal("site"), siteId: z.uuid("Choose a site.") }),
  z.object({ scope: z.literal("station"), stationId: z.uuid("Choose a station.") }),
]);

export const AssignTariff = z.object({
  tariffId: z.uuid(),
  place: Place,
  audience: z.enum(["any", "driver", "emsp"]),
  /** null: from now on */
  validFrom: z.date().nullable(),
});

export const EndAssignment = z.object({ assignmentId: z.uuid() });

/**
 * Assigns a published tariff to a place and an audience from an instant on. An older assignment of
 * the same place and audience needs no end: the newest wins.
 * @throws Refusal CONFLICT without a published version, when retired, when drivers would get prices
 *   before VAT, or when the same assignment already holds
 */
export async function assignTariff(
  db: TenantWrite,
  input: z.infer<typeof AssignTariff>,
): Promise<{ assignmentId: string }> {
  const query = queryOf(db);
  const { tariffId, place, audience, validFrom } = input;
  await lockActiveTariff(query, db.tenantId, tariffId);
  await refuseUnassignable(query, db.tenantId, { tariffId, audience });
  const siteId = place.scope === "site" ? place.siteId : null;
  const stationId = place.scope === "station" ? place.stationId : null;
  await refuseUnknownPlace(query, db.tenantId, { siteId, stationId });
  const [duplicate] = await query<{ id: string }>`
    select id from tariff_assignments
     where tenant_id = ${db.tenantId}::uuid and tariff_id = ${tariffId}::uuid and scope = ${place.scope}::text
       and audience = ${audience}::text and site_id is not distinct from ${siteId}::uuid
       and station_id is not distinct from ${stationId}::uuid and (valid_to is null or valid_to > clock_timestamp())`;
  if (duplicate) throw new Refusal("already_assigned");
  const [made] = await query<{ assignmentId: string }>`
    insert into tariff_assignments (tenant_id, tariff_id, scope, site_id, station_id, audience, valid_from)
    values (${db.tenantId}::uuid, ${tariffId}::uuid, ${place.scope}::text, ${siteId}::uuid, ${stationId}::uuid,
      ${audience}::text,
            coalesce(${validFrom?.toISOString() ?? null}::timestamptz, clock_timestamp()))
    returning id as "assignmentId"`;
  if (!made) throw new Error("an assignment was not inserted");
  await announce(db, ["tariffs", `tariff:${tariffId}`, "stations"]);
  return made;
}

/**
 * Ends an assignment now; one that has not begun is deleted.
 * @throws Refusal NOT_FOUND, CONFLICT when it has ended already
 */
export async function endAssignment(db: TenantWrite, { assignmentId }: z.infer<typeof EndAssignment>): Promise<void> {
  const query = queryOf(db);
  const [row] = await query<{ tariffId: string; when: "past" | "now" | "future" }>`
    select tariff_id as "tariffId",
           case when valid_to <= clock_timestamp() then 'past' when valid_from > clock_timestamp() then 'future'
                else 'now' end as "when"
      from tariff_assignments where tenant_id = ${db.tenantId}::uuid and id = ${assignmentId}::uuid for update`;
  if (!row) throw new Refusal("assignment_not_found");
  if (row.when === "past") throw new Refusal("assignment_ended");
  if (row.when === "future") {
    await query`delete from tariff_assignments where tenant_id = ${db.tenantId}::uuid and id = ${assignmentId}::uuid`;
  } else {
    await query`
      update tariff_assignments set valid_to = clock_timestamp()
       where tenant_id = ${db.tenantId}::uuid and id = ${assignmentId}::uuid`;
  }
  await announce(db, ["tariffs", `tariff:${row.tariffId}`, "stations"]);
}

async function refuseUnassignable(
  query: Query,
  tenantId: string,
  { tariffId, audience }: Pick<z.infer<typeof AssignTariff>, "tariffId" | "audience">,
): Promise<void> {
  const [published] = await query<{ priceSide: TariffContent["anchor"] }>`
    select content ->> 'anchor' as "priceSide" from tariff_versions
     where tenant_id = ${tenantId}::uuid and tariff_id = ${tariffId}::uuid and state = 'published'`;
  if (!published) {
    throw new Refusal("publish_first");
  }
  // the linter reports the same of a published version that holds for drivers (L6)
  if (published.priceSide === "NET" && audience !== "emsp") {
    throw new Refusal("net_prices_for_drivers");
  }
}

async function refuseUnknownPlace(
  query: Query,
  tenantId: string,
  { siteId, stationId }: { siteId: string | null; stationId: string | null },
): Promise<void> {
  if (siteId === null && stationId === null) return;
  const [found] = await query<{ id: string }>`
    select id from sites where tenant_id = ${tenantId}::uuid and id = ${siteId}::uuid
    union all
    select id from stations where tenant_id = ${tenantId}::uuid and id = ${stationId}::uuid`;
  if (!found) throw new Refusal(siteId === null ? "station_not_found" : "site_not_found");
}
