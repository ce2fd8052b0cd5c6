import { and, eq, inArray, isNotNull } from "drizzle-orm";
import { z } from "zod";
import { TOKEN_KINDS, TOKEN_STATES, tokens } from "@/db/schema/tokens";
import type { TenantWrite } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import { announce } from "@/server/live/announce";
import { optionalLine } from "@/server/input/typed";
import { refuseTaken } from "./issue-token";
import { endOfDay, operatorZone } from "./last-day";

export const SetTokenState = z.object({
  tokenIds: z.array(z.uuid()).min(1).max(500),
  state: z.enum(TOKEN_STATES),
});

export const UpdateToken = z.object({
  tokenId: z.uuid(),
  /** left out: as it is */
  kind: z.enum(TOKEN_KINDS).optional(),
  label: optionalLine(60),
  /** the last day on which it works; null: no end */
  lastDay: z.iso.date("A date, such as 2027-12-31.").nullable(),
});

type HolderKind = "driver" | "emsp";

/** Tokens of the other kind of holder are not found: another right rules over them. */
const heldBy = (kind: HolderKind) => isNotNull(kind === "driver" ? tokens.driverId : tokens.emspId);

/**
 * Blocks, expires or sets free. Stations ask at every plug-in, so it holds from the next one; a
 * session that runs goes on.
 * @throws Refusal NOT_FOUND when one of them is not there: then none is changed.
 */
export async function setTokenState(
  db: TenantWrite,
  kind: HolderKind,
  { tokenIds, state }: z.infer<typeof SetTokenState>,
): Promise<{ changed: number }> {
  const changed = await db
    .update(tokens)
    .set({ state })
    .where(and(inArray(tokens.id, tokenIds), heldBy(kind)))
    .returning({ driverId: tokens.driverId, emspId: tokens.emspId });
  if (changed.length !== new Set(tokenIds).size) throw new Refusal("token_not_found");
  await announceHolders(db, changed);
  return { changed: changed.length };
}

/** @throws Refusal NOT_FOUND; CONFLICT when another token could mean the same with this type */
export async function updateToken(
  db: TenantWrite,
  kind: HolderKind,
  { tokenId, kind: tokenKind, label, lastDay }: z.infer<typeof UpdateToken>,
): Promise<void> {
  if (tokenKind !== undefined) {
    const [token] = await db.select({ uid: tokens.uid }).from(tokens).where(eq(tokens.id, tokenId));
    if (token) await refuseTaken(db, { uid: token.uid, kind: tokenKind }, tokenId);
  }
  const changed = await db
    .update(tokens)
    .set({
      ...(tokenKind === undefined ? {} : { kind: tokenKind }),
      label,
      validUntil: endOfDay(lastDay, await operatorZone(db)),
    })
    .where(and(eq(tokens.id, tokenId), heldBy(kind)))
    .returning({ driverId: tokens.driverId, emspId: tokens.emspId });
  if (changed.length === 0) throw new Refusal("token_not_found");
  await announceHolders(db, changed);
}

const announceHolders = (
  db: TenantWrite,
  changed: readonly { driverId: string | null; emspId: string | null }[],
): Promise<void> =>
  announce(db, [
    ...new Set(
      changed.flatMap(({ driverId, emspId }) =>
        driverId === null ? ["partners", `partner:${emspId}`] : ["drivers", `driver:${driverId}`],
      ),
    ),
  ]);
