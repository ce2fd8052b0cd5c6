import { type AnnexRow, annexIsNetOnly, type InvoiceModel } from "@/server/documents/invoice-model";
import type { CsvColumns } from "@/server/listing/csv-file";
import { csvLine } from "@/server/domain/csv";
import { milliWhToKwh } from "@/server/domain/energy";
import { moneyToDecimal } from "@/server/domain/money";

/**
 * So many sessions are printed in a document's annex; more come with it as a file. A printed row
 * costs the worker ten milliseconds and a third of a megabyte, and a partner's month may have tens
 * of thousands.
 */
export const MAX_ANNEX_ROWS = 1_000;

/** Whether the sessions of a document are too many for its paper. */
export const needsSessionsFile = ({ annex }: Pick<InvoiceModel, "annex">): boolean => annex.length > MAX_ANNEX_ROWS;

/** "INV-RBP-2026-000123.pdf", "INV-RBP-2026-000123-sessions.csv": safe in any folder. */
export const fileNameOf = (number: string, kind: "pdf" | "csv"): string =>
  `${number.replace(/[^A-Za-z0-9._-]/g, "-")}${kind === "pdf" ? ".pdf" : "-sessions.csv"}`;

/**
 * The sessions behind a document as CSV (RFC 4180): decimals with ".", exact to the last digit;
 * instants in UTC. Where VAT belongs to the whole document there is none of a session.
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
