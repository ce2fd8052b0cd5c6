import { type SQL, sql } from "drizzle-orm";

/**
 * What session `s` drew, in whole milli-watt-hours as text: as its charge record `cr` bills it,
 * before that by its meter; null where the meter has not spoken or counted backwards.
 */
export const SESSION_ENERGY: SQL = sql.raw(`
  coalesce(cr.energy_milli_wh,
    case when s.meter_stop_milli_wh >= s.meter_start_milli_wh
         then s.meter_stop_milli_wh - s.meter_start_milli_wh
         when s.last_register_milli_wh >= s.meter_start_milli_wh
         then s.last_register_milli_wh - s.meter_start_milli_wh end)::text`);

/** The charge record of session `s`, one that corrects another left out. */
export const SESSION_RECORD: SQL = sql.raw(`
  left join charge_records cr on cr.tenant_id = s.tenant_id and cr.session_id = s.id and cr.kind = 'NORMAL'`);
