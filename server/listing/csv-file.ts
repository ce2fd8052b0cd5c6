import { csvLine } from "@/server/domain/csv";

/**
 * The columns of a file by their names, each with how a row is written: decimals with ".", instants
 * in UTC.
 */
export type CsvColumns<Row> = readonly (readonly [name: string, write: (row: Row) => string | number | null])[];

/**
 * A whole list as CSV (RFC 4180). Each chunk is read in a short transaction of its own, so a slow
 * reader holds nothing open.
 * @param readAfter the next rows behind the last one written, at most `chunk`; fewer are the end
 */
export async function* csvFile<Row>(
  columns: CsvColumns<Row>,
  chunk: number,
  readAfter: (last: Row | undefined) => Promise<readonly Row[]>,
): AsyncGenerator<string> {
  yield csvLine(columns.map(([name]) => name));
  let last: Row | undefined;
  do {
    const rows = await readAfter(last);
    if (rows.length > 0) yield rows.map((row) => csvLine(columns.map(([, write]) => write(row)))).join("");
    last = rows.length === chunk ? rows.at(-1) : undefined;
  } while (last !== undefined);
}
