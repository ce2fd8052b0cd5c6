import { sql } from "drizzle-orm";
import { withPlatform } from "./platform";

/**
 * Makes the message log's partitions of the coming days and drops those past the retention; both in
 * the worker's name.
 */
export const keepMessagePartitions = (keepDays: number): Promise<void> =>
  withPlatform("keep the partitions of the message log", async (db) => {
    await db.execute(sql`select ensure_message_partitions(7)`);
    await db.execute(sql`select drop_message_partitions(${keepDays}::int)`);
  });
