import { sql } from "drizzle-orm";
import { ownDrizzle } from "./client";

/** Milliseconds the database took to answer; throws when it does not. */
export async function pingDatabase(): Promise<number> {
  const before = performance.now();
  await ownDrizzle().execute(sql`select 1`);
  return Math.round(performance.now() - before);
}
