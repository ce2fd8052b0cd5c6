import { type AnnexRow, annexIsNetOnly, type InvoiceModel } from "@/server/documents/invoice-model";
import type { CsvColumns } from "@/server/listing/csv-file";
import { csvLine } from "@/server/domain/csv";
import { milliWhToKwh } from "@/server/domain/energy";
import { moneyToDecimal } from "@/server/domain/money";

/**
 * Sessions printed in a document's annex; more are sent as a file. A printed row costs the worker
 * 10 ms and a third of a megabyte, and a partner's month may have tens of thousands.
 */
export const MAX_ANNEX_ROWS = 1_000;

/** True when a document has more sessions than its annex prints. */
export const needsSessionsFile = ({ annex }: Pick<InvoiceModel, "annex">): boolean => annex.length > MAX_ANNEX_ROWS;

/**
 * "INV-RBP-2026-000123.pdf", "INV-RBP-2026-000123-sessions.csv": a valid file name on any system.
 */
export const fileNameOf = (number: string, kind: "pdf" | "csv"): string =>
  `${number.replace(/[^A-Za-z0-9._-]/g, "-")}${kind === "pdf" ? ".pdf" : "-sessions.csv"}`;

/**
 * The sessions of a document as CSV (RFC 4180): decimals with ".", exact; instants in UTC. Where
 * VAT is computed on the whole document, sessions have none.
 */
export function sessionsFile(model: InvoiceModel): string {
  const columns = columnsOf(model);
  const lines = model.annex.map((row) => csvLine(columns.map(([, write]) => write(row))));
  return csvLine(columns.map(([name]) => name)) + lines.join("");
}

function columnsOf(model: InvoiceModel): CsvColumns<AnnexRow> {
  const { currency } = model;
  const isNetOnly = annexIsNetOnly(model);
  const amount = (minor: string): string => moneyToDecimal({ minor: BigInt(minor), currency });
  return [
    ["session_number", (row) => row.sessionNumber],
    ["started_at", (row) => row.startedAt],
    ["ended_at", (row) => row.endedAt],
    ["time_zone", (row) => row.timeZone],
    ["site", (row) => row.site],
    ["station", (row) => row.station],
    ["token", (row) => row.token],
    ["energy_kwh", (row) => milliWhToKwh(BigInt(row.energyMilliWh))],
    ["currency", () => currency],
    ["net", (row) => amount(row.netMinor)],
    ["tax", (row) => (isNetOnly ? null : amount(row.taxMinor))],
    ["gross", (row) => (isNetOnly ? null : amount(row.grossMinor))],
    ["is_credit", (row) => String(row.isCredit)],
    ["charge_record", (row) => row.recordId],
  ];
}
