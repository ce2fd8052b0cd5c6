import { sql } from "drizzle-orm";
import type { TenantRead } from "@/db/tenant";

/**
 * What came in on one calendar day of the operator's zone. Amounts in whole minor units, energy in
 * milli-watt-hours, both as text.
 */
export type Day = {
  /** "2026-11-22" */
  readonly date: string;
  /** sessions whose charge record ended on that day */
  readonly sessions: number;
  readonly energyMilliWh: string;
  readonly grossMinor: string;
};

export type Days = {
  readonly currency: string;
  readonly timeZone: string;
  /** thirty days, the last one is today */
  readonly days: readonly Day[];
  /**
   * the same weekday a week ago, up to the same time of day: what today may fairly be measured
   * against
   */
  readonly byThisTimeLastWeek: Omit<Day, "date">;
  /** sessions in other currencies in these days; they are in no sum */
  readonly otherCurrencySessions: number;
};

/**
 * Revenue (gross) and energy of the last thirty days from the charge records, by the day on which a
 * session ended, in one statement.
 */
export async function lastDays(db: TenantRead): Promise<Days> {
  const [row] = await db.execute<Days>(sql`
    with home as (
      select currency, time_zone, now() at time zone time_zone as wall from operators where id = ${db.tenantId}::uuid
    ),
    recent as (
      select r.ended_at at time zone h.time_zone as wall, r.kind, r.gross_minor, r.energy_milli_wh,
             r.currency = h.currency as counts
        from charge_records r cross join home h
       where r.ended_at >= (date_trunc('day', h.wall) - interval '29 days') at time zone h.time_zone
         and r.ended_at <= now()
    ),
    by_day as (
      select wall::date as day, count(*) filter (where kind = 'NORMAL') as sessions, sum(energy_milli_wh) as energy,
             sum(gross_minor) as gross
        from recent where counts group by 1
    ),
    past as (
      select count(*) filter (where kind = 'NORMAL') as sessions, coalesce(sum(energy_milli_wh), 0) as energy,
             coalesce(sum(gross_minor), 0) as gross
        from recent cross join home h
       where counts and recent.wall >= date_trunc('day', h.wall) - interval '7 days'
         and recent.wall <= h.wall - interval '7 days'
    )
    select h.currency, h.time_zone as "timeZone",
           (select jsonb_agg(jsonb_build_object('date', to_char(d.day, 'YYYY-MM-DD'), 'sessions',
            coalesce(b.sessions, 0),
                'energyMilliWh', coalesce(b.energy, 0)::text, 'grossMinor', coalesce(b.gross, 0)::text) order by d.day)
              from generate_series(date_trunc('day', h.wall) - interval '29 days', date_trunc('day', h.wall),
                interval '1 day') as d(day)
              left join by_day b on b.day = d.day::date) as days,
           (select jsonb_build_object('sessions', sessions, 'energyMilliWh', energy::text, 'grossMinor', gross::text)
            from past)
             as "byThisTimeLastWeek",
           (select count(*) from recent where not counts)::int as "otherCurrencySessions"
      from home h`);
  if (!row) throw new Error("the operator is not there");
  return row;
}
