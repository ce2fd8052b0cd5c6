import { channel } from "node:diagnostics_channel";
import { sql } from "drizzle-orm";
import { ownDrizzle } from "./client";
import type { Transaction } from "./tenant";
import { withoutValues } from "./without-values";

/**
 * The handle of an act that looks across tenants; it reaches operators, memberships, invitations
 * and the tables without a tenant.
 */
export type Platform = Transaction;

/**
 * Every platform query is published here with its reason; server/log.ts subscribes by this name and
 * logs it.
 */
const platformUses = channel("corrente.platform");

/**
 * Runs `fn` in one transaction that may see operators, memberships and invitations of all tenants.
 * Say why: the reason is logged.
 */
export function withPlatform<T>(reason: string, fn: (db: Platform) => Promise<T>): Promise<T> {
  platformUses.publish({ reason });
  return withoutValues(
    ownDrizzle().transaction(async (transaction) => {
      await transaction.execute(sql`select set_config('app.platform', ${reason}, true)`);
      return fn(transaction);
    }),
  );
}
