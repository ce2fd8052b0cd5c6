import type { GatewayTransaction } from "@/db/gateway";
import type { AuthenticatedStation } from "@/server/station-events/exchange";
import { plainArray, textArray } from "@/db/pg-array";
import { hideSecretsIn } from "@/server/domain/station/secret-variable";

/** One line of the message log. */
export type LoggedMessage = {
  readonly station: AuthenticatedStation;
  readonly receivedAtMs: number;
  readonly direction: "in" | "out";
  readonly ocppVersion: string;
  readonly messageId: string | null;
  readonly action: string | null;
  readonly request: string;
  readonly answer: string | null;
  readonly errorCode: string | null;
  readonly errorDescription: string | null;
};

/** Messages that carry a station's configuration, and so its passwords. */
const CONFIGURES: ReadonlySet<string> = new Set([
  "ChangeConfiguration",
  "GetConfiguration",
  "GetVariables",
  "NotifyEvent",
  "NotifyReport",
  "SetNetworkProfile",
  "SetVariables",
]);

/** Writes lines into the message log, in one statement; secrets of the stations' configuration stay out. */
export async function writeMessages(sql: GatewayTransaction, received: readonly LoggedMessage[]): Promise<void> {
  if (received.length === 0) return;
  const messages = received.map(withoutSecrets);
  await sql`
    insert into ocpp_messages
      (tenant_id, station_id, received_at, direction, ocpp_version, message_id, action, request, answer, error_code, error_description)
    select tenant_id, station_id, to_timestamp(received_at_ms / 1000), direction, ocpp_version, message_id, action, request, answer,
           error_code, error_description
      from unnest(${plainArray(messages.map(({ station }) => station.tenantId))}::uuid[],
                  ${plainArray(messages.map(({ station }) => station.stationId))}::uuid[],
                  ${plainArray(messages.map((message) => message.receivedAtMs))}::float8[],
                  ${plainArray(messages.map((message) => message.direction))}::text[],
                  ${textArray(messages.map((message) => message.ocppVersion))}::text[],
                  ${textArray(messages.map((message) => message.messageId))}::text[],
                  ${textArray(messages.map((message) => message.action))}::text[],
                  (string_to_array(${joined(messages.map((message) => message.request))}::text, ${SEPARATOR}::text))[2:],
                  (string_to_array(${joined(messages.map((message) => message.answer ?? NOTHING))}::text, ${SEPARATOR}::text, ${NOTHING}::text))[2:],
                  ${textArray(messages.map((message) => message.errorCode))}::text[],
                  ${textArray(messages.map((message) => message.errorDescription))}::text[])
           as input (tenant_id, station_id, received_at_ms, direction, ocpp_version, message_id, action, request, answer,
                    error_code, error_description)`;
}

function withoutSecrets(message: LoggedMessage): LoggedMessage {
  if (message.action === null || !CONFIGURES.has(message.action)) return message;
  const { request, answer } = message;
  return { ...message, request: hideSecretsIn(request), answer: answer === null ? null : hideSecretsIn(answer) };
}

/**
 * Payloads travel as one joined text, which spares escaping and unescaping all their quotes. JSON text cannot hold a raw unit separator
 * (RFC 8259 §7); of a refused frame, which may be anything, it is shown by its picture.
 */
const SEPARATOR = "\u001f";
/** Stands for null; no JSON text either. */
const NOTHING = "\u001e";

/** Begins with a separator, and the array from its second element: Postgres reads an empty text as no element at all, not as an empty one. */
const joined = (texts: readonly string[]): string =>
  texts.map((text) => SEPARATOR + (text.includes(SEPARATOR) ? text.replaceAll(SEPARATOR, "\u241f") : text)).join("");
