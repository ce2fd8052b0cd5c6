import { sql as fragment } from "drizzle-orm";
import type { GatewayTransaction } from "./gateway";
import type { Columns, RowOf } from "./batch";
import { type BatchedQuery, collectBatch, unbatched } from "./batched-query";
import { inlineFragments, type Query, type SqlFragment, type SqlValue } from "./query";
import type { TenantRead, TenantWrite } from "./tenant";

/**
 * One tenant's rows by plain SQL, the same words whether they run in a gateway's batch of many
 * tenants or in a tenant's own transaction. Always name the tenant in the statement: in a batch,
 * row security shows the others of that batch too.
 */
export type TenantHandle = ReadHandle & {
  /**
   * Runs `fn`; when it throws, its writes are undone and `rescue` answers in its place. Not beside
   * other statements of this transaction. In a batch of many messages nothing is rescued: the throw
   * fails the batch, which is then written in halves until the culprit is alone.
   */
  readonly attempt: <T>(fn: (inner: TenantHandle) => Promise<T>, rescue: (error: unknown) => Promise<T>) => Promise<T>;
};

/** A {@link TenantHandle} that only asks. */
export type ReadHandle = {
  readonly tenantId: string;
  readonly query: Query;
  /** Asks a statement that in a batch is executed once for all who ask it at the same time. */
  readonly queryBatched: <Described extends Columns, Row>(
    statement: BatchedQuery<Described, Row>,
    row: RowOf<Described>,
  ) => Promise<readonly Row[]>;
};

/** Plain SQL in a transaction of the gateway, whose rows are those of all tenants of its batch. */
export const queryIn =
  (sql: GatewayTransaction): Query =>
  async <Row>(strings: TemplateStringsArray, ...values: readonly (SqlValue | SqlFragment)[]) =>
    (await sql(...inlineFragments(strings, values))) as readonly unknown[] as readonly Row[];

/**
 * Gives the handles of the tenants in a batch of the gateway. `isAlone`: the batch is one message,
 * which can afford a savepoint.
 */
export function batchHandles(sql: GatewayTransaction, { isSingle }: { readonly isSingle: boolean }) {
  const query = queryIn(sql);
  const queryBatched = isSingle ? unbatched(query) : collectBatch(query);
  return (tenantId: string): TenantHandle => {
    const handle: TenantHandle = {
      tenantId,
      query,
      queryBatched: (statement, row) => queryBatched(tenantId, statement, row),
      attempt: async (fn, rescue) => {
        if (!isSingle) return fn(handle);
        return rescued(
          () => sql.savepoint(async (inner) => ({ value: await fn(batchHandles(inner, { isSingle })(tenantId)) })),
          rescue,
        );
      },
    };
    return handle;
  };
}

/** The handle of a tenant's own transaction (writeTenant). */
export const tenantHandle = (db: TenantWrite): TenantHandle => ({
  ...readHandle(db),
  attempt: (fn, rescue) =>
    rescued(
      () =>
        db.transaction(async (inner) => ({
          value: await fn(tenantHandle(Object.assign(inner, { tenantId: db.tenantId }))),
        })),
      rescue,
    ),
});

/** The handle of a tenant's own transaction, read-only ones included. */
export function readHandle(db: Pick<TenantRead, "execute" | "tenantId">): ReadHandle {
  const { tenantId } = db;
  const query = queryOf(db);
  const queryBatched = unbatched(query);
  return { tenantId, query, queryBatched: (statement, row) => queryBatched(tenantId, statement, row) };
}

async function rescued<T>(attempt: () => Promise<unknown>, rescue: (error: unknown) => Promise<T>): Promise<T> {
  let done: { readonly value: T };
  try {
    done = (await attempt()) as { readonly value: T };
  } catch (error) {
    // whatever it was, the savepoint has taken it back; what to make of it is the caller's business
    return rescue(error);
  }
  return done.value;
}

/** Plain SQL in a tenant's own transaction, read-only ones included. */
export const queryOf =
  (db: Pick<TenantRead, "execute">): Query =>
  async <Row>(strings: TemplateStringsArray, ...values: readonly (SqlValue | SqlFragment)[]) =>
    (await db.execute(fragment(...inlineFragments(strings, values)))) as readonly unknown[] as readonly Row[];
