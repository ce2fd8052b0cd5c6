import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant, oneOf, tenantColumns, tenantKey, tenantReference } from "./columns";
import { drivers } from "./drivers";
import { emsps } from "./emsps";

export const TOKEN_STATES = ["active", "blocked", "expired"] as const;

/**
 * What a token is, as OCPP 2.x names it; "unspecified" is not known and matches any. In the order
 * in which a presentation without a type means them.
 */
export const TOKEN_KINDS = [
  "unspecified",
  "iso14443",
  "iso15693",
  "emaid",
  "central",
  "local",
  "mac_address",
  "evccid",
  "vin",
  "key_code",
] as const;

/**
 * What a driver presents: card, app or contract id. uid, compared without case (OCPP CiString), and
 * kind identify it (2.0.1 part 2 C §1.1). Belongs to a driver or to an EMSP.
 */
export const tokens = pgTable(
  "tokens",
  {
    ...tenantColumns(),
    uid: text().notNull(),
    /**
     * how it is looked up: a column, for an index on lower(uid) would not be used (see the README)
     */
    uidLower: text().notNull().generatedAlwaysAs(sql`lower(uid)`),
    kind: text({ enum: TOKEN_KINDS }).notNull().default("unspecified"),
    label: text(),
    state: text({ enum: TOKEN_STATES }).notNull().default("active"),
    driverId: uuid(),
    emspId: uuid(),
    /** OCPI contract_id of an EMSP's token */
    contractId: text(),
    validUntil: instant(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    tenantReference(t.tenantId, t.driverId, drivers),
    tenantReference(t.tenantId, t.emspId, emsps),
    uniqueIndex("tokens_uid_kind_key").on(t.tenantId, t.uidLower, t.kind),
    index("tokens_driver").on(t.tenantId, t.driverId),
    index("tokens_emsp").on(t.tenantId, t.emspId),
    oneOf("tokens_kind", t.kind, TOKEN_KINDS),
    oneOf("tokens_state", t.state, TOKEN_STATES),
    check("tokens_one_holder", sql`num_nonnulls(${t.driverId}, ${t.emspId}) = 1`),
  ],
);
