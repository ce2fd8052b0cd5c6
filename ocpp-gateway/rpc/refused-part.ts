import { fieldIn, textIn } from "@/ocpp-gateway/dialect/text-in";
import type { InboundMessage } from "@/ocpp-gateway/dialect/dialect";
import { toStorableText } from "@/ocpp-gateway/dialect/storable";
import type { RefusedPart } from "@/server/domain/station/session-part";

const MAX_ID_LENGTH = 100;

/**
 * The part of a session that a refused message carries, and whose session it is as far as it can be
 * read. Null for readings outside any transaction, and for what is no session's message.
 */
export function refusedPartOf(message: InboundMessage | undefined, payload: unknown): RefusedPart | null {
  const part = message?.sessionPart?.(payload);
  if (!part) return null;
  const named = textIn(payload, "transactionId") ?? textIn(fieldIn(payload, "transactionInfo"), "transactionId");
  if (part === "metered" && named === null) return null;
  const evse = Number(textIn(payload, "connectorId") ?? textIn(fieldIn(payload, "evse"), "id") ?? Number.NaN);
  return {
    part,
    transaction: named && toStorableText(named).slice(0, MAX_ID_LENGTH),
    evse: Number.isInteger(evse) && evse > 0 && evse < 32_768 ? evse : null,
  };
}
