/** For tests: one payload told to a dialect, and what it heard. */
import type { Call, Dialect, Heard } from "@/ocpp-gateway/dialect/dialect";

export const AT = "2026-03-01T10:00:00Z";
export const AT_MS = Date.parse(AT);

export function tell(dialect: Dialect, action: string, payload: unknown, call: Partial<Call> = {}): Heard {
  const message = dialect.inbound.get(action);
  if (!message) throw new Error(`${dialect.ocppVersion} does not hear ${action}`);
  return message.hear(payload, {
    messageId: "m-1",
    text: JSON.stringify(payload),
    receivedAtMs: AT_MS,
    connectedAtMs: AT_MS,
    ...call,
  });
}

export function told(dialect: Dialect, action: string, payload: unknown, call: Partial<Call> = {}) {
  const heard = tell(dialect, action, payload, call);
  if (!heard.isHeard) throw new Error(`${action} was not heard: ${heard.fault.where} ${heard.fault.message}`);
  return heard;
}
