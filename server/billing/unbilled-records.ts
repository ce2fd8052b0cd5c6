import { sql } from "drizzle-orm";
import type { TenantRead } from "@/db/tenant";
import type { ChargeRecordSummary } from "@/server/domain/invoice/invoice";
import type { ComponentAmount, ComponentKind, TaxGroup } from "@/server/domain/tariff/rating";
import type { PriceSide } from "@/server/domain/tariff/tariff";

/** A charge record that no document bills yet, with the facts of its annex row. */
export type UnbilledRecord = ChargeRecordSummary & {
  billingAccountId: string;
  isCredit: boolean;
  netMinor: bigint;
  taxMinor: bigint;
  grossMinor: bigint;
  sessionNumber: number;
  timeZone: string;
  site: string;
  station: string;
  token: string | null;
};

type Row = {
  id: string;
  session_id: string;
  billing_account_id: string;
  kind: "NORMAL" | "CREDIT";
  site_country: string;
  time_zone: string;
  started_ms: string;
  ended_ms: string;
  energy_milli_wh: string;
  currency: string;
  anchor: PriceSide;
  session_number: number;
  site: string;
  station: string;
  token: string | null;
  lines: { kind: ComponentKind; vatPercent: string; net: string; tax: string; gross: string }[];
};

/**
 * Charge records of a legal entity that ended before `endedBefore`, with an account to bill and
 * without a billing document; oldest first. Membership is by link, not by date: a late record is in
 * the next run (billing: documents).
 */
export async function findUnbilledRecords(
  db: TenantRead,
  legalEntityId: string,
  endedBefore: Date,
): Promise<UnbilledRecord[]> {
  const rows = await db.execute<Row>(sql`
    select r.id, r.session_id, r.billing_account_id, r.kind, r.site_country, r.time_zone, r.currency, r.anchor,
           (extract(epoch from r.started_at) * 1000)::bigint::text as started_ms,
           (extract(epoch from r.ended_at) * 1000)::bigint::text as ended_ms,
           r.energy_milli_wh::text as energy_milli_wh,
           s.number as session_number, coalesce(r.snapshot #>> '{site,name}', '') as site,
           coalesce(r.snapshot #>> '{station,name}', '') as station,
           coalesce(r.snapshot #>> '{token,contractId}', r.snapshot #>> '{token,label}',
           r.snapshot #>> '{token,uid}') as token,
           (select jsonb_agg(jsonb_build_object('kind', l.kind, 'vatPercent', l.vat_percent, 'net', l.net_minor::text,
                     'tax', l.tax_minor::text, 'gross', l.gross_minor::text) order by l.line_number)
              from charge_lines l where l.tenant_id = r.tenant_id and l.charge_record_id = r.id) as lines
      from unbilled_records u
      join charge_records r on r.tenant_id = u.tenant_id and r.id = u.charge_record_id
      join sessions s on s.tenant_id = r.tenant_id and s.id = r.session_id
     where r.legal_entity_id = ${legalEntityId} and r.ended_at < ${endedBefore.toISOString()}::timestamptz
     order by r.ended_at, r.id`);
  return rows.map(recordOf);
}

function recordOf(row: Row): UnbilledRecord {
  const components = (row.lines ?? []).map((line) => ({
    kind: line.kind,
    vatPercent: line.vatPercent,
    netMinor: BigInt(line.net),
    taxMinor: BigInt(line.tax),
    grossMinor: BigInt(line.gross),
  }));
  return {
    id: row.id,
    sessionId: row.session_id,
    billingAccountId: row.billing_account_id,
    isCredit: row.kind === "CREDIT",
    siteCountry: row.site_country,
    timeZone: row.time_zone,
    startedAtMs: BigInt(row.started_ms),
    endedAtMs: BigInt(row.ended_ms),
    energyMilliWh: BigInt(row.energy_milli_wh),
    currency: row.currency,
    priceSide: row.anchor,
    components,
    taxGroups: taxGroupsOf(components),
    ...totalOf(components),
    sessionNumber: row.session_number,
    site: row.site,
    station: row.station,
    token: row.token,
  };
}

/** The components of a record add up to its tax groups exactly (billing rule N4). */
function taxGroupsOf(components: readonly ComponentAmount[]): TaxGroup[] {
  const rates = [...new Set(components.map((component) => component.vatPercent))];
  return rates.map((vatPercent) => ({
    vatPercent,
    ...totalOf(components.filter((component) => component.vatPercent === vatPercent)),
  }));
}

/** Sums of whole minor units, each side on its own. */
function totalOf(amounts: readonly { netMinor: bigint; taxMinor: bigint; grossMinor: bigint }[]): {
  netMinor: bigint;
  taxMinor: bigint;
  grossMinor: bigint;
} {
  return amounts.reduce(
    (whole, part) => ({
      netMinor: whole.netMinor + part.netMinor,
      taxMinor: whole.taxMinor + part.taxMinor,
      grossMinor: whole.grossMinor + part.grossMinor,
    }),
    { netMinor: 0n, taxMinor: 0n, grossMinor: 0n },
  );
}
