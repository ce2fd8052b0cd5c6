import type { Hearing } from "@/server/charging/hearing";
import type { ChargingState, SessionRef } from "@/server/domain/station/event";

/** A session as the reactions know it. */
export type FoundSession = {
  readonly id: string;
  readonly number: number;
  readonly state: "active" | "ended";
  readonly billingState: string;
  readonly evseNumber: number;
  readonly siteId: string;
  readonly tokenUid: string | null;
  readonly billingAccountId: string | null;
  readonly startedAtMs: number;
  readonly chargingState: ChargingState;
  readonly lastMeteredAtMs: number | null;
};

/** The session that this station names, locked until the end of the transaction; null when there is none. */
export async function findSession({ handle, station }: Hearing, ref: SessionRef): Promise<FoundSession | null> {
  const number = ref.by === "number" ? ref.sessionNumber : null;
  const transactionId = ref.by === "station-id" ? ref.transactionId : null;
  const [row] = await handle.ask<FoundSession>`
    select id, number, state, billing_state as "billingState", evse_number as "evseNumber", site_id as "siteId",
           token_uid as "tokenUid", billing_account_id as "billingAccountId", charging_state as "chargingState",
           (extract(epoch from started_at) * 1000)::float8 as "startedAtMs",
           (extract(epoch from last_metered_at) * 1000)::float8 as "lastMeteredAtMs"
      from sessions
     where tenant_id = ${handle.tenantId}::uuid and station_id = ${station.stationId}::uuid
       and (number = ${number}::bigint or transaction_id = ${transactionId}::text)
       for no key update`;
  return row ?? null;
}

/** The sessions that run on an EVSE, oldest first, locked. */
export const findActiveOn = ({ handle, station }: Hearing, evse: number): Promise<readonly FoundSession[]> =>
  handle.ask<FoundSession>`
    select id, number, state, billing_state as "billingState", evse_number as "evseNumber", site_id as "siteId",
           token_uid as "tokenUid", billing_account_id as "billingAccountId", charging_state as "chargingState",
           (extract(epoch from started_at) * 1000)::float8 as "startedAtMs",
           (extract(epoch from last_metered_at) * 1000)::float8 as "lastMeteredAtMs"
      from sessions
     where tenant_id = ${handle.tenantId}::uuid and station_id = ${station.stationId}::uuid
       and evse_number = ${evse}::int and state = 'active'
     order by started_at
       for no key update`;
