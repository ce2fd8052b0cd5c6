import { index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant, oneOf, tenantColumns, tenantKey, tenantReference } from "./columns";
import { stations } from "./stations";

export const COMMAND_STATES = [
  "requested",
  "sent",
  "accepted",
  "done",
  "rejected",
  "refused",
  "unsupported",
  "timed_out",
  "expired",
] as const;

/**
 * What we ask of stations. The row is the hand-over between portal and gateway: requested → sent →
 * accepted → done, or its failure.
 */
export const stationCommands = pgTable(
  "station_commands",
  {
    ...tenantColumns(),
    stationId: uuid().notNull(),
    type: text().notNull(),
    payload: jsonb().notNull(),
    state: text({ enum: COMMAND_STATES }).notNull().default("requested"),
    sessionId: uuid(),
    /** null: the product itself asked */
    requestedBy: uuid(),
    requestedAt: instant().notNull().defaultNow(),
    /** not sent by then: expired */
    expiresAt: instant().notNull(),
    claimedBy: text(),
    sentAt: instant(),
    answeredAt: instant(),
    /** when the asked-for effect was seen in the station's own messages */
    doneAt: instant(),
    result: jsonb(),
    remoteStartId: integer(),
  },
  (t) => [
    tenantKey(t),
    tenantReference(t.tenantId, t.stationId, stations),
    index("station_commands_open").on(t.tenantId, t.stationId, t.state, t.requestedAt),
    oneOf("station_commands_state", t.state, COMMAND_STATES),
  ],
);
