/**
 * Compares charging in the database with the stations' own record. Each difference is a sentence.
 */
import type { Sql } from "postgres";
import type { CreatedOperator } from "./create-operator";
import { type Ledger, readingsIn, type ChargingSession } from "./ledger";

export type Violations = string[];

type SessionRow = {
  readonly id: string;
  readonly number: number;
  readonly transactionId: string | null;
  readonly station: string;
  readonly state: string;
  readonly billingState: string;
  readonly account: string | null;
  readonly meterStart: string | null;
  readonly meterStop: string | null;
  readonly records: number;
  readonly energy: string | null;
  readonly gross: string | null;
};

export async function proveCharging(sql: Sql, operator: CreatedOperator, ledger: Ledger): Promise<Violations> {
  return [
    ...(await proveMessages(sql, operator, ledger)),
    ...(await proveEvents(sql, operator, ledger)),
    ...(await proveReadings(sql, operator, ledger)),
    ...(await proveSessions(sql, operator, ledger)),
  ];
}

/** Every acknowledged message is logged once, with its answer. */
async function proveMessages(sql: Sql, { tenantId }: CreatedOperator, ledger: Ledger): Promise<Violations> {
  const rows = await sql<{ name: string; count: number }[]>`
    select s.identity || '/' || m.message_id as name, count(*)::int as count
      from ocpp_messages m join stations s on s.tenant_id = m.tenant_id and s.id = m.station_id
     where m.tenant_id = ${tenantId} and m.direction = 'in' and m.answer is not null group by 1`;
  const kept = new Map(rows.map(({ name, count }) => [name, count]));
  return ledger.acknowledged.flatMap(({ station, messageId, action }) => {
    const count = kept.get(`${station}/${messageId}`) ?? 0;
    return count === 1 ? [] : [`${action} ${messageId} of ${station} was acknowledged and is logged ${count} times`];
  });
}

/**
 * Every acknowledged StatusNotification is an event; each session has one start event and one end
 * event.
 */
async function proveEvents(sql: Sql, { tenantId }: CreatedOperator, ledger: Ledger): Promise<Violations> {
  const events = await sql<{ station: string; type: string; key: string }[]>`
    select s.identity as station, e.type, e.key
      from station_events e join stations s on s.tenant_id = e.tenant_id and s.id = e.station_id
     where e.tenant_id = ${tenantId}`;
  const statuses = new Set(
    events.flatMap(({ station, type, key }) =>
      type === "status-changed" ? key.split("/").map((part) => `${station}/${part}`) : [],
    ),
  );
  const lost = ledger.acknowledged.filter(
    ({ action, station, messageId }) => action === "StatusNotification" && !statuses.has(`${station}/${messageId}`),
  );
  const countOf = (wanted: string) => events.filter(({ type }) => type === wanted).length;
  const wrong = ["session.started", "session.ended"].filter((type) => countOf(type) !== ledger.sessions.length);
  return [
    ...lost.map(({ station, messageId }) => `StatusNotification ${messageId} of ${station} is not among the events`),
    ...wrong.map((type) => `${countOf(type)} events ${type} for ${ledger.sessions.length} sessions`),
  ];
}

/** The stored readings are exactly the acknowledged ones. */
async function proveReadings(sql: Sql, { tenantId }: CreatedOperator, ledger: Ledger): Promise<Violations> {
  const rows = await sql<{ name: string; count: number; withoutSession: number }[]>`
    select s.identity || '/' || (extract(epoch from r.at) * 1000)::bigint || '/' || r.context || '/' ||
           r.register_milli_wh as name,
           count(*)::int as count, (count(*) filter (where r.session_id is null))::int as "withoutSession"
      from meter_readings r join stations s on s.tenant_id = r.tenant_id and s.id = r.station_id
     where r.tenant_id = ${tenantId} group by 1`;
  const acknowledged = new Set(
    ledger.acknowledged.flatMap(({ station, request }) =>
      readingsIn(request).map(
        (reading) => `${station}/${reading.atMs}/${reading.context}/${reading.registerWh * 1_000}`,
      ),
    ),
  );
  const kept = new Set(rows.map(({ name }) => name));
  return [
    ...[...acknowledged]
      .filter((name) => !kept.has(name))
      .map((name) => `the reading ${name} was acknowledged and is lost`),
    ...[...kept].filter((name) => !acknowledged.has(name)).map((name) => `the reading ${name} was never sent`),
    ...rows.filter(({ count }) => count > 1).map(({ name, count }) => `the reading ${name} is there ${count} times`),
    ...rows.filter((row) => row.withoutSession > 0).map(({ name }) => `the reading ${name} belongs to no session`),
  ];
}

