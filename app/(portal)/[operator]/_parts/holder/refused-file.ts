import { csvLine, readCsv } from "@/server/domain/csv";
import type { ImportReport } from "./holder-types";

type Line = ImportReport["lines"][number];

/**
 * The refused lines as they were, with the reason in the reader's words where the server wrote its
 * mark.
 */
export function refusedFile({ refusedCsv, lines }: ImportReport, reasonOf: (line: Line) => string): string {
  const refused = lines.filter(({ outcome }) => outcome === "refused");
  const [head, ...records] = readCsv(refusedCsv ?? "");
  const reasons = records.map(({ cells }, at) => {
    const line = refused[at];
    return line ? [...cells.slice(0, -1), reasonOf(line)] : cells;
  });
  return [head?.cells ?? [], ...reasons].map(csvLine).join("");
}
