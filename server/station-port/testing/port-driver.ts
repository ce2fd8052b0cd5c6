import { queryOf } from "@/db/handle";
import { readTenant } from "@/db/tenant";
import type { FreshStation, FreshTenant } from "@/db/testing/fresh-tenant";
import type { AuthenticatedStation, Exchange } from "@/server/station-events/exchange";
import { recordEvent } from "@/server/station-port/record-event";
import type {
  MeterReading,
  SessionEndedEvent,
  SessionMeteredEvent,
  SessionStartedEvent,
  StationEvent,
} from "@/server/domain/station/event";
import type { Outcome } from "@/server/domain/station/outcome";

/** Sends events of a fresh tenant's station to the port, and reads back what came of them. */

/** EUR 0.10 a minute of charging, and nothing for idling: what time costs shows at once. */
export const PER_MINUTE = {
  currency: "EUR",
  anchor: "GROSS",
  elements: [{ components: [{ kind: "TIME", price: "0.10", per: "MINUTE", stepSize: 1, vatPercent: "23" }] }],
  idle: { graceSeconds: 0 },
  pausePolicy: "UNBILLED",
};

let messages = 0;

export const asStation = (tenant: FreshTenant, station: FreshStation = tenant.station): AuthenticatedStation => ({
  tenantId: tenant.tenantId,
  stationId: station.id,
  identity: station.identity,
  timeZone: "Europe/Lisbon",
  isStrict: false,
  model: {},
});

export const exchangeAt = (receivedAtMs: number, request = "{}"): Exchange => ({
  ocppVersion: "1.6",
  messageId: `m-${++messages}`,
  action: "Test",
  request,
  receivedAtMs,
  deviations: [],
  answer: (outcome) => JSON.stringify(outcome),
});

/** The answer to an event, received now unless given otherwise. */
export async function sendEvent(
  station: AuthenticatedStation,
  event: StationEvent,
  receivedAtMs = Date.now(),
): Promise<Outcome> {
  return JSON.parse(await recordEvent(station, event, exchangeAt(receivedAtMs))) as Outcome;
}

/** The number that OCPP 1.6 got for a session. */
export function numberOf(outcome: Outcome): number {
  if (outcome.type !== "session-started") throw new Error(`expected a start's answer, got ${outcome.type}`);
  return outcome.sessionNumber;
}

export const reading = (atMs: number, wh: number | null, more: Partial<MeterReading> = {}): MeterReading => ({
  atMs,
  context: "Sample.Periodic",
  registerMilliWh: wh === null ? null : BigInt(wh) * 1000n,
  powerW: null,
  currentA: null,
  voltageV: null,
  socPercent: null,
  ...more,
});

/** 1.6: numbered by us. */
export const started16 = (
  uid: string,
  atMs: number,
  wh: number,
  more: Partial<SessionStartedEvent> = {},
): SessionStartedEvent => ({
  type: "session.started",
  key: `start/1/${atMs}/${uid}/${wh}`,
  atMs,
  transactionId: null,
  evse: 1,
  connector: 1,
  token: { uid, kind: "unspecified" },
  registerMilliWh: BigInt(wh) * 1000n,
  chargingState: "unknown",
  readings: [],
  offline: false,
  remoteStartId: null,
  seqNo: null,
  ...more,
});

export const metered16 = (
  number: number,
  readings: readonly MeterReading[],
  more: Partial<SessionMeteredEvent> = {},
): SessionMeteredEvent => ({
  type: "session.metered",
  key: `meter/${number}/${readings.map((one) => `${one.atMs}:${one.registerMilliWh}`).join()}`,
  atMs: readings[0]?.atMs ?? 0,
  session: { by: "number", sessionNumber: number },
  evse: 1,
  connector: 1,
  readings,
  chargingState: null,
  token: null,
  offline: false,
  seqNo: null,
  ...more,
});

