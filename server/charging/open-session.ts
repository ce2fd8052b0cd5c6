import { addFinding } from "@/server/charging/add-finding";
import { authorizeToken, type KnownToken, NO_TOKEN } from "@/server/charging/authorize-token";
import { iso, touchSession, type Hearing } from "@/server/charging/hearing";
import { keepReadings } from "@/server/charging/keep-readings";
import { keepState } from "@/server/charging/keep-state";
import { AHEAD_MS } from "@/server/charging/straighten-clock";
import type { ChargingState, MeterReading, PresentedToken } from "@/server/domain/station/event";
import type { Audience, TariffChoice } from "@/server/tariffs/choose-tariff";
import { resolveTariff } from "@/server/tariffs/resolve-tariff";

/** What is known of a session that begins. */
export type NewSession = {
  readonly transactionId: string | null;
  readonly evse: number;
  readonly connector: number;
  readonly token: PresentedToken | null;
  readonly startedAtMs: number;
  readonly registerMilliWh: bigint | null;
  readonly chargingState: ChargingState;
  readonly readings: readonly MeterReading[];
  readonly offline: boolean;
  readonly remoteStartId: number | null;
};

export type OpenedSession = { readonly id: string; readonly number: number; readonly token: KnownToken };

/**
 * Writes a session with its payer and its price, both found at the station's own instant of the start: the price that holds then binds
 * to the end. A token that may not charge pays nothing, but its session is kept: the charger may have let the energy flow.
 */
export async function openSession(hearing: Hearing, session: NewSession): Promise<OpenedSession> {
  const { handle, station, receivedAtMs } = hearing;
  const { startedAtMs, chargingState } = session;
  const [token, siteId] = await Promise.all([
    session.token ? authorizeToken(hearing, session.token, startedAtMs) : NO_TOKEN,
    siteOf(hearing),
  ]);
  const price = await priceAtStart(hearing, siteId, token.audience, startedAtMs);
  const [row] = await handle.ask<{ id: string; number: number }>`
    insert into sessions
      (tenant_id, station_id, site_id, evse_number, connector_number, transaction_id, token_uid, token_id, billing_account_id, started_at,
       start_received_at, is_offline, remote_start_id, meter_start_milli_wh, last_register_milli_wh, charging_state,
       tariff_version_id, tariff_locked_at, tariff_basis)
    values (${handle.tenantId}::uuid, ${station.stationId}::uuid, ${siteId}::uuid, ${session.evse}::int, ${session.connector}::int,
            ${session.transactionId}::text, ${session.token?.uid ?? null}::text, ${token.tokenId}::uuid, ${token.billingAccountId}::uuid,
            ${iso(startedAtMs)}::timestamptz, ${iso(receivedAtMs)}::timestamptz, ${session.offline}::boolean, ${session.remoteStartId}::int,
            ${bigintText(session.registerMilliWh)}::bigint, ${bigintText(session.registerMilliWh)}::bigint, ${chargingState}::text,
            ${price.tariffVersionId}::uuid, ${price.tariffVersionId === null ? null : iso(receivedAtMs)}::timestamptz,
            ${JSON.stringify(price.basis)}::text::jsonb)
    returning id, number`;
  if (!row) throw new Error("A session was not inserted.");
  // "unknown" is no news: without any, the rating takes a session to be charging from its start
  if (chargingState !== "unknown") await keepState(handle, row, chargingState, startedAtMs);
  const of = { stationId: station.stationId, evse: session.evse, sessionId: row.id, receivedAtMs };
  await keepReadings(handle, of, session.readings);
  if (session.token) await noteUnknownToken(hearing, row.id, session.token, token);
  touchSession(hearing, row.id);
  return { ...row, token };
}

/** A session whose token may not charge is billed to nobody, and somebody should know. */
export async function noteUnknownToken(
  { handle, station }: Hearing,
  sessionId: string,
  presented: PresentedToken,
  { authorization }: KnownToken,
): Promise<void> {
  if (authorization === "accepted") return;
  const data = { uid: presented.uid, authorization };
  await addFinding(handle, {
    code: "UNKNOWN_TOKEN",
    severity: "warning",
    stationId: station.stationId,
    sessionId,
    data,
  });
}

/**
 * The price at the station's instant. A clock that lags a little must not find the hour before the first price list: when nothing held
 * then, and it was just now, what holds at our own clock counts.
 */
export async function priceAtStart(
  { handle, station, receivedAtMs }: Hearing,
  siteId: string,
  audience: Audience,
  startedAtMs: number,
): Promise<TariffChoice> {
  const question = { tenantId: handle.tenantId, stationId: station.stationId, siteId, audience, atMs: startedAtMs };
  const choice = await resolveTariff(handle.ask, question);
  const isJustNow = startedAtMs < receivedAtMs && receivedAtMs - startedAtMs <= AHEAD_MS;
  if (choice.tariffVersionId !== null || !isJustNow) return choice;
  return resolveTariff(handle.ask, { ...question, atMs: receivedAtMs });
}

async function siteOf({ handle, station }: Hearing): Promise<string> {
  const [row] = await handle.ask<{ siteId: string }>`
    select site_id as "siteId" from stations where tenant_id = ${handle.tenantId}::uuid and id = ${station.stationId}::uuid`;
  if (!row) throw new Error("The station is no longer registered.");
  return row.siteId;
}

export const bigintText = (value: bigint | null): string | null => (value === null ? null : String(value));
