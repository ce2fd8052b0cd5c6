import { createHash } from "node:crypto";
import { StripeRefusal } from "./refuse";

/** The answer that Stripe stores under an idempotency key, errors and 500s included. */
export type StoredReply = { key: string; fingerprint: string; status: number; body: string };

/** The parts of a call that must be equal when its key is used again: verb, path and parameters. */
export function fingerprintOf(verb: string, path: string, form: unknown): string {
  return createHash("sha256")
    .update(`${verb} ${path} ${JSON.stringify(sorted(form))}`)
    .digest("hex");
}

/** 400 when a key is used again with other parameters. */
export function refuseOtherParams(stored: StoredReply, fingerprint: string): void {
  if (stored.fingerprint === fingerprint) return;
  throw new StripeRefusal(400, {
    type: "idempotency_error",
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${stored.key}' if you meant to execute a different request.`,
  });
}

/** 409 while the first call of a key is still running. */
export function keyInUse(key: string): StripeRefusal {
  return new StripeRefusal(409, {
    type: "idempotency_error",
    code: "idempotency_key_in_use",
    message: `There is currently another in-progress request using this Idempotent Key (${key}). Please try again later.`,
  });
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, entry]) => [key, sorted(entry)]);
}
