import { createHash } from "node:crypto";
import { textArray } from "@/db/pg-array";
import { TOKEN_KINDS } from "@/db/schema/tokens";
import { batchedQuery, type Numbered } from "@/db/batched-query";
import { iso, type EventContext } from "@/server/station-events/event-context";
import type { PresentedToken, TokenPresentedEvent } from "@/server/domain/station/event";
import type { Authorization, Outcome } from "@/server/domain/station/outcome";
import type { Audience } from "@/server/tariffs/choose-tariff";

/** What we say of a token, and who pays for it. */
export type TokenAuthorization = {
  readonly authorization: Authorization;
  /** null when the token is not in our books */
  readonly tokenId: string | null;
  /** null unless the token is accepted: nobody pays for what was not allowed */
  readonly billingAccountId: string | null;
  readonly audience: Audience;
  readonly groupUid: string | null;
};

export const NO_TOKEN: TokenAuthorization = {
  authorization: "unknown",
  tokenId: null,
  billingAccountId: null,
  audience: "any",
  groupUid: null,
};

type TokenRow = {
  readonly id: string;
  readonly state: "active" | "blocked" | "expired";
  readonly isExpired: boolean;
  readonly isHolderActive: boolean;
  readonly billingAccountId: string;
  readonly contractId: string | null;
  readonly audience: "driver" | "emsp";
};

/**
 * Whether a token may charge at an instant (the station's clock). uids are compared without case
 * (OCPP CiString), types where both are known (2.0.1 part 2 C §1.1). A start button, pressed by
 * nobody we could name, may (2.0.1 C02.FR.02), and nobody pays.
 */
export async function authorizeToken(
  { handle }: EventContext,
  token: PresentedToken,
  atMs: number,
): Promise<TokenAuthorization> {
  if (token.kind === "no_authorization") return { ...NO_TOKEN, authorization: "accepted" };
  const [row] = await handle.queryBatched(tokensByUid, { ...token, at: iso(atMs) });
  if (!row) return NO_TOKEN;
  const authorization = verdict(row);
  return {
    authorization,
    tokenId: row.id,
    billingAccountId: authorization === "accepted" ? row.billingAccountId : null,
    audience: row.audience,
    groupUid: groupUid(row),
  };
}

/**
 * Small letters come first, apart: beside the tokens row security would not let an index find them
 * (db/README.md).
 */
const tokensByUid = batchedQuery(
  { uid: "text", kind: "text", at: "timestamptz" },
  (query, input) => query<Numbered<TokenRow>>`
  with input as materialized (
    select n, "tenantId", lower(uid) as uid, kind, at
      from ${input}
  )
  select input.n, t.id, t.state, coalesce(t.valid_until < input.at, false) as "isExpired",
         coalesce(d.is_active, e.is_active, false) as "isHolderActive",
         coalesce(d.billing_account_id, e.billing_account_id) as "billingAccountId", t.contract_id as "contractId",
         case when t.driver_id is null then 'emsp' else 'driver' end as audience
    from input
    cross join lateral (
      select * from tokens t
       where t.tenant_id = input."tenantId" and t.uid_lower = input.uid
         and (input.kind = 'unspecified' or t.kind in ('unspecified', input.kind))
       order by t.kind <> input.kind, array_position(${textArray(TOKEN_KINDS)}::text[], t.kind) limit 1) t
    left join drivers d on d.tenant_id = t.tenant_id and d.id = t.driver_id
    left join emsps e on e.tenant_id = t.tenant_id and e.id = t.emsp_id`,
);

/** The reaction to a token presented without a session (1.6 and 2.x Authorize). */
export async function onTokenPresented(context: EventContext, event: TokenPresentedEvent): Promise<Outcome> {
  const { authorization, groupUid: group } = await authorizeToken(context, event.token, event.atMs);
  return { type: "authorization", authorization, groupUid: group };
}

function verdict({ state, isExpired, isHolderActive }: TokenRow): Authorization {
  if (state === "expired" || isExpired) return "expired";
  return state === "blocked" || !isHolderActive ? "blocked" : "accepted";
}

/**
 * Tokens of one driver's account may stop each other's sessions. The customers of a roaming partner
 * do not know each other, though one account pays for all of them: only those of one contract
 * belong together. 1.6 allows 20 characters (parentIdTag, §7.28).
 */
function groupUid({ audience, billingAccountId, contractId }: TokenRow): string | null {
  if (audience === "driver") return billingAccountId.replaceAll("-", "").slice(0, 20);
  if (contractId === null) return null;
  return createHash("sha256").update(`${billingAccountId}/${contractId.toLowerCase()}`).digest("hex").slice(0, 20);
}
