import { bigint, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, tenantId } from "./columns";

/**
 * Every OCPP message, ours and theirs, with its answer; refused frames too, raw. Partitioned by day
 * of receipt (see migrations), dropped after the retention time.
 */
export const ocppMessages = pgTable(
  "ocpp_messages",
  {
    tenantId: tenantId(),
    stationId: uuid().notNull(),
    receivedAt: instant().notNull(),
    id: bigint({ mode: "bigint" }).notNull().generatedAlwaysAsIdentity(),
    /** "in": from the station; "out": from us */
    direction: text({ enum: ["in", "out"] }).notNull(),
    ocppVersion: text().notNull(),
    messageId: text(),
    action: text(),
    /** payload as JSON text, byte for byte; of a refused frame the whole raw frame */
    request: text().notNull(),
    /** answer payload as JSON text; null while unanswered */
    answer: text(),
    errorCode: text(),
    errorDescription: text(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.stationId, t.receivedAt, t.id] })],
);
