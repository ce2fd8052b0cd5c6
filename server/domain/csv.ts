/** CSV as spreadsheets write and read it (RFC 4180, and the variants with semicolon and tab). */

/**
 * Text that a spreadsheet would run as a formula (OWASP "CSV injection"); signed numbers are none.
 */
const FORMULA = /^[=+\-@\t\r\n]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

/** One line of a CSV file: quoted where needed, ended by CRLF. */
export const csvLine = (cells: readonly (string | number | null)[]): string => `${cells.map(encodeCell).join(",")}\r\n`;

function encodeCell(cell: string | number | null): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** `line` is the line of the file on which the record begins, counted from 1. */
export type CsvRecord = { readonly line: number; readonly cells: readonly string[] };

/**
 * Reads a whole file. The separator is the most frequent of comma, semicolon and tab in the first
 * line; a byte order mark is dropped, cells are trimmed, empty lines are skipped but counted. An
 * unclosed quote runs to the end of the file: its record has too few cells, which the caller must
 * report.
 */
export function readCsv(text: string): CsvRecord[] {
  const plain = text.replace(/^\uFEFF/, "");
  const separator = separatorOf(plain);
  const records: CsvRecord[] = [];
  let line = 1;
  let recordLine = 1;
  let cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  const endRecord = (): void => {
    cells.push(cell.trim());
    if (cells.some((one) => one !== "")) records.push({ line: recordLine, cells });
    cells = [];
    cell = "";
  };
  for (let index = 0; index < plain.length; index++) {
    const char = plain.charAt(index);
    if (char === "\n") line++;
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (plain.charAt(index + 1) === '"') cell += plain.charAt(++index);
      else isQuoted = false;
    } else if (char === '"' && cell.trim() === "") [isQuoted, cell] = [true, ""];
    else if (char === separator) {
      cells.push(cell.trim());
      cell = "";
    } else if (char === "\n") {
      endRecord();
      recordLine = line;
    } else if (char !== "\r") cell += char;
  }
  endRecord();
  return records;
}

function separatorOf(text: string): string {
  const head = text.slice(0, text.search(/\r?\n|$/));
  const count = (separator: string): number => head.split(separator).length;
  return [",", ";", "\t"].reduce((best, next) => (count(next) > count(best) ? next : best));
}
