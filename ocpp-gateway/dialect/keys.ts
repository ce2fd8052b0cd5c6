import { hash } from "node:crypto";
import type { Call } from "@/ocpp-gateway/dialect/dialect";

/**
 * Natural keys: the same message sent twice has the same key. Where a message names its subject (a
 * transaction, an instant), its dialect builds the key from those names; the two forms below are
 * for the rest.
 */

/** For facts: the same payload is the same fact, whenever and on whichever socket it comes. */
export function factKey(kind: string, call: Call): string {
  return `${kind}/${digest(call.text)}`;
}

/**
 * For questions and greetings (boot, authorize, status): asking again later is a new question, and
 * a stored answer would be stale, so a repeat counts as one only with the same message id on the
 * same socket. Ids alone do not do: stations exist that count from 1 after each start, against
 * OCPP-J 1.6 §4.1.4 (erratum 3.1).
 */
export function requestKey(kind: string, call: Call): string {
  return `${kind}/${call.connectedAtMs}/${call.messageId}/${digest(call.text)}`;
}

function digest(text: string): string {
  return hash("sha1", text, "base64url");
}
