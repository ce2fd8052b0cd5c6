import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant, oneOf, tenantColumns, tenantId, tenantKey, tenantReference } from "./columns";
import { stations } from "./stations";

/**
 * Events of stations, once each: the natural key makes a retried message find its first answer.
 * Meter samples are not here; they are idempotent in meter_readings.
 */
export const stationEvents = pgTable(
  "station_events",
  {
    tenantId: tenantId(),
    stationId: uuid().notNull(),
    key: text().notNull(),
    type: text().notNull(),
    /** the station's clock */
    at: instant().notNull(),
    receivedAt: instant().notNull(),
    event: jsonb().notNull(),
    outcome: jsonb().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.stationId, t.key] }),
    tenantReference(t.tenantId, t.stationId, stations),
    index("station_events_received").on(t.tenantId, t.stationId, t.receivedAt),
  ],
);

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

/** One instant of one EVSE's meter; the unique index makes a repeated sample a no-op. */
export const meterReadings = pgTable(
  "meter_readings",
  {
    tenantId: tenantId(),
    stationId: uuid().notNull(),
    evseNumber: smallint().notNull(),
    /** the station's clock */
    at: instant().notNull(),
    receivedAt: instant().notNull(),
    context: text().notNull(),
    sessionId: uuid(),
    /** Energy.Active.Import.Register in mWh */
    registerMilliWh: bigint({ mode: "bigint" }),
    powerW: real(),
    currentA: real(),
    voltageV: real(),
    socPercent: real(),
  },
  (t) => [
    uniqueIndex("meter_readings_key").on(t.tenantId, t.stationId, t.evseNumber, t.at, t.context, t.registerMilliWh),
  ],
);

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
