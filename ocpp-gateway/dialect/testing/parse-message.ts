/** For tests: one payload through a dialect's parser. */
import type { Call, Dialect, ParseResult, Receipt } from "@/ocpp-gateway/dialect/dialect";

export const AT = "2026-03-01T10:00:00Z";
export const AT_MS = Date.parse(AT);

/** Where and when the tests' messages come. */
export const RECEIPT: Receipt = { receivedAtMs: AT_MS, timeZone: "Europe/Lisbon", isStrict: false };

export function parse(dialect: Dialect, action: string, payload: unknown, call: Partial<Call> = {}): ParseResult {
  const message = dialect.inbound.get(action) ?? dialect.unanswered?.get(action);
  if (!message) throw new Error(`${dialect.ocppVersion} does not hear ${action}`);
  return message.parse(payload, {
    messageId: "m-1",
    text: JSON.stringify(payload),
    connectedAtMs: AT_MS,
    ...RECEIPT,
    ...call,
  });
}

export function parseOrThrow(dialect: Dialect, action: string, payload: unknown, call: Partial<Call> = {}) {
  const parsed = parse(dialect, action, payload, call);
  if (!parsed.ok) throw new Error(`${action} was not heard: ${parsed.schemaError.where} ${parsed.schemaError.message}`);
  return parsed;
}