export const ended16 = (
  number: number,
  atMs: number,
  wh: number,
  more: Partial<SessionEndedEvent> = {},
): SessionEndedEvent => ({
  type: "session.ended",
  key: `stop/${number}/${atMs}/${wh}`,
  atMs,
  session: { by: "number", sessionNumber: number },
  token: null,
  registerMilliWh: BigInt(wh) * 1000n,
  readings: [],
  reason: "Local",
  offline: false,
  seqNo: null,
  ...more,
});

/** 2.x: numbered by the station. */
export const of2x = (transactionId: string, seqNo: number) => ({
  key: `tx/${transactionId}/${seqNo}`,
  seqNo,
  session: { by: "station-id" as const, transactionId },
});

/** 2.x: an update in the course of a transaction. */
export const updated2x = (
  transactionId: string,
  seqNo: number,
  atMs: number,
  more: Partial<SessionMeteredEvent>,
): SessionMeteredEvent => ({ ...metered16(0, []), ...of2x(transactionId, seqNo), atMs, ...more });

export type SessionRow = {
  readonly id: string;
  readonly number: number;
  readonly state: string;
  readonly billingState: string;
  readonly transactionId: string | null;
  readonly evseNumber: number;
  readonly connectorNumber: number;
  readonly tokenUid: string | null;
  readonly billingAccountId: string | null;
  readonly tariffVersionId: string | null;
  readonly chargingState: string;
  readonly lastRegisterMilliWh: string | null;
  readonly powerW: number | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
};

export const sessionsOf = (tenant: FreshTenant): Promise<readonly SessionRow[]> =>
  readTenant(
    tenant.tenantId,
    (db) => queryOf(db)<SessionRow>`
    select id, number, state, billing_state as "billingState", transaction_id as "transactionId",
           evse_number as "evseNumber",
           connector_number as "connectorNumber",
           token_uid as "tokenUid", billing_account_id as "billingAccountId", tariff_version_id as "tariffVersionId",
           charging_state as "chargingState", last_register_milli_wh::text as "lastRegisterMilliWh",
           power_w as "powerW",
           to_char(started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "startedAt",
           to_char(ended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "endedAt"
      from sessions order by started_at, number`,
  );

export async function onlySession(tenant: FreshTenant): Promise<SessionRow> {
  const [session, second] = await sessionsOf(tenant);
  if (!session || second) throw new Error("expected exactly one session");
  return session;
}

export const recordsOf = (tenant: FreshTenant) =>
  readTenant(
    tenant.tenantId,
    (db) => queryOf(db)<{ id: string; sessionId: string; gross: string; energy: string; account: string | null }>`
    select id, session_id as "sessionId", gross_minor::text as gross, energy_milli_wh::text as energy,
           billing_account_id as account
      from charge_records order by issued_at`,
  );

export const findingsOf = async (tenant: FreshTenant): Promise<readonly string[]> => {
  const rows = await readTenant(
    tenant.tenantId,
    (db) => queryOf(db)<{ code: string }>`select code from findings order by code`,
  );
  return rows.map(({ code }) => code);
};

export const statesOf = (tenant: FreshTenant) =>
  readTenant(
    tenant.tenantId,
    (db) => queryOf(db)<{ atMs: number; state: string }>`
    select (extract(epoch from at) * 1000)::float8 as "atMs", state from session_states order by at`,
  );

export const countOf = async (
  tenant: FreshTenant,
  table: "meter_readings" | "station_events" | "ocpp_messages",
): Promise<number> => {
  const [row] = await readTenant(tenant.tenantId, (db) => {
    const query = queryOf(db);
    if (table === "meter_readings") return query<{ rows: number }>`select count(*)::int as rows from meter_readings`;
    if (table === "station_events") return query<{ rows: number }>`select count(*)::int as rows from station_events`;
    return query<{ rows: number }>`select count(*)::int as rows from ocpp_messages`;
  });
  return row?.rows ?? 0;
};
