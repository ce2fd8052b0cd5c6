import { hash, verify } from "@node-rs/argon2";

/** argon2id with OWASP's parameters (19 MiB, 2 passes); about 40 ms. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** A hash nobody's password has, so that an unknown address takes as long as a wrong password. */
const DUMMY_HASH = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$3RlU4uXk2S2x3sCq7xH0s0lq1z0rQ0mX0xJ8y3m5z1E";

/** The hash that is kept of a password, with its salt and parameters in it. */
export const hashPassword = (password: string): Promise<string> => hash(password, PARAMETERS);

/**
 * Whether the password is the one behind the hash; a missing hash costs the same time and is never
 * right.
 */
export async function verifyPassword(password: string, storedHash: string | null): Promise<boolean> {
  const matches = await verify(storedHash ?? DUMMY_HASH, password).catch(() => false);
  return storedHash !== null && matches;
}
