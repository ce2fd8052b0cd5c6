/**
 * A charger of the field at a listening gateway with a real database, and what became of what it
 * sent.
 */
import { inspect } from "node:util";
import postgres from "postgres";
import { afterAll, beforeAll } from "vitest";
import { queryOf, tenantHandle } from "@/db/handle";
import { tokens } from "@/db/schema/tokens";
import { readTenant, writeTenant } from "@/db/tenant";
import { type FreshTenant, freshTenant, type FreshTenantOptions } from "@/db/testing/fresh-tenant";
import { type Gateway, listen } from "@/ocpp-gateway/listen";
import { connect } from "@/ocpp-gateway/testing/station";
import { closeStaleSessions } from "@/server/charging/close-stale-sessions";
import { finalizeSession } from "@/server/rating/finalize-session";
import * as stationPort from "@/server/station-port";

/** The token that may charge; in the field's tests every operator has it. */
export const TOKEN = "FF01AB";

/** EUR 0.50 a kWh and EUR 1.00 a session, 23 % VAT included. */
export const ENERGY_AND_SESSION = {
  currency: "EUR",
  anchor: "GROSS",
  elements: [
    {
      components: [
        { kind: "ENERGY", price: "0.50", per: "KWH", stepSize: 1, vatPercent: "23" },
        { kind: "FLAT", price: "1.00", per: "SESSION", stepSize: 1, vatPercent: "23" },
      ],
    },
  ],
  idle: { graceSeconds: 0 },
  pausePolicy: "UNBILLED",
};

export const VERSIONS = ["1.6", "2.0.1", "2.1"] as const;

export type Version = (typeof VERSIONS)[number];

export type FieldGateway = {
  readonly port: () => number;
  /** what it logged as an error: nothing that a station sends may lead there */
  readonly errors: readonly string[];
};

/** Opens a gateway for the tests of a file; call it at the top of the file. */
export function openFieldGateway(gatewayId: string): FieldGateway {
  let gateway: Gateway | undefined;
  const errors: string[] = [];
  beforeAll(async () => {
    await stationPort.openPort({ gatewayId });
    const logError = (facts: object, message: string) => void errors.push(`${message}: ${inspect(facts)}`);
    const log = { info: () => {}, warn: () => {}, error: logError };
    gateway = await listen({ host: "127.0.0.1", port: 0, stationPort: { ...stationPort, isOpen: () => true }, log });
  });
  afterAll(async () => {
    await gateway?.close();
    await stationPort.closePort();
  });
  return {
    errors,
    port: () => {
      if (!gateway) throw new Error("the gateway is not open yet");
      return gateway.port;
    },
  };
}

export type FieldStation = {
  readonly tenant: FreshTenant;
  /** The answer's payload, or "CALLERROR <code>". */
  readonly send: (action: string, payload: unknown) => Promise<unknown>;
  /** Sends a frame as it stands, and waits for the next one. */
  readonly request: (frame: unknown) => Promise<readonly unknown[]>;
  /** The next frame that we send; and a frame to us that nothing is waited for. */
  readonly next: () => Promise<readonly unknown[]>;
  readonly post: (frame: unknown) => void;
  readonly close: () => Promise<void>;
  /** Another connection of the same station. */
  readonly reconnect: () => Promise<FieldStation>;
};

/** A connected station of a fresh operator: AC 22 kW, EUR 0.50 a kWh and 1.00 a session. */
export async function connectFieldStation(
  port: number,
  version: Version,
  options: FreshTenantOptions = {},
): Promise<FieldStation> {
  const tenant = await freshTenant({ tariff: ENERGY_AND_SESSION, maxPowerW: 22_000, ...options });
  await writeTenant(tenant.tenantId, (db) => db.insert(tokens).values({ uid: TOKEN, driverId: tenant.driver.id }));
  return connectAgain(port, version, tenant);
}

