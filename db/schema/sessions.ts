import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { billingAccounts } from "./billing-accounts";
import { instant, oneOf, tenantColumns, tenantId, tenantKey, tenantReference, wholeNumbers } from "./columns";
import { sites } from "./sites";
import { stations } from "./stations";
import { tariffVersions } from "./tariffs";
import { tokens } from "./tokens";

export const SESSION_STATES = ["active", "ended"] as const;

/**
 * open: still charging; needs_price: ended without a tariff; hold: a meter finding wants a person;
 * settling: waits for late messages; rated: charge record issued; not_billable: ended, rated, but
 * nobody to bill (no account).
 */
export const BILLING_STATES = ["open", "settling", "needs_price", "hold", "rated", "not_billable"] as const;

/** A charging session: one OCPP transaction, in any version. */
export const sessions = pgTable(
  "sessions",
  {
    ...tenantColumns(),
    /** OCPP 1.6 transactionId; unique on the deployment */
    number: integer().notNull().default(sql`nextval('session_numbers')`),
    stationId: uuid().notNull(),
    siteId: uuid().notNull(),
    evseNumber: integer().notNull(),
    connectorNumber: integer().notNull(),
    /** the station's own transactionId (2.x) */
    transactionId: text(),
    /** 2.x: the seqNo of the transaction's start; null until it was received */
    firstSeqNo: integer(),
    /** 2.x: that of its end; null until it was received */
    lastSeqNo: integer(),
    /**
     * 2.x: the seqNos received; without a gap from first to last, nothing is outstanding (part 2, E
     * §1.3.2)
     */
    seqNos: wholeNumbers().notNull().default("{}"),
    state: text({ enum: SESSION_STATES }).notNull().default("active"),
    tokenUid: text(),
    tokenId: uuid(),
    billingAccountId: uuid(),
    startedAt: instant().notNull(),
    endedAt: instant(),
    startReceivedAt: instant().notNull(),
    endReceivedAt: instant(),
    stopReason: text(),
    isOffline: boolean().notNull().default(false),
    remoteStartId: integer(),
    meterStartMilliWh: bigint({ mode: "bigint" }),
    meterStopMilliWh: bigint({ mode: "bigint" }),
    lastRegisterMilliWh: bigint({ mode: "bigint" }),
    lastMeteredAt: instant(),
    powerW: real(),
    socPercent: real(),
    chargingState: text().notNull().default("unknown"),
    /** the price is locked when the session starts (billing: price at start is binding) */
    tariffVersionId: uuid(),
    tariffLockedAt: instant(),
    /** why this tariff: the winning assignment and the ones it beat */
    tariffBasis: jsonb(),
    billingState: text({ enum: BILLING_STATES }).notNull().default("open"),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    tenantReference(t.tenantId, t.stationId, stations),
    tenantReference(t.tenantId, t.siteId, sites),
    tenantReference(t.tenantId, t.tokenId, tokens),
    tenantReference(t.tenantId, t.billingAccountId, billingAccounts),
    tenantReference(t.tenantId, t.tariffVersionId, tariffVersions),
    uniqueIndex("sessions_number_key").on(t.number),
    // beside the key (tenant_id, id): of the many indexes that begin with the tenant, Postgres may
    // take any while the table is young
    uniqueIndex("sessions_id_key").on(t.id),
    uniqueIndex("sessions_transaction_key").on(t.tenantId, t.stationId, t.transactionId),
    index("sessions_started").on(t.tenantId, t.startedAt),
    index("sessions_token_started").on(t.tenantId, t.tokenId, t.startedAt),
    index("sessions_tariff_started").on(t.tenantId, t.tariffVersionId, t.startedAt),
    index("sessions_station_started").on(t.tenantId, t.stationId, t.startedAt),
    index("sessions_active").on(t.tenantId, t.stationId).where(sql`state = 'active'`),
    index("sessions_billing").on(t.tenantId, t.billingState),
    oneOf("sessions_state", t.state, SESSION_STATES),
    oneOf("sessions_billing_state", t.billingState, BILLING_STATES),
  ],
);

/** When a session was charging, idle (the car stopped asking) or paused (we stopped giving). */
export const sessionStates = pgTable(
  "session_states",
  {
    tenantId: tenantId(),
    sessionId: uuid().notNull(),
    at: instant().notNull(),
    state: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.sessionId, t.at] }), tenantReference(t.tenantId, t.sessionId, sessions)],
);
