import { queryOf } from "@/db/handle";
import type { TenantRead } from "@/db/tenant";

/** A charge record of a session and the documents that bill it. */
export type SessionRecord = {
  readonly id: string;
  readonly kind: "NORMAL" | "CREDIT";
  readonly currency: string;
  readonly netMinor: string;
  readonly taxMinor: string;
  readonly grossMinor: string;
  readonly issuedAtMs: number;
  readonly contentHash: string;
  readonly documents: readonly {
    readonly id: string;
    readonly number: string | null;
    readonly type: "INVOICE" | "CREDIT_NOTE";
    readonly state: string;
  }[];
};

/**
 * A session's charge records, oldest first, and the stored rating of the first; `rating` is null
 * while it is not billed.
 */
export async function readRecords(
  db: TenantRead,
  sessionId: string,
): Promise<{ records: readonly SessionRecord[]; rating: unknown }> {
  const rows = await queryOf(db)<SessionRecord & { rating: unknown }>`
    select c.id, c.kind, c.currency, c.net_minor::text as "netMinor", c.tax_minor::text as "taxMinor",
           c.gross_minor::text as "grossMinor",
           (extract(epoch from c.issued_at) * 1000)::float8 as "issuedAtMs", c.content_hash as "contentHash",
           case when c.kind = 'NORMAL' then c.rating end as rating,
           coalesce((
             select jsonb_agg(jsonb_build_object('id', i.id, 'number', i.number, 'type', i.document_type, 'state',
                    i.state) order by i.created_at)
               from invoice_charge_records l join invoices i on i.tenant_id = l.tenant_id and i.id = l.invoice_id
              where l.tenant_id = c.tenant_id and l.charge_record_id = c.id), '[]') as documents
      from charge_records c
     where c.tenant_id = ${db.tenantId}::uuid and c.session_id = ${sessionId}::uuid
     order by c.issued_at, c.id`;
  const normal = rows.find(({ kind }) => kind === "NORMAL");
  return { records: rows.map(({ rating: _rating, ...record }) => record), rating: normal?.rating ?? null };
}
