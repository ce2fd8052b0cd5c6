import { createHash } from "node:crypto";
import { findPresentedStations, gatewayTransaction, type PresentedStation } from "@/db/gateway";
import { profileFor } from "@/server/domain/station/shipped-profiles";
import { profileOf } from "@/server/model-profiles/own-profiles";
import { classifyDatabaseError } from "@/server/station-events/database-error";
import type { Authentication } from "@/server/station-events/exchange";
import { groupCommit } from "@/server/station-events/group-commit";
import { verifyPassword } from "@/server/identity/password";
import { changeCredentials } from "@/server/station-events/change-credentials";
import { openHashes, type StationCredentials, withUsed } from "@/server/domain/station/credentials";

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
 * changed password counts at once: the verdict hangs on the stored hash. Of several that may be in
 * force at the station, the one that it uses decides.
 */
export async function authenticateStation(identity: string, password: string | null): Promise<Authentication | null> {
  // before any look-up, so that it discloses nothing about the identity; Postgres holds no NUL
  if (password === null || identity.includes("\0")) return null;
  const known = await lookUps.put(identity);
  const used = await matchingHash(password, known ? openHashes(credentialsOf(known)) : []);
  if (!known || used === null) return null;
  const { tenantId, stationId, timeZone, isStrict, lastVersion, pendingCredentials } = known;
  const model = profileFor(known, known.profiles.map(profileOf));
  const station = { tenantId, stationId, identity, timeZone, isStrict, model };
  if (pendingCredentials.some(({ isOpen }) => isOpen)) {
    await gatewayTransaction([tenantId], (sql) =>
      changeCredentials(sql, station, (credentials) => withUsed(credentials, used)),
    );
  }
  return { station, lastVersion };
}

const credentialsOf = ({ credentialHash, pendingCredentials }: PresentedStation): StationCredentials => ({
  hash: credentialHash,
  pending: pendingCredentials,
});

/** All at once, so that the time of a no hardly says how many there are. */
async function matchingHash(password: string, hashes: readonly string[]): Promise<string | null> {
  const candidates = hashes.length === 0 ? [null] : hashes;
  const verdicts = await Promise.all(candidates.map((hash) => verdictOn(password, hash)));
  return candidates[verdicts.indexOf(true)] ?? null;
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
