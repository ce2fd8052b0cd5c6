import { createHash } from "node:crypto";
import { findPresentedStations, type PresentedStation } from "@/db/gateway";
import { classifyDatabaseError } from "@/server/station-events/database-error";
import type { AuthenticatedStation } from "@/server/station-events/exchange";
import { groupCommit } from "@/server/station-events/group-commit";
import { verifyPassword } from "@/server/identity/password";

/** Ten thousand stations that come back at once are not looked up one by one. */
const lookUps = groupCommit<string, PresentedStation | null>({
  write: async (identities) => {
    const found = new Map((await findPresentedStations(identities)).map((station) => [station.identity, station]));
    return identities.map((identity) => found.get(identity) ?? null);
  },
  keyOf: (identity) => identity,
  lanes: 1,
  batchSize: 500,
  maxQueue: 100_000,
  classifyError: classifyDatabaseError,
});

const MAX_CACHED = 50_000;

/**
 * Verdicts on passwords by sha256(hash, password): ten thousand stations that come back at once
 * must not cost ten thousand argon2.
 */
const verdicts = new Map<string, boolean>();

/**
 * The station that shows its credential (OCPP security profile 1); null when the identity is
 * unknown, has no password, or the password is another. Unknown and wrong take the same work. A
 * changed password counts at once: the verdict hangs on the stored hash.
 */
export async function authenticateStation(
  identity: string,
  password: string | null,
): Promise<AuthenticatedStation | null> {
  // before any look-up, so that it discloses nothing about the identity; Postgres holds no NUL
  if (password === null || identity.includes("\0")) return null;
  const known = await lookUps.put(identity);
  const isValid = await verdictOn(password, known?.credentialHash ?? null);
  if (!isValid || !known?.credentialHash) return null;
  const { tenantId, stationId, timeZone, isStrict } = known;
  return { tenantId, stationId, identity, timeZone, isStrict };
}

async function verdictOn(password: string, hash: string | null): Promise<boolean> {
  if (hash === null) return verifyPassword(password, null);
  const name = createHash("sha256").update(hash).update("\0").update(password).digest("base64");
  const cached = verdicts.get(name);
  if (cached !== undefined) return cached;
  const isValid = await verifyPassword(password, hash);
  store(name, isValid);
  return isValid;
}

function store(name: string, isValid: boolean): void {
  const [oldest] = verdicts.size >= MAX_CACHED ? verdicts.keys() : [];
  if (oldest !== undefined) verdicts.delete(oldest);
  verdicts.set(name, isValid);
}
