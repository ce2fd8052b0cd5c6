import { queryOf } from "@/db/handle";
import type { TenantRead } from "@/db/tenant";

/**
 * One instant of the session's meter for display: kWh since the start, kW, per cent. Never billed
 * from.
 */
export type ChartPoint = {
  readonly atMs: number;
  readonly energyKwh: number | null;
  readonly powerKw: number | null;
  readonly socPercent: number | null;
};

const MAX_POINTS = 600;

type Reading = {
  readonly atMs: number;
  readonly energyKwh: number | null;
  readonly powerW: number | null;
  readonly socPercent: number | null;
};

/**
 * The meter curve of a session, thinned to a screen's resolution; the first and the last reading
 * always stay.
 */
export async function readChart(db: TenantRead, sessionId: string): Promise<readonly ChartPoint[]> {
  const readings = await queryOf(db)<Reading>`
    select (extract(epoch from r.at) * 1000)::float8 as "atMs",
           max(r.register_milli_wh - coalesce(s.meter_start_milli_wh, first.register))::float8 / 1e6 as "energyKwh",
           max(r.power_w) as "powerW", max(r.soc_percent) as "socPercent"
      from sessions s
      join meter_readings r
        on r.tenant_id = s.tenant_id and r.station_id = s.station_id and r.evse_number in (s.evse_number, 0)
          and r.session_id = s.id
       and r.at >= s.started_at - interval '1 hour' and r.at <= coalesce(s.ended_at, now()) + interval '1 hour'
      left join lateral (
        select f.register_milli_wh as register from meter_readings f
         where f.tenant_id = s.tenant_id and f.station_id = s.station_id and f.evse_number in (s.evse_number, 0)
           and f.session_id = s.id
           and f.register_milli_wh is not null and f.at >= s.started_at - interval '1 hour'
         order by f.at limit 1) first on true
     where s.tenant_id = ${db.tenantId}::uuid and s.id = ${sessionId}::uuid
     group by r.at order by r.at`;
  const stride = Math.ceil(readings.length / MAX_POINTS);
  const kept = readings.filter((_, index) => index % stride === 0 || index === readings.length - 1);
  const reportsPower = kept.some(({ powerW }) => powerW !== null);
  return kept.map((reading, index) => ({
    atMs: reading.atMs,
    energyKwh: reading.energyKwh,
    powerKw: reportsPower ? kilowattsOf(reading.powerW) : meanPower(kept[index - 1], reading),
    socPercent: reading.socPercent,
  }));
}

const kilowattsOf = (watts: number | null): number | null => (watts === null ? null : watts / 1000);

/** Mean power from the slope of the register, because many AC chargers report no power. */
function meanPower(previous: Reading | undefined, current: Reading): number | null {
  if (!previous || previous.energyKwh === null || current.energyKwh === null || current.atMs <= previous.atMs)
    return null;
  return Math.max(0, ((current.energyKwh - previous.energyKwh) * 3_600_000) / (current.atMs - previous.atMs));
}
