import { ownDrizzle } from "./client";
import type { Platform } from "./platform";
import { withoutValues } from "./without-values";

/**
 * People and their sign-in (users, passwords, sessions of the browser, attempts): tables without a
 * tenant. Outside a tenant's transaction every tenant table refuses this handle, because no tenant
 * was set.
 */
export const withIdentity = <T>(fn: (db: Platform) => Promise<T>): Promise<T> =>
  withoutValues(ownDrizzle().transaction((transaction) => fn(transaction)));
