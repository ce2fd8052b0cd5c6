import { tokens } from "@/db/schema/tokens";
import type { TenantWrite } from "@/db/tenant";
import type { TokenInput } from "./check-line";
import type { LineReport } from "./import-lines";
import { endOfDay, operatorZone } from "./last-day";

/** A token of an import, with the line it comes from. */
export type NewToken = TokenInput & {
  readonly line: number;
  readonly driverId: string | null;
  readonly emspId: string | null;
};

/**
 * Stores tokens, many in a statement. @returns the lines whose uid somebody took between the look
 * and the insert.
 */
export async function storeTokens(db: TenantWrite, added: readonly NewToken[]): Promise<ReadonlySet<number>> {
  const timeZone = await operatorZone(db);
  const stored = new Set<string>();
  const nameOf = ({ uid, kind }: Pick<NewToken, "uid" | "kind">): string => `${kind} ${uid}`;
  for (const batch of batchesOf(added)) {
    const rows = batch.map(({ line: _line, lastDay, ...token }) => ({
      ...token,
      validUntil: endOfDay(lastDay, timeZone),
    }));
    const made = await db
      .insert(tokens)
      .values(rows)
      .onConflictDoNothing()
      .returning({ uid: tokens.uid, kind: tokens.kind });
    for (const token of made) stored.add(nameOf(token));
  }
  return new Set(added.filter((token) => !stored.has(nameOf(token))).map(({ line }) => line));
}

/** The reports, with those lines refused that came too late. */
export const refuseTaken = (reports: readonly LineReport[], takenLines: ReadonlySet<number>): LineReport[] =>
  reports.map((report) =>
    takenLines.has(report.line) ? { ...report, outcome: "refused", problem: "TOKEN_TAKEN", about: null } : report,
  );

/** A statement has at most 65,535 parameters; a row of ours at most some twenty. */
export function* batchesOf<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < all.length; start += 1000) yield all.slice(start, start + 1000);
}
