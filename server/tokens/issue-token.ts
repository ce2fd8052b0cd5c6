import { sql } from "drizzle-orm";
import { z } from "zod";
import { queryOf } from "@/db/handle";
import { tokens } from "@/db/schema/tokens";
import type { TenantRead, TenantWrite } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import { announce } from "@/server/live/announce";
import { TokenFacts } from "./facts";
import { endOfDay, operatorZone } from "./last-day";
import { overlaps, type StoredTokenKind } from "./token-kind";

/** Whose token it is. */
export type TokenHolder =
  | { readonly kind: "driver"; readonly driverId: string }
  | { readonly kind: "emsp"; readonly emspId: string };

export const IssueToken = TokenFacts.omit({ contractId: true }).extend({ driverId: z.uuid() });

/** Which open pages a change of this holder's tokens concerns. */
export const topicOf = (holder: TokenHolder): readonly string[] =>
  holder.kind === "driver" ? ["drivers", `driver:${holder.driverId}`] : ["partners", `partner:${holder.emspId}`];

/**
 * Gives a driver or a partner one more token. Its uid is kept as typed and compared without case;
 * the same uid may be another token when both have a type and the types differ.
 * @throws Refusal CONFLICT (details.field "uid") when anybody of this operator has it; NOT_FOUND
 *   when there is no such holder.
 */
export async function issueToken(
  db: TenantWrite,
  holder: TokenHolder,
  facts: TokenFacts,
): Promise<{ tokenId: string }> {
  await refuseUnknownHolder(db, holder);
  const { lastDay, ...token } = facts;
  await refuseTaken(db, token);
  const [made] = await db
    .insert(tokens)
    .values({ ...token, ...holderColumns(holder), validUntil: endOfDay(lastDay, await operatorZone(db)) })
    .onConflictDoNothing()
    .returning({ tokenId: tokens.id });
  if (!made) throw tokenTaken(token.uid, null); // taken between the look and the insert
  await announce(db, topicOf(holder));
  return made;
}

/** The columns that name the holder. */
export const holderColumns = (holder: TokenHolder) =>
  holder.kind === "driver" ? { driverId: holder.driverId } : { emspId: holder.emspId };

export type TakenToken = {
  readonly tokenId: string;
  readonly uid: string;
  readonly kind: StoredTokenKind;
  readonly holder: string;
  readonly driverId: string | null;
  readonly emspId: string | null;
};

export type TakenTokens = ReadonlyMap<string, readonly TakenToken[]>;

/** The token that a presentation of this one could also mean. */
export const takenToken = (taken: TakenTokens, { uid, kind }: Pick<TokenFacts, "uid" | "kind">) =>
  taken.get(uid.toLowerCase())?.find((other) => overlaps(kind, other.kind));

/** The tokens of this operator that have one of these uids, by uid in lower case. */
export async function takenUids(db: TenantRead, uids: readonly string[]): Promise<TakenTokens> {
  if (uids.length === 0) return new Map();
  const wanted = JSON.stringify(uids.map((uid) => uid.toLowerCase()));
  const rows = await queryOf(db)<TakenToken>`
    select k.id as "tokenId", k.uid, k.kind, coalesce(d.name, m.name) as holder, k.driver_id as "driverId",
           k.emsp_id as "emspId"
      from tokens k
      left join drivers d on d.tenant_id = k.tenant_id and d.id = k.driver_id
      left join emsps m on m.tenant_id = k.tenant_id and m.id = k.emsp_id
     where k.tenant_id = ${db.tenantId}::uuid
       and k.uid_lower in (select jsonb_array_elements_text(${wanted}::text::jsonb))`;
  const taken = new Map<string, TakenToken[]>();
  for (const row of rows) taken.set(row.uid.toLowerCase(), [...(taken.get(row.uid.toLowerCase()) ?? []), row]);
  return taken;
}

/** @throws Refusal CONFLICT when another token has this uid and a type that this one could mean */
export async function refuseTaken(
  db: TenantRead,
  token: Pick<TokenFacts, "uid" | "kind">,
  ownId: string | null = null,
): Promise<void> {
  const others = (await takenUids(db, [token.uid])).get(token.uid.toLowerCase()) ?? [];
  const taken = others.find(({ tokenId, kind }) => tokenId !== ownId && overlaps(token.kind, kind));
  if (taken) throw tokenTaken(token.uid, taken);
}

const tokenTaken = (uid: string, taken: TakenToken | null): Refusal =>
  new Refusal("token_taken", { uid: taken?.uid ?? uid, field: "uid", holder: taken?.holder ?? "somebody else" });

async function refuseUnknownHolder(db: TenantRead, holder: TokenHolder): Promise<void> {
  const found =
    holder.kind === "driver"
      ? await db.execute(sql`select 1 from drivers where id = ${holder.driverId}::uuid`)
      : await db.execute(sql`select 1 from emsps where id = ${holder.emspId}::uuid`);
  if (found.length === 0) {
    throw new Refusal(holder.kind === "driver" ? "driver_not_found" : "partner_not_found");
  }
}
