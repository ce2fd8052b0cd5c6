import { boolean, check, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import { instant, locale, oneOf, tenantColumns, tenantKey } from "./columns";
import { users } from "./identity";

export const MEMBER_ROLES = ["owner", "operator", "tariff_manager", "finance", "technician", "viewer"] as const;

/** An operator (CPO) is a tenant. Row security compares its id. */
export const operators = pgTable("operators", {
  id: uuid().primaryKey().defaultRandom(),
  slug: text().notNull().unique(),
  name: text().notNull(),
  timeZone: text().notNull(),
  currency: text().notNull(),
  locale: locale().notNull().default("en"),
  createdAt: instant().notNull().defaultNow(),
});

/** Who may act for an operator, and as what. */
export const memberships = pgTable(
  "memberships",
  {
    tenantId: uuid()
      .notNull()
      .references(() => operators.id),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    role: text({ enum: MEMBER_ROLES }).notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.userId] }), oneOf("memberships_role", t.role, MEMBER_ROLES)],
);

/** An invitation by e-mail; only the hash of its token is kept. */
export const invitations = pgTable(
  "invitations",
  {
    ...tenantColumns(),
    email: text().notNull(),
    role: text({ enum: MEMBER_ROLES }).notNull(),
    tokenHash: text().notNull(),
    /** null: the platform invited, when it founded the operator */
    invitedBy: uuid().references(() => users.id),
    createdAt: instant().notNull().defaultNow(),
    expiresAt: instant().notNull(),
    acceptedAt: instant(),
    revokedAt: instant(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("invitations_token_hash_key").on(t.tokenHash),
    oneOf("invitations_role", t.role, MEMBER_ROLES),
  ],
);

/** The company that sells and issues documents (EN 16931 BG-4 seller). */
export const legalEntities = pgTable(
  "legal_entities",
  {
    ...tenantColumns(),
    name: text().notNull(),
    street: text().notNull(),
    postalCode: text().notNull(),
    city: text().notNull(),
    /** ISO 3166-1 alpha-2 */
    country: text().notNull(),
    vatId: text(),
    email: text().notNull(),
    iban: text(),
    bic: text(),
    currency: text().notNull(),
    timeZone: text().notNull(),
    paymentTermsDays: integer().notNull().default(14),
    isDefault: boolean().notNull().default(false),
    /**
     * Stands in the number of each of its documents; unique on the deployment, for they may share
     * one account at Stripe.
     */
    seriesCode: text()
      .notNull()
      .default(sql`upper(substr(translate(encode(uuid_send(gen_random_uuid()), 'base64'), '+/', 'XY'), 1, 6))`),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("legal_entities_series_code_key").on(t.seriesCode),
    check("legal_entities_series_code", sql`${t.seriesCode} ~ '^[A-Z0-9]{2,6}$'`),
  ],
);
