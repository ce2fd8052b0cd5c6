import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, oneOf, tenantColumns, tenantId, tenantKey, tenantReference } from "./columns";
import { sites } from "./sites";

export const REGISTRATIONS = ["accepted", "pending", "rejected"] as const;

export const SCHEMA_MODES = ["tolerant", "strict"] as const;

/** A password under way to a station, by the command that carries it. */
export type PendingCredential = {
  readonly commandId: string;
  readonly hash: string;
  /** whether it opens a connection: not after another password was used */
  readonly isOpen: boolean;
};

export const CURRENT_KINDS = ["AC", "DC"] as const;

/**
 * A charging station. `identity` is its name in the OCPP address and is unique on the deployment.
 */
export const stations = pgTable(
  "stations",
  {
    ...tenantColumns(),
    siteId: uuid().notNull(),
    identity: text().notNull().unique(),
    name: text().notNull(),
    /** argon2id hash of the OCPP security profile 1 password; null: none was given out yet */
    credentialHash: text(),
    /**
     * passwords that were sent to the station and may be in force there, newest last (see
     * server/domain/station/credentials.ts)
     */
    pendingCredentials: jsonb().$type<readonly PendingCredential[]>().notNull().default([]),
    /** sockets that were opened before it are closed */
    credentialRevokedAt: instant(),
    registration: text({ enum: REGISTRATIONS }).notNull().default("accepted"),
    /** strict: what breaks the official schema is refused, for certification labs */
    schemaMode: text({ enum: SCHEMA_MODES }).notNull().default("tolerant"),
    /** a test tool, whose energy may come faster than any charger delivers it */
    isTest: boolean().notNull().default(false),
    ocppVersion: text(),
    vendor: text(),
    model: text(),
    serialNumber: text(),
    firmwareVersion: text(),
    meterSerialNumber: text(),
    bootedAt: instant(),
    /** the gateway that holds its socket; null when disconnected */
    gatewayId: text(),
    connectedAt: instant(),
    disconnectedAt: instant(),
    lastSeenAt: instant(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    tenantReference(t.tenantId, t.siteId, sites),
    index("stations_site").on(t.tenantId, t.siteId),
    oneOf("stations_registration", t.registration, REGISTRATIONS),
    oneOf("stations_schema_mode", t.schemaMode, SCHEMA_MODES),
  ],
);

/** One EVSE of a station: the part that can serve one vehicle at a time. */
export const evses = pgTable(
  "evses",
  {
    tenantId: tenantId(),
    stationId: uuid().notNull(),
    evseNumber: integer().notNull(),
    currentKind: text({ enum: CURRENT_KINDS }).notNull().default("AC"),
    maxPowerW: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.stationId, t.evseNumber] }),
    tenantReference(t.tenantId, t.stationId, stations),
    oneOf("evses_current_kind", t.currentKind, CURRENT_KINDS),
  ],
);

/**
 * One connector of an EVSE with its last reported state (in the neutral terms of
 * server/domain/station). EVSE 0 / connector 0 is the station itself.
 */
export const connectors = pgTable(
  "connectors",
  {
    tenantId: tenantId(),
    stationId: uuid().notNull(),
    evseNumber: integer().notNull(),
    connectorNumber: integer().notNull(),
    /** OCPI ConnectorType, e.g. IEC_62196_T2_COMBO */
    standard: text(),
    state: text(),
    /** the station's clock */
    stateAt: instant(),
    errorCode: text(),
    errorInfo: text(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.stationId, t.evseNumber, t.connectorNumber] }),
    tenantReference(t.tenantId, t.stationId, stations),
  ],
);

/**
 * Configuration keys (1.6, component "") and device-model attributes (2.0.1) as the station last
 * reported them.
 */
export const stationVariables = pgTable(
  "station_variables",
  {
    tenantId: tenantId(),
    stationId: uuid().notNull(),
    component: text().notNull(),
    /** "" when there is no instance */
    instance: text().notNull().default(""),
    /** 0 when the variable belongs to no EVSE */
    evseNumber: integer().notNull().default(0),
    variable: text().notNull(),
    attribute: text().notNull().default("Actual"),
    value: text(),
    isReadOnly: boolean().notNull().default(false),
    reportedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({
      columns: [t.tenantId, t.stationId, t.component, t.instance, t.evseNumber, t.variable, t.attribute],
    }),
    tenantReference(t.tenantId, t.stationId, stations),
  ],
);
