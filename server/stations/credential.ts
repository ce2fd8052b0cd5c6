import { randomInt } from "node:crypto";
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
  const password = Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join("");
  return { password, hash: await hashPassword(password) };
}
