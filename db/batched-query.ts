import type { Query } from "./query";

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** The facts of one question, JSON-safe (bigint as text); the statement names their types. */
export type BatchParams = { readonly [fact: string]: Json };

/** JSON text of questions, for `jsonb_to_recordset`: each with its number `n` and its asker's `tenantId` beside its own facts. */
export type BatchJson<Params extends BatchParams> = string & { readonly rows?: Params };

/** One statement that answers a question for all who ask it at the same time. A row says by `n` whom it answers; a question may get none, or many. */
export type BatchedQuery<Params extends BatchParams, Row = Record<never, never>> = (
  query: Query,
  input: BatchJson<Params>,
) => Promise<readonly (Row & { readonly n: number })[]>;

/** Asks a shared statement in the name of a tenant. */
export type QueryBatched = <Params extends BatchParams, Row>(
  tenantId: string,
  statement: BatchedQuery<Params, Row>,
  row: Params,
) => Promise<readonly Row[]>;

/** Nobody else asks: a statement of its own. */
export const unbatched =
  (query: Query): QueryBatched =>
  (tenantId, statement, row) =>
    statement(query, JSON.stringify([{ ...row, n: 0, tenantId }]));

type Waiting = {
  readonly row: BatchParams;
  readonly resolve: (rows: readonly unknown[]) => void;
  readonly reject: (error: unknown) => void;
};

/** Everybody who asks the same statement in one turn of the event loop is answered by one execution of it. */
export function collectBatch(query: Query): QueryBatched {
  const open = new Map<unknown, Waiting[]>();
  return <Params extends BatchParams, Row>(tenantId: string, statement: BatchedQuery<Params, Row>, params: Params) =>
    new Promise<readonly Row[]>((resolve, reject) => {
      const row = { ...params, tenantId };
      // the rows that come back under this row number are the statement's own
      const waiting = { row, resolve: resolve as (rows: readonly unknown[]) => void, reject };
      const others = open.get(statement);
      if (others) {
        others.push(waiting);
        return;
      }
      const all: Waiting[] = [waiting];
      open.set(statement, all);
      setImmediate(() => {
        open.delete(statement);
        void answerAll(all, (input) => statement(query, input));
      });
    });
}

async function answerAll(
  all: readonly Waiting[],
  run: (input: string) => Promise<readonly { readonly n: number }[]>,
): Promise<void> {
  try {
    const rows = await run(JSON.stringify(all.map(({ row }, n) => ({ ...row, n }))));
    const answers = all.map((): unknown[] => []);
    for (const row of rows) answers[row.n]?.push(row);
    all.forEach(({ resolve }, n) => resolve(answers[n] ?? []));
  } catch (error) {
    // handed to each who asked; who asked decides
    for (const { reject } of all) reject(error);
  }
}
