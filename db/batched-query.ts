import { type Columns, recordset, type RowOf } from "./batch";
import type { Query, SqlFragment } from "./query";

/** A row of a batched query's answer: `n` is the number of the input row that it belongs to. */
export type Numbered<Row = Record<never, never>> = Row & { readonly n: number };

/**
 * One statement for all who send it at the same time. An input row may get no answer row, or many.
 */
export type BatchedQuery<Described extends Columns, Row> = {
  readonly run: (query: Query, rows: readonly (RowOf<Described> & BatchKey)[]) => Promise<readonly Row[]>;
};

type BatchKey = { readonly n: number; readonly tenantId: string };

/**
 * Describes a statement over a batch: `input` stands for its rows, with `n` and `"tenantId"` beside
 * the columns named here. The statement returns `input.n` with each row that answers one.
 */
export function batchedQuery<const Described extends Columns, Row extends Numbered>(
  columns: Described,
  statement: (query: Query, input: SqlFragment) => Promise<readonly Row[]>,
): BatchedQuery<Described, Row> {
  const inputOf = recordset({ n: "int", tenantId: "uuid", ...columns }, "input");
  return { run: (query, rows) => statement(query, inputOf(JSON.stringify(rows))) };
}

/** Sends a batched query in the name of a tenant. */
export type QueryBatched = <Described extends Columns, Row>(
  tenantId: string,
  statement: BatchedQuery<Described, Row>,
  row: RowOf<Described>,
) => Promise<readonly Row[]>;

/** Nobody else sends it: an execution of its own. */
export const unbatched =
  (query: Query): QueryBatched =>
  (tenantId, statement, row) =>
    statement.run(query, [{ ...row, n: 0, tenantId }]);

type Waiting = {
  readonly row: object;
  readonly resolve: (rows: readonly unknown[]) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * All who send the same statement in one turn of the event loop are answered by one execution of
 * it.
 */
export function collectBatch(query: Query): QueryBatched {
  const open = new Map<unknown, Waiting[]>();
  return <Described extends Columns, Row>(
    tenantId: string,
    statement: BatchedQuery<Described, Row>,
    params: RowOf<Described>,
  ) =>
    new Promise<readonly Row[]>((resolve, reject) => {
      const row = { ...params, tenantId };
      // the rows that come back under this row's number are the statement's own
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
        const rows = all.map(({ row: sent }, n) => ({ ...sent, n }) as RowOf<Described> & BatchKey);
        void answerAll(all, () => statement.run(query, rows));
      });
    });
}

async function answerAll(all: readonly Waiting[], run: () => Promise<readonly unknown[]>): Promise<void> {
  try {
    const rows = (await run()) as readonly Numbered[];
    const answers = all.map((): unknown[] => []);
    for (const row of rows) answers[row.n]?.push(row);
    all.forEach(({ resolve }, n) => resolve(answers[n] ?? []));
  } catch (error) {
    // handed to each sender, which decides what to make of it
    for (const { reject } of all) reject(error);
  }
}
