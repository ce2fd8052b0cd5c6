import { z } from "zod";
import { queryOf, tenantHandle } from "@/db/handle";
import type { TenantWrite } from "@/db/tenant";
import { finalizeSession, type FinalizeResult } from "@/server/rating/finalize-session";
import { Refusal } from "@/server/domain/refusal";
import { announceSession } from "@/server/sessions/announce-session";
import { Note } from "@/server/input/typed";

export const AcceptHold = z.object({ sessionId: z.uuid(), note: Note });
export const DismissFinding = z.object({ findingId: z.uuid(), note: Note });

/**
 * Accepts a session on hold: it is finalized with the known evidence, and its findings are closed
 * with the reason.
 * @throws Refusal NOT_FOUND, CONFLICT when nothing holds it (any more)
 */
export async function acceptHold(
  db: TenantWrite,
  actor: { readonly userId: string },
  { sessionId, note }: z.infer<typeof AcceptHold>,
  nowMs: number,
): Promise<FinalizeResult["state"]> {
  const query = queryOf(db);
  const [session] = await query<{ billingState: string; stationId: string }>`
    select billing_state as "billingState", station_id as "stationId" from sessions
     where tenant_id = ${db.tenantId}::uuid and id = ${sessionId}::uuid for no key update`;
  if (!session) throw new Refusal("session_not_found");
  if (session.billingState !== "hold") throw new Refusal("session_not_held");
  const finalized = await finalizeSession(tenantHandle(db), sessionId, { nowMs, acceptHolds: true });
  await query`
    update findings set resolved_at = clock_timestamp(), resolved_by = ${actor.userId}::uuid, resolution = ${note}::text
     where tenant_id = ${db.tenantId}::uuid and session_id = ${sessionId}::uuid and resolved_at is null
       and code <> 'NO_TARIFF'`;
  await announceSession(db, sessionId, session.stationId);
  return finalized.state;
}

/**
 * Closes a finding about a session that holds no bill. Findings about stations are closed at the
 * station and those about money at the invoice, because they need other rights.
 * @throws Refusal NOT_FOUND, CONFLICT when it is closed, or when a bill waits for it
 */
export async function dismissFinding(
  db: TenantWrite,
  actor: { readonly userId: string },
  { findingId, note }: z.infer<typeof DismissFinding>,
): Promise<void> {
  const query = queryOf(db);
  const [finding] = await query<{
    sessionId: string;
    stationId: string | null;
    severity: string;
    isOpen: boolean;
    code: string;
  }>`
    select session_id as "sessionId", station_id as "stationId", severity, resolved_at is null as "isOpen", code
      from findings
     where tenant_id = ${db.tenantId}::uuid and id = ${findingId}::uuid and session_id is not null for update`;
  if (!finding) throw new Refusal("finding_not_found");
  if (!finding.isOpen) throw new Refusal("finding_closed");
  if (finding.severity === "hold" || finding.code === "NO_TARIFF") {
    throw new Refusal("finding_holds_bill");
  }
  await query`
    update findings set resolved_at = clock_timestamp(), resolved_by = ${actor.userId}::uuid, resolution = ${note}::text
     where tenant_id = ${db.tenantId}::uuid and id = ${findingId}::uuid`;
  await announceSession(db, finding.sessionId, finding.stationId);
}