async function connectAgain(port: number, version: Version, tenant: FreshTenant): Promise<FieldStation> {
  const { identity } = tenant.station;
  const station = await connect(port, { identity, password: tenant.password, subprotocols: [`ocpp${version}`] });
  let count = 0;
  return {
    tenant,
    request: station.request,
    next: station.next,
    post: station.send,
    async send(action, payload) {
      const [type, , first] = await station.request([2, `m${++count}`, action, payload]);
      return type === 4 ? `CALLERROR ${String(first)}` : first;
    },
    async close() {
      station.socket.close();
      await station.closed;
    },
    reconnect: () => connectAgain(port, version, tenant),
  };
}

/** One "now" for a file's tests: instants that are named twice are the same. */
const NOW_MS = Math.floor(Date.now() / 1000) * 1000;

/** So many minutes before now, as text with Z and whole seconds. */
export const minutesAgo = (minutes: number): string =>
  new Date(NOW_MS - minutes * 60_000).toISOString().replace(".000Z", "Z");

export type FieldSession = {
  readonly id: string;
  readonly number: number;
  readonly state: string;
  readonly billingState: string;
  readonly transactionId: string | null;
  readonly stopReason: string | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly powerW: number | null;
  /** the live register */
  readonly lastRegisterMilliWh: string | null;
  /** of its charge record: null while there is none; milli-Wh and cents as text */
  readonly energyMilliWh: string | null;
  readonly grossMinor: string | null;
};

type OfTenant = Pick<FieldStation, "tenant">;

/** The operator's sessions with their charge records, oldest first. */
export const sessionsOf = ({ tenant }: OfTenant): Promise<readonly FieldSession[]> =>
  readTenant(
    tenant.tenantId,
    (db) => queryOf(db)<FieldSession>`
    select s.id, s.number, s.state, s.billing_state as "billingState", s.transaction_id as "transactionId",
           s.stop_reason as "stopReason", s.power_w as "powerW",
           s.last_register_milli_wh::text as "lastRegisterMilliWh",
           to_char(s.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "startedAt",
           to_char(s.ended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "endedAt",
           r.energy_milli_wh::text as "energyMilliWh", r.gross_minor::text as "grossMinor"
      from sessions s
      left join charge_records r on r.tenant_id = s.tenant_id and r.session_id = s.id
     order by s.started_at, s.number`,
  );

/** The one session there is. */
export async function onlySession(station: OfTenant): Promise<FieldSession> {
  const [session, second] = await sessionsOf(station);
  if (!session || second) throw new Error("expected exactly one session");
  return session;
}

export type FieldFinding = {
  readonly code: string;
  readonly severity: string;
  readonly sessionId: string | null;
  readonly data: Record<string, unknown>;
};

/** Open findings, by code. */
export const findingsOf = ({ tenant }: OfTenant): Promise<readonly FieldFinding[]> =>
  readTenant(
    tenant.tenantId,
    (db) => queryOf(db)<FieldFinding>`
    select code, severity, session_id as "sessionId", data from findings where resolved_at is null order by code`,
  );

export const findingCodesOf = async (station: FieldStation): Promise<readonly string[]> =>
  (await findingsOf(station)).map(({ code }) => code);

/**
 * What the worker does within so many minutes from now: sessions without a stop are closed, and
 * those whose late messages had their time become charge records.
 */
export async function waitMinutes({ tenant }: Pick<FieldStation, "tenant">, minutes: number): Promise<void> {
  const nowMs = Date.now() + minutes * 60_000;
  await writeTenant(tenant.tenantId, (db) => closeStaleSessions(db, nowMs));
  for (const sessionId of await dueSessions(tenant.tenantId, nowMs)) {
    await writeTenant(tenant.tenantId, (db) => finalizeSession(tenantHandle(db), sessionId, { nowMs }));
  }
}

async function dueSessions(tenantId: string, nowMs: number): Promise<readonly string[]> {
  const admin = postgres(process.env["TEST_DATABASE_URL"] ?? "", { max: 1 });
  const rows = await admin<{ sessionId: string }[]>`
    select j.payload ->> 'sessionId' as "sessionId"
      from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where t.identifier = 'session.settle' and j.payload ->> 'tenantId' = ${tenantId}
       and j.run_at <= ${new Date(nowMs).toISOString()}
     order by j.id`;
  await admin.end();
  return rows.map(({ sessionId }) => sessionId);
}
