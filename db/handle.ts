import { sql as fragment } from "drizzle-orm";
import type { GatewayTransaction } from "./gateway";
import type { Ask, SqlValue } from "./ask";
import { askAlone, gatherQuestions, type Question, type SharedStatement } from "./shared-statements";
import type { TenantRead, TenantWrite } from "./tenant";

/**
 * One tenant's rows by plain SQL, the same words whether they run in a gateway's batch of many tenants or in a tenant's own
 * transaction. Always name the tenant in the statement: in a batch, row security shows the others of that batch too.
 */
export type TenantHandle = ReadHandle & {
  /**
   * Runs `fn`; when it throws, its writes are undone and `rescue` answers in its place. Not beside other statements of this transaction. In a
   * batch of many messages nothing is rescued: the throw fails the batch, which is then written in halves until the culprit is alone.
   */
  readonly attempt: <T>(fn: (inner: TenantHandle) => Promise<T>, rescue: (error: unknown) => Promise<T>) => Promise<T>;
};

/** A {@link TenantHandle} that only asks. */
export type ReadHandle = {
  readonly tenantId: string;
  readonly ask: Ask;
  /** Asks a statement that in a batch is executed once for all who ask it at the same time. */
  readonly askTogether: <Asked extends Question, Row>(
    statement: SharedStatement<Asked, Row>,
    question: Asked,
  ) => Promise<readonly Row[]>;
};

/** Gives the handles of the tenants in a batch of the gateway. `isAlone`: the batch is one message, which can afford a savepoint. */
export function batchHandles(sql: GatewayTransaction, { isAlone }: { readonly isAlone: boolean }) {
  const ask: Ask = async <Row>(strings: TemplateStringsArray, ...values: readonly SqlValue[]) =>
    (await sql(strings, ...values)) as readonly unknown[] as readonly Row[];
  const askTogether = isAlone ? askAlone(ask) : gatherQuestions(ask);
  return (tenantId: string): TenantHandle => {
    const handle: TenantHandle = {
      tenantId,
      ask,
      askTogether: (statement, question) => askTogether(tenantId, statement, question),
      attempt: async (fn, rescue) => {
        if (!isAlone) return fn(handle);
        return rescued(
          () => sql.savepoint(async (inner) => ({ value: await fn(batchHandles(inner, { isAlone })(tenantId)) })),
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
  const ask = askOf(db);
  const askTogether = askAlone(ask);
  return { tenantId, ask, askTogether: (statement, question) => askTogether(tenantId, statement, question) };
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
export const askOf =
  (db: Pick<TenantRead, "execute">): Ask =>
  async <Row>(strings: TemplateStringsArray, ...values: readonly SqlValue[]) =>
    (await db.execute(fragment(strings, ...values))) as readonly unknown[] as readonly Row[];
