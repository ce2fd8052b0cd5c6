import { sql } from "drizzle-orm";
import { readTenant } from "@/db/tenant";
import { type CsvColumns, csvFile } from "@/server/listing/csv-file";
import { milliWhToKwh } from "@/server/domain/energy";
import { moneyToDecimal } from "@/server/domain/money";
import { type SessionFilter, sessionCondition } from "@/server/sessions/session-filter";
import { ROW_COLUMNS, ROW_SOURCES, type StoredRow } from "@/server/sessions/session-row";

type ExportRow = StoredRow & {
  readonly stationIdentity: string;
  readonly contractId: string | null;
  readonly tariffName: string | null;
  readonly tariffVersion: number | null;
  readonly stopReason: string | null;
  readonly chargeRecordId: string | null;
  readonly invoiceNumber: string | null;
};

const CHUNK = 1_000;

const COLUMNS: CsvColumns<ExportRow> = [
  ["session_number", (row) => row.number],
  ["state", (row) => row.state],
  ["billing_state", (row) => row.billingState],
  ["site", (row) => row.siteName],
  ["station", (row) => row.stationName],
  ["station_identity", (row) => row.stationIdentity],
  ["evse", (row) => row.evseNumber],
  ["token", (row) => row.tokenUid],
  ["token_label", (row) => row.tokenLabel],
  ["contract", (row) => row.contractId],
  ["driver", (row) => row.driverName],
  ["partner", (row) => row.emspName],
  ["started_at", (row) => new Date(row.startedAtMs).toISOString()],
  ["ended_at", (row) => (row.endedAtMs === null ? null : new Date(row.endedAtMs).toISOString())],
  ["duration_seconds", (row) => (row.endedAtMs === null ? null : Math.round((row.endedAtMs - row.startedAtMs) / 1000))],
  ["time_zone", (row) => row.timeZone],
  ["energy_kwh", (row) => (row.energyMilliWh === null ? null : milliWhToKwh(BigInt(row.energyMilliWh)))],
  ["stop_reason", (row) => row.stopReason],
  ["tariff", (row) => row.tariffName],
  ["tariff_version", (row) => row.tariffVersion],
  ["currency", (row) => row.currency],
  ["net", (row) => amount(row, row.netMinor)],
  ["tax", (row) => amount(row, row.taxMinor)],
  ["gross", (row) => amount(row, row.grossMinor)],
  ["is_credited", (row) => (row.grossMinor === null ? null : String(row.isCredited))],
  ["charge_record", (row) => row.chargeRecordId],
  ["invoice", (row) => row.invoiceNumber],
];

/** The whole filtered set as CSV, newest first. The caller has checked the right. */
export const exportSessions = (tenantId: string, filter: SessionFilter): AsyncGenerator<string> =>
  csvFile(COLUMNS, CHUNK, (last) => readChunk(tenantId, filter, last));

function readChunk(
  tenantId: string,
  filter: SessionFilter,
  last: ExportRow | undefined,
): Promise<readonly ExportRow[]> {
  const afterCursor = last
    ? sql`(s.started_at, s.id) < (${last.startedAtText}::timestamptz, ${last.id}::uuid)`
    : sql`true`;
  return readTenant(tenantId, async (db) => {
    const rows = await db.execute(sql`
      select ${ROW_COLUMNS}, st.identity as "stationIdentity", k.contract_id as "contractId",
             s.stop_reason as "stopReason",
             tf.name as "tariffName", v.version as "tariffVersion", cr.id as "chargeRecordId",
             (select i.number from invoice_charge_records l join invoices i on i.tenant_id = l.tenant_id
              and i.id = l.invoice_id
               where l.tenant_id = s.tenant_id and l.charge_record_id = cr.id and l.document_type = 'INVOICE'
                 and l.released_at is null
               limit 1) as "invoiceNumber"
        from sessions s ${ROW_SOURCES}
        left join tariff_versions v on v.tenant_id = s.tenant_id and v.id = s.tariff_version_id
        left join tariffs tf on tf.tenant_id = v.tenant_id and tf.id = v.tariff_id
       where ${sessionCondition(tenantId, filter)} and ${afterCursor}
       order by s.started_at desc, s.id desc limit ${CHUNK}`);
    return rows as readonly unknown[] as readonly ExportRow[];
  });
}

const amount = ({ currency }: ExportRow, minor: string | null): string | null =>
  currency === null || minor === null ? null : moneyToDecimal({ minor: BigInt(minor), currency });
