import { authorizeToken, type TokenAuthorization } from "@/server/charging/authorize-token";
import type { FoundSession } from "@/server/charging/find-session";
import type { EventContext } from "@/server/station-events/event-context";
import { noteUnknownToken, priceAtStart } from "@/server/charging/open-session";
import type { PresentedToken } from "@/server/domain/station/event";

/**
 * A token that is presented in the course of a session. The first one that may charge pays: 2.x may
 * start a session at the plug and authorise it later; its price is that of the start, now that we
 * know for whom. A token after that changes nothing, it may only stop.
 */
export async function attachToken(
  context: EventContext,
  session: FoundSession,
  presented: PresentedToken,
  atMs: number,
): Promise<TokenAuthorization> {
  const { handle } = context;
  const token = await authorizeToken(context, presented, atMs);
  const isRated = session.billingState === "rated" || session.billingState === "not_billable";
  const hasPayer =
    session.tokenUid !== null && (session.billingAccountId !== null || token.authorization !== "accepted");
  if (hasPayer || isRated) return token;
  const price = await priceAtStart(context, session.siteId, token.audience, session.startedAtMs);
  await handle.query`
    update sessions
       set token_uid = ${presented.uid}::text, token_id = ${token.tokenId}::uuid,
           billing_account_id = ${token.billingAccountId}::uuid,
           tariff_version_id = ${price.tariffVersionId}::uuid,
           tariff_basis = ${JSON.stringify(price.basis)}::text::jsonb,
           tariff_locked_at = case when ${price.tariffVersionId}::uuid is null then null
           else coalesce(tariff_locked_at, start_received_at) end
     where tenant_id = ${handle.tenantId}::uuid and id = ${session.id}::uuid`;
  await noteUnknownToken(context, session.id, presented, token);
  return token;
}