/**
 * Each session of a station is one session and one charge record here, with the Wh that the
 * register counted and the token's account.
 */
async function proveSessions(sql: Sql, operator: CreatedOperator, ledger: Ledger): Promise<Violations> {
  const rows = await sql<SessionRow[]>`
    select x.id, x.number, x.transaction_id as "transactionId", s.identity as station, x.state,
           x.billing_state as "billingState",
           x.billing_account_id as account, x.meter_start_milli_wh::text as "meterStart",
           x.meter_stop_milli_wh::text as "meterStop", count(r.id)::int as records,
           min(r.energy_milli_wh)::text as energy, min(r.gross_minor)::text as gross
      from sessions x join stations s on s.tenant_id = x.tenant_id and s.id = x.station_id
      left join charge_records r on r.tenant_id = x.tenant_id and r.session_id = x.id and r.kind = 'NORMAL'
     where x.tenant_id = ${operator.tenantId} group by x.tenant_id, x.id, s.identity`;
  const matched = new Set<string>();
  const violations: Violations = [];
  for (const session of ledger.sessions) {
    const mine = rows.filter((row) => isOf(row, session));
    for (const { id } of mine) matched.add(id);
    const [row] = mine;
    if (!row || mine.length > 1) violations.push(`${nameOf(session)} is ${mine.length} sessions`);
    else violations.push(...compare(row, session, operator).map((what) => `${nameOf(session)}: ${what}`));
  }
  const invented = rows.filter(({ id }) => !matched.has(id));
  return [
    ...violations,
    ...invented.map(({ number, station }) => `session ${number} of ${station} belongs to no session`),
  ];
}

const isOf = (row: SessionRow, { station, version, transaction }: ChargingSession): boolean =>
  row.station === station &&
  (version === "1.6"
    ? row.number === transaction.csmsTransactionId
    : row.transactionId === transaction.stationTransactionId);

const nameOf = ({ station, transaction }: ChargingSession): string =>
  `the session of ${transaction.startedAt.toISOString()} at ${station}`;

function compare(row: SessionRow, { transaction }: ChargingSession, { accountOf }: CreatedOperator): readonly string[] {
  const { meterStartWh, meterStopWh = Number.NaN, token } = transaction;
  const wh = meterStopWh - meterStartWh;
  const facts: readonly (readonly [string, unknown, unknown])[] = [
    ["state", row.state, "ended"],
    ["billing state", row.billingState, "rated"],
    ["account", row.account, accountOf.get(token.idToken)],
    ["register at start (mWh)", row.meterStart, String(meterStartWh * 1_000)],
    ["register at end (mWh)", row.meterStop, String(meterStopWh * 1_000)],
    ["charge records", row.records, 1],
    ["energy billed (mWh)", row.energy, String(wh * 1_000)],
  ];
  const wrong = facts.filter(([, is, should]) => is !== should);
  const sentences = wrong.map(([what, is, should]) => `${what} is ${String(is)} instead of ${String(should)}`);
  // 0.05 cent a Wh, rounded once to the cent: 20 × gross is within half a cent of the energy
  const isPriced = row.gross !== null && Math.abs(20 * Number(row.gross) - wh) <= 10;
  return isPriced ? sentences : [...sentences, `${row.gross ?? "no"} cents for ${wh} Wh`];
}
