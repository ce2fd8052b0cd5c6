import { z } from "zod";
import type { Query } from "@/db/query";
import { queryOf, tenantHandle } from "@/db/handle";
import type { TenantWrite } from "@/db/tenant";
import { finalizeSession, type FinalizeResult } from "@/server/rating/finalize-session";
import { Refusal } from "@/server/domain/refusal";
import { announceSession } from "@/server/sessions/announce-session";
import type { Audience, TariffBasis } from "@/server/tariffs/choose-tariff";
import { resolveTariff } from "@/server/tariffs/resolve-tariff";

export const PriceSession = z.object({
  sessionId: z.uuid(),
  /** null: the tariff that holds at the session's station now */
  tariffId: z.uuid().nullable(),
});

type SessionToPrice = {
  readonly isAwaitingMessages: boolean;
  readonly tariffVersionId: string | null;
  readonly stationId: string;
  readonly siteId: string;
  readonly audience: Audience;
};

/**
 * Gives a session without a tariff its price and, when it has ended, finalizes it. A session with a
 * price keeps it: the price at the start binds.
 * @throws Refusal NOT_FOUND, CONFLICT when it has a price, or when no tariff holds there
 *   (`tariffId` is then needed)
 */
export async function priceSession(
  db: TenantWrite,
  actor: { readonly userId: string; readonly name: string },
  { sessionId, tariffId }: z.infer<typeof PriceSession>,
  nowMs: number,
): Promise<FinalizeResult["state"] | "settling"> {
  const query = queryOf(db);
  const session = await lockSession(query, db.tenantId, sessionId);
  if (session.tariffVersionId !== null) {
    throw new Refusal("session_priced");
  }
  const { stationId, siteId, audience } = session;
  const choice = await resolveTariff(tenantHandle(db), { stationId, siteId, audience, atMs: nowMs });
  const versionId = tariffId === null ? choice.tariffVersionId : await publishedVersion(query, db.tenantId, tariffId);
  if (versionId === null) {
    throw new Refusal("no_tariff_at_station");
  }
  const basis: TariffBasis & { pricedBy: string } = { ...choice.basis, pricedBy: actor.name };
  await query`
    update sessions
       set tariff_version_id = ${versionId}::uuid, tariff_locked_at = ${new Date(nowMs).toISOString()}::timestamptz,
           tariff_basis = ${JSON.stringify(basis)}::text::jsonb
     where tenant_id = ${db.tenantId}::uuid and id = ${sessionId}::uuid`;
  const state = await finalizeUnlessWaiting(db, session, sessionId, nowMs);
  await query`
    update findings set resolved_at = clock_timestamp(), resolved_by = ${actor.userId}::uuid, resolution = 'priced'
     where tenant_id = ${db.tenantId}::uuid and session_id = ${sessionId}::uuid and code = 'NO_TARIFF'
       and resolved_at is null`;
  await announceSession(db, sessionId, stationId);
  return state;
}

/**
 * While late messages may still come, only the price is stored; the worker finalizes the session
 * when the wait is over.
 */
async function finalizeUnlessWaiting(
  db: TenantWrite,
  { isAwaitingMessages }: SessionToPrice,
  sessionId: string,
  nowMs: number,
): Promise<FinalizeResult["state"] | "settling"> {
  return isAwaitingMessages ? "settling" : (await finalizeSession(tenantHandle(db), sessionId, { nowMs })).state;
}

async function lockSession(query: Query, tenantId: string, sessionId: string): Promise<SessionToPrice> {
  const [session] = await query<SessionToPrice>`
    select s.billing_state = 'settling' as "isAwaitingMessages", s.tariff_version_id as "tariffVersionId",
           s.station_id as "stationId",
           s.site_id as "siteId", coalesce(a.kind, 'any') as audience
      from sessions s
      left join billing_accounts a on a.tenant_id = s.tenant_id and a.id = s.billing_account_id
     where s.tenant_id = ${tenantId}::uuid and s.id = ${sessionId}::uuid for no key update of s`;
  if (!session) throw new Refusal("session_not_found");
  return session;
}

async function publishedVersion(query: Query, tenantId: string, tariffId: string): Promise<string> {
  const [version] = await query<{ id: string }>`
    select v.id from tariff_versions v join tariffs t on t.tenant_id = v.tenant_id and t.id = v.tariff_id
     where v.tenant_id = ${tenantId}::uuid and v.tariff_id = ${tariffId}::uuid and v.state = 'published'
       and t.retired_at is null`;
  if (!version) throw new Refusal("tariff_unpublished", { field: "tariffId" });
  return version.id;
}
