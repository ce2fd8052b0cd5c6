import type { TenantHandle } from "@/db/handle";
import type { FindingCode, FindingSeverity } from "@/server/domain/finding-registry";

export type NewFinding = {
  readonly code: FindingCode;
  readonly severity: FindingSeverity;
  readonly stationId: string | null;
  readonly sessionId: string | null;
  /** JSON-safe facts, for the person who looks */
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
};

/**
 * Raises a finding once: an open one of the same code, session, station and data stands for its
 * repetitions.
 */
export async function addFinding({ query, tenantId }: TenantHandle, finding: NewFinding): Promise<void> {
  const { code, severity, stationId, sessionId } = finding;
  const data = JSON.stringify(finding.data);
  await query`
    insert into findings (tenant_id, code, severity, station_id, session_id, data)
    select ${tenantId}::uuid, ${code}::text, ${severity}::text, ${stationId}::uuid, ${sessionId}::uuid,
           ${data}::text::jsonb
     where not exists (
       select from findings f
        where f.tenant_id = ${tenantId}::uuid and f.code = ${code}::text and f.resolved_at is null
          and f.session_id is not distinct from ${sessionId}::uuid and f.station_id is not distinct
            from ${stationId}::uuid
          and (f.session_id is not null or f.data = ${data}::text::jsonb))`;
}
