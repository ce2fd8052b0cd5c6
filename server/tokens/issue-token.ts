import { sql } from "drizzle-orm";
import { z } from "zod";
import { queryOf } from "@/db/handle";
import { tokens } from "@/db/schema/tokens";
import type { TenantRead, TenantWrite } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import { announce } from "@/server/live/announce";
import { TokenFacts } from "./facts";
import { endOfDay, operatorZone } from "./last-day";

/** Whose token it is. */
export type TokenHolder =
  | { readonly kind: "driver"; readonly driverId: string }
  | { readonly kind: "emsp"; readonly emspId: string };

export const IssueToken = TokenFacts.omit({ contractId: true }).extend({ driverId: z.uuid() });

/** Which open pages a change of this holder's tokens concerns. */
export const topicOf = (holder: TokenHolder): readonly string[] =>
  holder.kind === "driver" ? ["drivers", `driver:${holder.driverId}`] : ["partners", `partner:${holder.emspId}`];

/**
 * Gives a driver or a partner one more token. Its uid is kept as typed and compared without case.
 * @throws Refusal CONFLICT (details.field "uid") when anybody of this operator has it; NOT_FOUND
 *   when there is no such holder.
 */
export async function issueToken(
  db: TenantWrite,
  holder: TokenHolder,
  facts: TokenFacts,
): Promise<{ tokenId: string }> {
  await refuseUnknownHolder(db, holder);
  const { uid, label, contractId, lastDay } = facts;
  const [made] = await db
    .insert(tokens)
    .values({ uid, label, contractId, ...holderColumns(holder), validUntil: endOfDay(lastDay, await operatorZone(db)) })
    .onConflictDoNothing()
    .returning({ tokenId: tokens.id });
  if (!made) throw await takenBy(db, uid);
  await announce(db, topicOf(holder));
  return made;
}

/** The columns that name the holder. */
export const holderColumns = (holder: TokenHolder) =>
  holder.kind === "driver" ? { driverId: holder.driverId } : { emspId: holder.emspId };

export type TakenToken = {
  readonly uid: string;
  readonly holder: string;
  readonly driverId: string | null;
  readonly emspId: string | null;
};

/** The tokens of this operator that have one of these uids, by uid in lower case. */
export async function takenUids(db: TenantRead, uids: readonly string[]): Promise<ReadonlyMap<string, TakenToken>> {
  if (uids.length === 0) return new Map();
  const wanted = JSON.stringify(uids.map((uid) => uid.toLowerCase()));
  const rows = await queryOf(db)<TakenToken>`
    select k.uid, coalesce(d.name, m.name) as holder, k.driver_id as "driverId", k.emsp_id as "emspId"
      from tokens k
      left join drivers d on d.tenant_id = k.tenant_id and d.id = k.driver_id
      left join emsps m on m.tenant_id = k.tenant_id and m.id = k.emsp_id
     where k.tenant_id = ${db.tenantId}::uuid
       and k.uid_lower in (select jsonb_array_elements_text(${wanted}::text::jsonb))`;
  return new Map(rows.map((row) => [row.uid.toLowerCase(), row]));
}

async function takenBy(db: TenantRead, uid: string): Promise<Refusal> {
  const taken = (await takenUids(db, [uid])).get(uid.toLowerCase());
  const holder = taken?.holder ?? "somebody else";
  return new Refusal("token_taken", {
    uid: taken?.uid ?? uid,
    field: "uid",
    holder,
  });
}

async function refuseUnknownHolder(db: TenantRead, holder: TokenHolder): Promise<void> {
  const found =
    holder.kind === "driver"
      ? await db.execute(sql`select 1 from drivers where id = ${holder.driverId}::uuid`)
      : await db.execute(sql`select 1 from emsps where id = ${holder.emspId}::uuid`);
  if (found.length === 0) {
    throw new Refusal(holder.kind === "driver" ? "driver_not_found" : "partner_not_found");
  }
}
