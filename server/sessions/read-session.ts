import { sql } from "drizzle-orm";
import { z } from "zod";
import { queryOf } from "@/db/handle";
import type { TenantRead } from "@/db/tenant";
import { runningCost } from "@/server/rating/running-cost";
import { Refusal } from "@/server/domain/refusal";
import { ratingFromJson } from "@/server/domain/tariff/rating-json";
import type { RatingResult } from "@/server/domain/tariff/rating";
import type { TariffContent } from "@/server/domain/tariff/tariff";
import { type ChartPoint, readChart } from "@/server/sessions/read-chart";
import { readRecords, type SessionRecord } from "@/server/sessions/read-records";
import { ROW_COLUMNS, ROW_SOURCES, type SessionRow, type StoredRow, toSessionRow } from "@/server/sessions/session-row";
import type { TariffBasis } from "@/server/tariffs/choose-tariff";

export const ReadSession = z.object({ sessionId: z.uuid() });

type Facts = {
  readonly transactionId: string | null;
  readonly connectorNumber: number;
  readonly stopReason: string | null;
  readonly isOffline: boolean;
  readonly startReceivedAtMs: number;
  readonly endReceivedAtMs: number | null;
  readonly meterStartMilliWh: string | null;
  readonly meterStopMilliWh: string | null;
  readonly stationIdentity: string;
  readonly ocppVersion: string | null;
  readonly isStationOnline: boolean;
  readonly currentKind: "AC" | "DC" | null;
  readonly accountName: string | null;
  readonly tariffId: string | null;
  readonly tariffName: string | null;
  readonly tariffVersion: number | null;
  readonly tariff: TariffContent | null;
  readonly tariffLockedAtMs: number | null;
  readonly tariffBasis: (TariffBasis & { readonly pricedBy?: string }) | null;
};

/**
 * final: the charge record. running: the cost so far. expected: the session ended, and its record
 * would have this rating now.
 */
export type SessionPrice = { readonly kind: "final" | "running" | "expected"; readonly rating: RatingResult };

export type SessionFinding = {
  readonly id: string;
  readonly code: string;
  readonly severity: "info" | "warning" | "hold";
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
  readonly createdAtMs: number;
  readonly resolvedAtMs: number | null;
  readonly resolvedBy: string | null;
  readonly resolution: string | null;
};

export type StopCommand = {
  readonly id: string;
  readonly state: string;
  readonly requestedAtMs: number;
  readonly sentAtMs: number | null;
  readonly answeredAtMs: number | null;
  readonly doneAtMs: number | null;
  readonly answer: string | null;
};

export type SessionDetail = {
  readonly row: SessionRow;
  readonly facts: Facts;
  readonly price: SessionPrice | null;
  readonly chart: readonly ChartPoint[];
  readonly records: readonly SessionRecord[];
  readonly findings: readonly SessionFinding[];
  /** the latest stop command sent from the portal */
  readonly stop: StopCommand | null;
};

/** Everything that the page of one session shows. @throws Refusal NOT_FOUND */
export async function readSession(
  db: TenantRead,
  { sessionId }: z.infer<typeof ReadSession>,
  nowMs: number,
): Promise<SessionDetail> {
  const stored = await readRow(db, sessionId);
  const { records, rating } = await readRecords(db, sessionId);
  const price = await priceOf(db, stored, rating, nowMs);
  const { row, facts } = stored;
  return {
    row: toSessionRow(row, costOf(price)),
    facts,
    price,
    chart: await readChart(db, sessionId),
    records,
    findings: await readFindings(db, sessionId),
    stop: await readStop(db, sessionId),
  };
}

