import { randomUUID } from "node:crypto";
import { batchedQuery, type Numbered } from "@/db/batched-query";
import { addFinding } from "@/server/findings/add-finding";
import { authorizeToken, type TokenAuthorization, NO_TOKEN } from "@/server/charging/authorize-token";
import { iso, touchSession, type EventContext } from "@/server/station-events/event-context";
import { keepReadings } from "@/server/charging/keep-readings";
import { keepState } from "@/server/charging/keep-state";
import { MAX_CLOCK_AHEAD_MS } from "@/server/station-events/correct-clock-skew";
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
  /** of the message that starts it; null in 1.6, and for a start that never came */
  readonly seqNo: number | null;
};

export type OpenedSession = { readonly id: string; readonly number: number; readonly token: TokenAuthorization };

/**
 * Writes a session with its payer and its price, both found at the station's own instant of the
 * start: the price that holds then binds to the end. A token that may not charge pays nothing, but
 * its session is kept: the charger may have let the energy flow.
 */
export async function openSession(context: EventContext, session: NewSession): Promise<OpenedSession> {
  const { handle, station, receivedAtMs } = context;
  const { startedAtMs, chargingState } = session;
  const [token, siteId] = await Promise.all([
    session.token ? authorizeToken(context, session.token, startedAtMs) : NO_TOKEN,
    siteOf(context),
  ]);
  const price = await priceAtStart(context, siteId, token.audience, startedAtMs);
  const [row] = await handle.queryBatched(insertSessions, {
    id: randomUUID(),
    stationId: station.stationId,
    siteId,
    evse: session.evse,
    connector: session.connector,
    transactionId: session.transactionId,
    uid: session.token?.uid ?? null,
    tokenId: token.tokenId,
    billingAccountId: token.billingAccountId,
    startedAt: iso(startedAtMs),
    receivedAt: iso(receivedAtMs),
    offline: session.offline,
    remoteStartId: session.remoteStartId,
    seqNo: session.seqNo,
    register: bigintText(session.registerMilliWh),
    chargingState,
    tariffVersionId: price.tariffVersionId,
    basis: price.basis,
  });
  if (!row) throw new Error("a session was not inserted");
  // "unknown" is no news: without any, the rating takes a session to be charging from its start
  if (chargingState !== "unknown") await keepState(handle, row, chargingState, startedAtMs);
  const of = { stationId: station.stationId, evse: session.evse, sessionId: row.id, receivedAtMs };
  await keepReadings(handle, of, session.readings);
  if (session.token) await noteUnknownToken(context, row.id, session.token, token);
  touchSession(context, row.id);
  return { ...row, token };
}

const SESSION = {
  id: "uuid",
  stationId: "uuid",
  siteId: "uuid",
  evse: "int",
  connector: "int",
  transactionId: "text?",
  uid: "text?",
  tokenId: "uuid?",
  billingAccountId: "uuid?",
  startedAt: "timestamptz",
  receivedAt: "timestamptz",
  offline: "boolean",
  remoteStartId: "int?",
  seqNo: "int?",
  register: "bigint?",
  chargingState: "text",
  tariffVersionId: "uuid?",
  basis: "jsonb",
} as const;

const insertSessions = batchedQuery(
  SESSION,
  (query, input) => query<Numbered<{ id: string; number: number }>>`
  with input as materialized (
    select * from ${input}
  ), written as (
    insert into sessions
      (tenant_id, id, station_id, site_id, evse_number, connector_number, transaction_id, token_uid, token_id,
       billing_account_id, started_at,
       start_received_at, is_offline, remote_start_id, first_seq_no, seq_nos, meter_start_milli_wh,
       last_register_milli_wh, charging_state,
       tariff_version_id, tariff_locked_at, tariff_basis)
    select "tenantId", id, "stationId", "siteId", evse, connector, "transactionId", uid, "tokenId",
           "billingAccountId", "startedAt",
           "receivedAt", offline, "remoteStartId", "seqNo", one_number("seqNo"), register, register, "chargingState",
           "tariffVersionId", case when "tariffVersionId" is not null then "receivedAt" end, basis
      from input
    returning id, number
  )
  select input.n, written.id, written.number from input join written on written.id = input.id`,
);

/** A session whose token may not charge is billed to nobody, and somebody should know. */
export async function noteUnknownToken(
  { handle, station }: EventContext,
  sessionId: string,
  presented: PresentedToken,
  { authorization }: TokenAuthorization,
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
 * The price at the station's instant. A clock that lags a little must not find the hour before the
 * first price list: when nothing held then, and it was just now, what holds at our own clock
 * counts.
 */
export async function priceAtStart(
  { handle, station, receivedAtMs }: EventContext,
  siteId: string,
  audience: Audience,
  startedAtMs: number,
): Promise<TariffChoice> {
  const lookup = { stationId: station.stationId, siteId, audience, atMs: startedAtMs };
  const choice = await resolveTariff(handle, lookup);
  const isJustNow = startedAtMs < receivedAtMs && receivedAtMs - startedAtMs <= MAX_CLOCK_AHEAD_MS;
  if (choice.tariffVersionId !== null || !isJustNow) return choice;
  return resolveTariff(handle, { ...lookup, atMs: receivedAtMs });
}

async function siteOf({ handle, station }: EventContext): Promise<string> {
  const [row] = await handle.queryBatched(sitesOfStations, { stationId: station.stationId });
  if (!row) throw new Error("the station is no longer registered");
  return row.siteId;
}

const sitesOfStations = batchedQuery(
  { stationId: "uuid" },
  (query, input) => query<Numbered<{ siteId: string }>>`
  select input.n, st.site_id as "siteId"
    from ${input}
    join stations st on st.tenant_id = input."tenantId" and st.id = input."stationId"`,
);

export const bigintText = (value: bigint | null): string | null => (value === null ? null : String(value));
