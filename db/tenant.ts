import { sql } from "drizzle-orm";
import type { PostgresJsDatabase } from "drizzle-orm/postgres-js";
import { ownDrizzle } from "./client";
import { withoutValues } from "./without-values";

/** Drizzle's transaction, whose methods are only what it names. */
export type Transaction = Parameters<Parameters<PostgresJsDatabase["transaction"]>[0]>[0];

/**
 * The key to one tenant's rows: a read-only transaction in which row security shows that tenant and
 * no other.
 */
export type TenantRead = Pick<
  Transaction,
  "select" | "selectDistinct" | "selectDistinctOn" | "execute" | "$count" | "with"
> & {
  readonly tenantId: string;
};

/** As {@link TenantRead}, and may write. All it writes commits together or not at all. */
export type TenantWrite = Transaction & { readonly tenantId: string };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Runs `fn` in one read-only transaction of one tenant. A write inside it is refused by Postgres
 * (25006).
 */
export const readTenant = <T>(tenantId: string, fn: (db: TenantRead) => Promise<T>): Promise<T> =>
  inTenant(tenantId, "read only", fn);

/** Runs `fn` in one transaction of one tenant; throws inside it roll everything back. */
export const writeTenant = <T>(tenantId: string, fn: (db: TenantWrite) => Promise<T>): Promise<T> =>
  inTenant(tenantId, "read write", fn);

function inTenant<T>(
  tenantId: string,
  accessMode: "read only" | "read write",
  fn: (db: TenantWrite) => Promise<T>,
): Promise<T> {
  if (!UUID.test(tenantId)) return Promise.reject(new Error("tenantId must be a UUID"));
  return withoutValues(
    ownDrizzle().transaction(
      async (transaction) => {
        await transaction.execute(sql`select set_config('app.tenant_id', ${tenantId}, true)`);
        return fn(Object.assign(transaction, { tenantId }));
      },
      { accessMode },
    ),
  );
}
