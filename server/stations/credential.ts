import { randomBytes, randomInt } from "node:crypto";
import { hashPassword } from "@/server/identity/password";

/** Nothing that reads like another character: a technician may have to type it on a phone. */
const ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const LENGTH = 20;

/**
 * A new password of security profile 1 and its hash; only the hash is kept. Twenty letters and
 * digits, about 116 bits: between the 16 and 40 characters of OCPP 2.0.1 (BasicAuthPassword) and
 * within the 20 bytes of OCPP 1.6's AuthorizationKey.
 */
export async function newCredential(): Promise<{ password: string; hash: string }> {
  const password = newPassword();
  return { password, hash: await hashPassword(password) };
}

export const newPassword = (): string =>
  Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join("");

const KEY_BYTES = 20;

/**
 * A new AuthorizationKey for OCPP 1.6, forty hexadecimal digits. The first edition takes them for
 * twenty bytes and shows those, the security whitepaper for the text itself: both are compared as
 * these digits (basicCredentials). The bytes are no UTF-8, so that they are never read as text, and
 * none is zero, for firmware in C.
 */
export function newAuthorizationKey(): string {
  const [first = 0, ...rest] = randomBytes(KEY_BYTES);
  return Buffer.from([0xf8 | first, ...rest.map((byte) => byte || 0xff)]).toString("hex");
}
