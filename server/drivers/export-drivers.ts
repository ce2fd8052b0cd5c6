import { sql } from "drizzle-orm";
import type { z } from "zod";
import { readTenant } from "@/db/tenant";
import { type CsvColumns, csvFile } from "@/server/listing/csv-file";
import { type DriverFilter, driverCondition } from "./list-drivers";

type Row = {
  readonly key: string;
  readonly driverId: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string | null;
  readonly isActive: boolean;
  readonly street: string | null;
  readonly postalCode: string | null;
  readonly city: string | null;
  readonly country: string;
  readonly vatId: string | null;
  readonly locale: string;
  readonly seller: string;
  readonly uid: string | null;
  readonly kind: string | null;
  readonly label: string | null;
  readonly tokenState: string | null;
  readonly lastDay: string | null;
  readonly tokenId: string;
};

const CHUNK = 2_000;

/** Named as the import reads them, so that a file that was written can be read. */
const COLUMNS: CsvColumns<Row> = [
  ["name", (row) => row.name],
  ["email", (row) => row.email],
  ["phone", (row) => row.phone],
  ["uid", (row) => row.uid],
  ["type", (row) => (row.kind === "unspecified" ? null : row.kind)],
  ["label", (row) => row.label],
  ["last_day", (row) => row.lastDay],
  ["street", (row) => row.street],
  ["postal_code", (row) => row.postalCode],
  ["city", (row) => row.city],
  ["country", (row) => row.country],
  ["vat_id", (row) => row.vatId],
  ["language", (row) => row.locale],
  ["driver_state", (row) => (row.isActive ? "active" : "blocked")],
  ["token_state", (row) => row.tokenState],
  ["billed_by", (row) => row.seller],
];

/**
 * The whole filtered set by name, one line for each token (one for a driver without). The caller
 * has checked the right.
 */
export const exportDrivers = (tenantId: string, filter: z.infer<typeof DriverFilter>): AsyncGenerator<string> =>
  csvFile(COLUMNS, CHUNK, (last) => readChunk(tenantId, filter, last));

const NO_TOKEN = "00000000-0000-0000-0000-000000000000";

function readChunk(
  tenantId: string,
  filter: z.infer<typeof DriverFilter>,
  last: Row | undefined,
): Promise<readonly Row[]> {
  const afterLast = last
    ? sql`(lower(d.name), d.id, coalesce(k.id, ${NO_TOKEN}::uuid)) > (${last.key}, ${last.driverId}::uuid,
    ${last.tokenId}::uuid)`
    : sql`true`;
  return readTenant(tenantId, async (db) => {
    const rows = await db.execute<Row>(sql`
      select lower(d.name) as key, d.id as "driverId", d.name, d.email, d.phone, d.is_active as "isActive", a.street,
             a.postal_code as "postalCode", a.city, a.country, a.vat_id as "vatId", a.locale, e.name as seller,
             k.uid, k.kind, k.label, case when k.valid_until < now() then 'expired' else k.state end as "tokenState",
             ((k.valid_until at time zone o.time_zone) - interval '1 microsecond')::date::text as "lastDay",
             coalesce(k.id, ${NO_TOKEN}::uuid) as "tokenId"
        from drivers d
        join billing_accounts a on a.tenant_id = d.tenant_id and a.id = d.billing_account_id
        join legal_entities e on e.tenant_id = a.tenant_id and e.id = a.legal_entity_id
        join operators o on o.id = d.tenant_id
        left join tokens k on k.tenant_id = d.tenant_id and k.driver_id = d.id
       where ${driverCondition(filter)} and ${afterLast}
       order by lower(d.name), d.id, coalesce(k.id, ${NO_TOKEN}::uuid) limit ${CHUNK}`);
    return [...rows];
  });
}
