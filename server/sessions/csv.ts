/** A text that a spreadsheet would run as a formula (OWASP "CSV injection"); plain numbers with a sign are not. */
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

/** One line of a CSV file, RFC 4180: quoted where needed, ended by CRLF. */
export const csvLine = (cells: readonly (string | number | null)[]): string => `${cells.map(written).join(",")}\r\n`;

function written(cell: string | number | null): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
