import type { TenantHandle } from "@/db/handle";
import type { Finding } from "@/server/domain/metering/finding";

/** What the charging side itself finds; the codes of meter, clock and price are the domain's (domain/tariff/finding.ts). */
type ChargingFindingCode =
  | "UNKNOWN_TOKEN"
  | "UNKNOWN_TRANSACTION"
  | "START_MISSING"
  | "MESSAGES_MISSING"
  | "MISSING_STOP"
  | "SECOND_STOP"
  | "TRANSACTION_RELINKED"
  | "LATE_DATA"
  | "CLOCK_SKEW"
  | "NO_TARIFF"
  | "PRICING_FAILED"
  | "STATION_FAULT"
  | "SECURITY_EVENT";

export type NewFinding = {
  readonly code: ChargingFindingCode | Finding["code"];
  readonly severity: "info" | "warning" | "hold";
  readonly stationId: string | null;
  readonly sessionId: string | null;
  /** JSON-safe facts, for the person who looks */
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
};

/** Puts something before a person, once: an open finding of the same code, session, station and data stands for its repetitions. */
export async function addFinding({ query, tenantId }: TenantHandle, finding: NewFinding): Promise<void> {
  const { code, severity, stationId, sessionId } = finding;
  const data = JSON.stringify(finding.data);
  await query`
    insert into findings (tenant_id, code, severity, station_id, session_id, data)
    select ${tenantId}::uuid, ${code}::text, ${severity}::text, ${stationId}::uuid, ${sessionId}::uuid, ${data}::text::jsonb
     where not exists (
       select from findings f
        where f.tenant_id = ${tenantId}::uuid and f.code = ${code}::text and f.resolved_at is null
          and f.session_id is not distinct from ${sessionId}::uuid and f.station_id is not distinct from ${stationId}::uuid
          and (f.session_id is not null or f.data = ${data}::text::jsonb))`;
}
