/**
 * A file of drivers or tokens, read and checked line by line. Pure: what the database says comes
 * later.
 */
import { z } from "zod";
import { csvLine, type CsvRecord, readCsv } from "@/server/domain/csv";
import { Refusal } from "@/server/domain/refusal";

/** Why a line was not taken. The screen has a sentence for each. */
export const IMPORT_PROBLEMS = [
  "TOO_FEW_CELLS",
  "UID_MISSING",
  "UID_MALFORMED",
  "TYPE_UNKNOWN",
  "EMAIL_MISSING",
  "EMAIL_MALFORMED",
  "NAME_MISSING",
  "COUNTRY_MALFORMED",
  "LANGUAGE_UNKNOWN",
  "DATE_MALFORMED",
  "TOO_LONG",
  "TWICE_IN_FILE",
  "TOKEN_TAKEN",
] as const;

export type ImportProblem = (typeof IMPORT_PROBLEMS)[number];

/** A problem with what it is about: the other line of the file, the token's holder, the column. */
export type LineProblem = { readonly problem: ImportProblem; readonly about: string | null };

export type ImportOutcome = "new_driver" | "new_token" | "unchanged" | "refused";

export type LineReport = {
  readonly line: number;
  readonly uid: string | null;
  /** who gets it */
  readonly holder: string | null;
  readonly outcome: ImportOutcome;
  readonly problem: ImportProblem | null;
  readonly about: string | null;
};

export type ImportReport = {
  readonly isDryRun: boolean;
  readonly counts: Readonly<Record<ImportOutcome, number>>;
  /** of every line of the file, in its order */
  readonly lines: readonly LineReport[];
  /**
   * the refused lines as they were, with the reason in two more columns; null when all was taken
   */
  readonly refusedCsv: string | null;
};

export const ImportFile = z.object({
  fileName: z.string().trim().max(200).default(""),
  text: z.string().min(1, "The file is empty.").max(4_000_000, "The file is too large; split it."),
  /** only say what would happen */
  dryRun: z.boolean(),
});

const MAX_LINES = 20_000;

export type ReadLine<Column extends string> = {
  readonly record: CsvRecord;
  readonly values: Readonly<Record<Column, string>>;
  readonly tooShort: boolean;
};

export type ReadTable<Column extends string> = {
  readonly head: readonly string[];
  readonly lines: readonly ReadLine<Column>[];
};

/**
 * Finds the columns by the names in the first line (case, spaces and dashes do not matter) and
 * gives each line's cells by column; a column that the file does not have is empty. @throws Refusal
 * INVALID when a needed column is not there or the file is too long.
 */
export function readTable<Column extends string>(
  text: string,
  columns: Readonly<Record<Column, readonly string[]>>,
  needed: readonly NoInfer<Column>[],
): ReadTable<Column> {
  const [head, ...records] = readCsv(text);
  if (!head) throw new Refusal("file_empty", { field: "text" });
  if (records.length > MAX_LINES) {
    throw new Refusal("file_too_long", {
      field: "text",
      lines: MAX_LINES,
    });
  }
  const names = head.cells.map(plainName);
  const columnIndexes = new Map<Column, number>();
  for (const column of Object.keys(columns) as Column[]) {
    const index = names.findIndex((name) => name === plainName(column) || columns[column].includes(name));
    if (index >= 0) columnIndexes.set(column, index);
  }
  const missing = needed.filter((column) => !columnIndexes.has(column));
  if (missing.length > 0) {
    throw new Refusal("columns_missing", {
      field: "text",
      missing,
      columns: missing.join(", "),
    });
  }
  const minCells = Math.max(...needed.map((column) => columnIndexes.get(column) ?? 0)) + 1;
  const valuesOf = (record: CsvRecord): Record<Column, string> =>
    Object.fromEntries(
      (Object.keys(columns) as Column[]).map((column) => [
        column,
        unescapeFormula(record.cells[columnIndexes.get(column) ?? -1] ?? ""),
      ]),
    ) as Record<Column, string>;
  return {
    head: head.cells,
    lines: records.map((record) => ({
      record,
      values: valuesOf(record),
      tooShort: record.cells.length < minCells,
    })),
  };
}

/** Takes back what disarmed a formula when we wrote the file. */
const unescapeFormula = (cell: string): string => cell.replace(/^'(?=[=+\-@])/, "");

const plainName = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, "");

/** The report over all lines, with the file of those that were refused. */
export function reportOf(isDryRun: boolean, table: ReadTable<string>, lines: readonly LineReport[]): ImportReport {
  const counts = { new_driver: 0, new_token: 0, unchanged: 0, refused: 0 };
  for (const { outcome } of lines) counts[outcome]++;
  const refused = lines.flatMap((report, index) => {
    const record = table.lines[index]?.record;
    return report.outcome === "refused" && record ? [{ report, record }] : [];
  });
  const refusedCsv =
    refused.length === 0
      ? null
      : csvLine([...table.head, "line", "reason"]) +
        refused
          .map(({ report, record }) => {
            const padded = table.head.map((_, index) => record.cells[index] ?? "");
            const reason = report.about === null ? report.problem : `${report.problem}: ${report.about}`;
            return csvLine([...padded, report.line, reason]);
          })
          .join("");
  return { isDryRun, counts, lines, refusedCsv };
}
