/**
 * Vitest's global set-up for `*.db.test.ts`: one Postgres for the whole run, migrated once. Tests
 * do not clean up after themselves: each makes its own operator. TEST_DATABASE_URL names a server
 * of your own instead; it is migrated, kept.
 */
import { startScratchPostgres } from "./scratch-postgres.mjs";

/** @returns {Promise<() => Promise<void>>} the tear-down. */
export async function setup() {
  const given = process.env.TEST_DATABASE_URL || undefined;
  if (given && !/^postgres(ql)?:\/\//.test(given)) {
    throw new Error("TEST_DATABASE_URL must be a URL like postgres://user:password@host:5432/corrente.");
  }
  const scratch = given ? null : await startScratchPostgres();
  const url = given ?? scratch.url;
  try {
    // Test workers inherit this process's environment.
    process.env.DATABASE_URL = url;
    process.env.TEST_DATABASE_URL = url;
    const { migrate } = await import("../migrate.ts");
    await migrate(url);
  } catch (error) {
    await scratch?.stop();
    throw error;
  }
  return async () => {
    await scratch?.stop();
  };
}
