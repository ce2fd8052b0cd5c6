import { bigint, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, oneOf, tenantColumns, tenantId, tenantKey, tenantReference } from "./columns";
import { stations } from "./stations";

export const REREAD_MODES = ["preview", "apply"] as const;
export const REREAD_STATES = ["requested", "running", "done", "failed"] as const;

/**
 * A request to read refused frames of a station again; the hand-over between portal and gateway,
 * which alone knows the dialects.
 */
export const rereads = pgTable(
  "rereads",
  {
    ...tenantColumns(),
    stationId: uuid().notNull(),
    mode: text({ enum: REREAD_MODES }).notNull(),
    /** the lines of the message log: [{receivedAt, id}] */
    messages: jsonb().notNull(),
    state: text({ enum: REREAD_STATES }).notNull().default("requested"),
    requestedBy: uuid().notNull(),
    requestedAt: instant().notNull().defaultNow(),
    claimedBy: text(),
    claimedAt: instant(),
    doneAt: instant(),
    /** RereadReport of server/domain/station/reread.ts */
    result: jsonb(),
  },
  (t) => [
    tenantKey(t),
    tenantReference(t.tenantId, t.stationId, stations),
    oneOf("rereads_mode", t.mode, REREAD_MODES),
    oneOf("rereads_state", t.state, REREAD_STATES),
  ],
);

/**
 * The lines of the message log that became events when they were read again. The log itself is
 * written once.
 */
export const rereadMessages = pgTable(
  "reread_messages",
  {
    tenantId: tenantId(),
    stationId: uuid().notNull(),
    receivedAt: instant().notNull(),
    messageId: bigint({ mode: "bigint" }).notNull(),
    rereadId: uuid().notNull(),
    rereadAt: instant().notNull(),
    /** natural key of its event; null for readings, which have none */
    eventKey: text(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.stationId, t.receivedAt, t.messageId], name: "reread_messages_pk" }),
    tenantReference(t.tenantId, t.stationId, stations),
    tenantReference(t.tenantId, t.rereadId, rereads),
  ],
);
