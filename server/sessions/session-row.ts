import { type SQL, sql } from "drizzle-orm";
import type { BILLING_STATES } from "@/db/schema/sessions";
import { SESSION_ENERGY, SESSION_RECORD } from "@/server/rating/session-energy";
import type { Money } from "@/server/domain/money";
import type { ChargingState } from "@/server/domain/station/event";

export type BillingState = (typeof BILLING_STATES)[number];

/** The holder of the session, if known: a token always has a uid and often a holder. */
export type SessionHolder = {
  readonly tokenUid: string | null;
  readonly tokenLabel: string | null;
  readonly driverId: string | null;
  readonly driverName: string | null;
  readonly emspId: string | null;
  readonly emspName: string | null;
};

/** A session as the database returns it; whole numbers beyond the range of a float are text. */
export type StoredRow = SessionHolder & {
  readonly id: string;
  readonly number: number;
  readonly state: "active" | "ended";
  readonly billingState: BillingState;
  readonly chargingState: ChargingState;
  readonly stationId: string;
  readonly stationName: string;
  readonly evseNumber: number;
  readonly siteId: string;
  readonly siteName: string;
  readonly timeZone: string;
  /** for the cursor: the instant as the database formats it, to the microsecond */
  readonly startedAtText: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly lastMeteredAtMs: number | null;
  readonly energyMilliWh: string | null;
  readonly powerW: number | null;
  readonly socPercent: number | null;
  readonly hasTariff: boolean;
  readonly currency: string | null;
  readonly netMinor: string | null;
  readonly taxMinor: string | null;
  readonly grossMinor: string | null;
  readonly isCredited: boolean;
  readonly openFindings: number;
};

/**
 * final: as billed. running: the cost so far, by the rating engine that bills. Amounts include tax.
 */
export type SessionCost = { readonly kind: "final" | "running"; readonly amount: Money; readonly net: Money };

export type SessionRow = Omit<
  StoredRow,
  "currency" | "netMinor" | "taxMinor" | "grossMinor" | "startedAtText" | "energyMilliWh"
> & {
  readonly energyMilliWh: bigint | null;
  readonly cost: SessionCost | null;
};

/**
 * The columns of {@link StoredRow}, without energy where the meter counted backwards; needs {@link
 * ROW_SOURCES} around `sessions s`.
 */
export const ROW_COLUMNS: SQL = sql`
  s.id, s.number, s.state, s.billing_state as "billingState", s.charging_state as "chargingState",
  s.station_id as "stationId", st.name as "stationName", s.evse_number as "evseNumber",
  s.site_id as "siteId", p.name as "siteName", p.time_zone as "timeZone",
  s.token_uid as "tokenUid", k.label as "tokenLabel", d.id as "driverId", d.name as "driverName", e.id as "emspId",
  e.name as "emspName",
  s.started_at::text as "startedAtText", (extract(epoch from s.started_at) * 1000)::float8 as "startedAtMs",
  (extract(epoch from s.ended_at) * 1000)::float8 as "endedAtMs",
   (extract(epoch from s.last_metered_at) * 1000)::float8 as "lastMeteredAtMs",
  ${SESSION_ENERGY} as "energyMilliWh",
  s.power_w as "powerW", s.soc_percent as "socPercent", s.tariff_version_id is not null as "hasTariff",
  cr.currency, cr.net_minor::text as "netMinor", cr.tax_minor::text as "taxMinor", cr.gross_minor::text as "grossMinor",
  exists (select from charge_records c where c.tenant_id = cr.tenant_id and c.credit_of = cr.id) as "isCredited",
  (select count(*)::int from findings f where f.tenant_id = s.tenant_id and f.session_id = s.id
   and f.resolved_at is null
     and f.severity <> 'info') as "openFindings"`;

/** The sources of a row, beside `sessions s`. */
export const ROW_SOURCES: SQL = sql`
  join stations st on st.tenant_id = s.tenant_id and st.id = s.station_id
  join sites p on p.tenant_id = s.tenant_id and p.id = s.site_id
  left join tokens k on k.tenant_id = s.tenant_id and k.id = s.token_id
  left join drivers d on d.tenant_id = k.tenant_id and d.id = k.driver_id
  left join emsps e on e.tenant_id = k.tenant_id and e.id = k.emsp_id
  ${SESSION_RECORD}`;

/** A stored row as the portal shows it: exact amounts, the final cost where there is one. */
export function toSessionRow(row: StoredRow, running: SessionCost | null): SessionRow {
  const { currency, netMinor, taxMinor: _tax, grossMinor, startedAtText: _text, energyMilliWh, ...rest } = row;
  const cost =
    currency !== null && grossMinor !== null && netMinor !== null
      ? ({
          kind: "final",
          amount: { minor: BigInt(grossMinor), currency },
          net: { minor: BigInt(netMinor), currency },
        } as const)
      : running;
  return { ...rest, energyMilliWh: energyMilliWh === null ? null : BigInt(energyMilliWh), cost };
}
