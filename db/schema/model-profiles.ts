import { sql } from "drizzle-orm";
import { integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant, oneOf, tenantColumns, tenantKey } from "./columns";

export const REGISTER_MEANINGS = ["lifetime", "per_session", "kwh_as_wh"] as const;
export const CLOCKS = ["trusted", "untrusted"] as const;
export const PINGS = ["answers", "never"] as const;

/**
 * What an operator says of a charger's model, over the profiles that are shipped
 * (server/domain/station/model-profiles.ts). A setting that is null is not overridden.
 */
export const modelProfiles = pgTable(
  "model_profiles",
  {
    ...tenantColumns(),
    vendor: text().notNull(),
    model: text().notNull(),
    /** beginning of the firmware versions it is about; "" for all */
    firmware: text().notNull().default(""),
    registerMeaning: text({ enum: REGISTER_MEANINGS }),
    clock: text({ enum: CLOCKS }),
    silenceS: integer(),
    ping: text({ enum: PINGS }),
    note: text().notNull().default(""),
    updatedAt: instant().notNull().defaultNow(),
    updatedBy: uuid(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("model_profiles_model").on(
      t.tenantId,
      sql`lower(${t.vendor})`,
      sql`lower(${t.model})`,
      sql`lower(${t.firmware})`,
    ),
    oneOf("model_profiles_register_meaning", t.registerMeaning, REGISTER_MEANINGS),
    oneOf("model_profiles_clock", t.clock, CLOCKS),
    oneOf("model_profiles_ping", t.ping, PINGS),
  ],
);

/** A row of it as Postgres makes JSON of it. */
export type ModelProfileRow = {
  readonly vendor: string;
  readonly model: string;
  readonly firmware: string;
  readonly register_meaning: (typeof REGISTER_MEANINGS)[number] | null;
  readonly clock: (typeof CLOCKS)[number] | null;
  readonly silence_s: number | null;
  readonly ping: (typeof PINGS)[number] | null;
};