async function readRow(db: TenantRead, sessionId: string): Promise<{ row: StoredRow; facts: Facts }> {
  const [found] = (await db.execute(sql`
    select ${ROW_COLUMNS}, jsonb_build_object(
             'transactionId', s.transaction_id, 'connectorNumber', s.connector_number, 'stopReason', s.stop_reason,
             'isOffline', s.is_offline,
             'startReceivedAtMs', extract(epoch from s.start_received_at) * 1000, 'endReceivedAtMs',
             extract(epoch from s.end_received_at) * 1000,
             'meterStartMilliWh', s.meter_start_milli_wh::text, 'meterStopMilliWh', s.meter_stop_milli_wh::text,
             'stationIdentity', st.identity, 'ocppVersion', st.ocpp_version, 'isStationOnline',
             st.gateway_id is not null,
             'currentKind', ev.current_kind, 'accountName', a.name,
             'tariffId', tf.id, 'tariffName', tf.name, 'tariffVersion', v.version, 'tariff', v.content,
             'tariffLockedAtMs', extract(epoch from s.tariff_locked_at) * 1000, 'tariffBasis', s.tariff_basis) as facts
      from sessions s ${ROW_SOURCES}
      left join evses ev on ev.tenant_id = s.tenant_id and ev.station_id = s.station_id
        and ev.evse_number = s.evse_number
      left join billing_accounts a on a.tenant_id = s.tenant_id and a.id = s.billing_account_id
      left join tariff_versions v on v.tenant_id = s.tenant_id and v.id = s.tariff_version_id
      left join tariffs tf on tf.tenant_id = v.tenant_id and tf.id = v.tariff_id
     where s.tenant_id = ${db.tenantId}::uuid
       and s.id = ${sessionId}::uuid`)) as readonly unknown[] as readonly (StoredRow & {
    facts: Facts;
  })[];
  if (!found) throw new Refusal("session_not_found");
  const { facts, ...row } = found;
  return { row, facts };
}

async function priceOf(
  db: TenantRead,
  { row }: { row: StoredRow },
  recorded: unknown,
  nowMs: number,
): Promise<SessionPrice | null> {
  if (recorded !== null) return { kind: "final", rating: ratingFromJson(recorded) };
  const rating = row.hasTariff ? await runningCost(db, row.id, nowMs) : null;
  return rating && { kind: row.state === "active" ? "running" : "expected", rating };
}

function costOf(price: SessionPrice | null) {
  if (!price) return null;
  const { currency, totals } = price.rating;
  return {
    kind: "running" as const,
    amount: { minor: totals.grossMinor, currency },
    net: { minor: totals.netMinor, currency },
  };
}

const readFindings = (db: TenantRead, sessionId: string): Promise<readonly SessionFinding[]> =>
  queryOf(db)<SessionFinding>`
    select f.id, f.code, f.severity, f.data, (extract(epoch from f.created_at) * 1000)::float8 as "createdAtMs",
           (extract(epoch from f.resolved_at) * 1000)::float8 as "resolvedAtMs",
            coalesce(u.name, u.email) as "resolvedBy", f.resolution
      from findings f left join users u on u.id = f.resolved_by
     where f.tenant_id = ${db.tenantId}::uuid and f.session_id = ${sessionId}::uuid
     order by f.resolved_at is not null, case f.severity when 'hold' then 0 when 'warning' then 1 else 2 end,
       f.created_at, f.id`;

async function readStop(db: TenantRead, sessionId: string): Promise<StopCommand | null> {
  const [row] = await queryOf(db)<StopCommand>`
    select id, state, (extract(epoch from requested_at) * 1000)::float8 as "requestedAtMs",
           (extract(epoch from sent_at) * 1000)::float8 as "sentAtMs",
            (extract(epoch from answered_at) * 1000)::float8 as "answeredAtMs",
           (extract(epoch from done_at) * 1000)::float8 as "doneAtMs",
           coalesce(result->>'status', result->>'errorCode') as answer
      from station_commands
     where tenant_id = ${db.tenantId}::uuid and session_id = ${sessionId}::uuid and type = 'remote-stop'
     order by requested_at desc limit 1`;
  return row ?? null;
}
