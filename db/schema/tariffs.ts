import { check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import { instant, oneOf, tenantColumns, tenantKey, tenantReference } from "./columns";
import { sites } from "./sites";
import { stations } from "./stations";

export const TARIFF_VERSION_STATES = ["draft", "published", "superseded"] as const;
export const ASSIGNMENT_SCOPES = ["operator", "site", "station"] as const;
export const AUDIENCES = ["any", "driver", "emsp"] as const;

/** A price list by name; its content lives in versions. */
export const tariffs = pgTable(
  "tariffs",
  {
    ...tenantColumns(),
    slug: text().notNull(),
    name: text().notNull(),
    createdAt: instant().notNull().defaultNow(),
    retiredAt: instant(),
  },
  (t) => [tenantKey(t), uniqueIndex("tariffs_slug_key").on(t.tenantId, t.slug)],
);

/**
 * One version of a tariff. Published versions are immutable (a trigger refuses updates of their
 * content).
 */
export const tariffVersions = pgTable(
  "tariff_versions",
  {
    ...tenantColumns(),
    tariffId: uuid().notNull(),
    version: integer().notNull(),
    state: text({ enum: TARIFF_VERSION_STATES }).notNull().default("draft"),
    /** server/domain/tariff TariffContent */
    content: jsonb().notNull(),
    /** sha256 of the canonical content, set when published */
    contentHash: text(),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
    publishedAt: instant(),
    publishedBy: uuid(),
  },
  (t) => [
    tenantKey(t),
    tenantReference(t.tenantId, t.tariffId, tariffs),
    uniqueIndex("tariff_versions_version_key").on(t.tenantId, t.tariffId, t.version),
    uniqueIndex("tariff_versions_one_draft").on(t.tenantId, t.tariffId).where(sql`state = 'draft'`),
    uniqueIndex("tariff_versions_one_published").on(t.tenantId, t.tariffId).where(sql`state = 'published'`),
    oneOf("tariff_versions_state", t.state, TARIFF_VERSION_STATES),
  ],
);

/**
 * Where a tariff applies. The most specific wins: station, then site, then operator; then audience,
 * then the newest.
 */
export const tariffAssignments = pgTable(
  "tariff_assignments",
  {
    ...tenantColumns(),
    tariffId: uuid().notNull(),
    scope: text({ enum: ASSIGNMENT_SCOPES }).notNull(),
    siteId: uuid(),
    stationId: uuid(),
    audience: text({ enum: AUDIENCES }).notNull().default("any"),
    validFrom: instant().notNull().defaultNow(),
    validTo: instant(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    tenantReference(t.tenantId, t.tariffId, tariffs),
    tenantReference(t.tenantId, t.siteId, sites),
    tenantReference(t.tenantId, t.stationId, stations),
    index("tariff_assignments_lookup").on(t.tenantId, t.scope, t.stationId, t.siteId),
    oneOf("tariff_assignments_scope", t.scope, ASSIGNMENT_SCOPES),
    oneOf("tariff_assignments_audience", t.audience, AUDIENCES),
    check(
      "tariff_assignments_place",
      sql`(scope = 'operator' and site_id is null and station_id is null)
        or (scope = 'site' and site_id is not null and station_id is null)
        or (scope = 'station' and station_id is not null and site_id is null)`,
    ),
  ],
);
