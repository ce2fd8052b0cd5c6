import { createHash } from "node:crypto";
import { verify } from "@node-rs/argon2";
import { findPresentedStation } from "@/db/gateway";
import type { AuthenticatedStation } from "@/server/charging/exchange";

/** A hash of no station's password, so that an unknown identity takes as long as a wrong password. Cost as in station-password.ts. */
const DECOY = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$3RlU4uXk2S2x3sCq7xH0s0lq1z0rQ0mX0xJ8y3m5z1E";

const MOST_KNOWN = 50_000;

/** Verdicts on passwords by sha256(hash, password): ten thousand stations that come back at once must not cost ten thousand argon2. */
const verdicts = new Map<string, boolean>();

/**
 * The station that shows its credential (OCPP security profile 1); null when the identity is unknown, has no password, or the password
 * is another. Unknown and wrong take the same work. A changed password counts at once: the verdict hangs on the stored hash.
 */
export async function authenticateStation(
  identity: string,
  password: string | null,
): Promise<AuthenticatedStation | null> {
  // before any look-up, so that it tells nothing about the identity; Postgres holds no NUL
  if (password === null || identity.includes("\0")) return null;
  const known = await findPresentedStation(identity);
  const isRight = await isPassword(known?.credentialHash ?? DECOY, password);
  if (!isRight || !known?.credentialHash) return null;
  return { tenantId: known.tenantId, stationId: known.stationId, identity };
}

async function isPassword(hash: string, password: string): Promise<boolean> {
  const name = createHash("sha256").update(hash).update("\0").update(password).digest("base64");
  const remembered = hash === DECOY ? undefined : verdicts.get(name);
  if (remembered !== undefined) return remembered;
  const isRight = await verify(hash, password).catch(() => false); // a stored text that is no argon2 hash lets nobody in
  if (hash !== DECOY) remember(name, isRight);
  return isRight;
}

function remember(name: string, isRight: boolean): void {
  const [oldest] = verdicts.size >= MOST_KNOWN ? verdicts.keys() : [];
  if (oldest !== undefined) verdicts.delete(oldest);
  verdicts.set(name, isRight);
}
