import { sql as fragment } from "drizzle-orm";
import type { GatewayTransaction } from "./gateway";
import type { TenantRead, TenantWrite } from "./tenant";

/** Values travel as text (bigint too: `String(n)`), so say what each one is: `${id}::uuid`, `${iso}::timestamptz`, `${json}::text::jsonb`. */
export type SqlValue = string | number | boolean | null;

/** Asks Postgres in plain SQL. `Row` is what the statement's author promises; name its columns in camelCase and cast what is no text. */
export type Ask = <Row>(strings: TemplateStringsArray, ...values: readonly SqlValue[]) => Promise<readonly Row[]>;

/**
 * One tenant's rows by plain SQL, the same words whether they run in a gateway's batch of many tenants or in a tenant's own
 * transaction. Always name the tenant in the statement: in a batch, row security shows the others of that batch too.
 */
export type TenantHandle = {
  readonly tenantId: string;
  readonly ask: Ask;
  /** Runs `fn` under a savepoint: when it throws, only its own writes are undone. Not beside other statements of this transaction. */
  readonly attempt: <T>(fn: (inner: TenantHandle) => Promise<T>) => Promise<T>;
};

/** The handle of one tenant inside a batch of the gateway. */
export const batchHandle = (sql: GatewayTransaction, tenantId: string): TenantHandle => ({
  tenantId,
  ask: async <Row>(strings: TemplateStringsArray, ...values: readonly SqlValue[]) =>
    (await sql(strings, ...values)) as readonly unknown[] as readonly Row[],
  attempt: async <T>(fn: (inner: TenantHandle) => Promise<T>) => {
    const done = await sql.savepoint(async (inner) => ({ value: await fn(batchHandle(inner, tenantId)) }));
    return done.value as T;
  },
});

/** The handle of a tenant's own transaction (writeTenant). */
export const tenantHandle = (db: TenantWrite): TenantHandle => ({
  tenantId: db.tenantId,
  ask: askOf(db),
  attempt: (fn) => db.transaction((inner) => fn(tenantHandle(Object.assign(inner, { tenantId: db.tenantId })))),
});

/** Plain SQL in a tenant's own transaction, read-only ones included. */
export const askOf =
  (db: Pick<TenantRead, "execute">): Ask =>
  async <Row>(strings: TemplateStringsArray, ...values: readonly SqlValue[]) =>
    (await db.execute(fragment(strings, ...values))) as readonly unknown[] as readonly Row[];
