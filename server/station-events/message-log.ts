import type { GatewayTransaction } from "@/db/gateway";
import type { AuthenticatedStation } from "@/server/station-events/exchange";
import { batchOf } from "@/db/batch";
import { queryIn } from "@/db/handle";
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
const CONFIGURATION_ACTIONS: ReadonlySet<string> = new Set([
  "ChangeConfiguration",
  "GetConfiguration",
  "GetVariables",
  "NotifyEvent",
  "NotifyReport",
  "SetNetworkProfile",
  "SetVariables",
]);

/**
 * Writes lines into the message log, in one statement; secrets of the stations' configuration stay
 * out.
 */
export async function writeMessages(sql: GatewayTransaction, received: readonly LoggedMessage[]): Promise<void> {
  if (received.length === 0) return;
  const messages = received.map(withoutSecrets);
  const input = loggedMessages(messages.map(({ station, ...message }) => ({ ...message, ...idsOf(station) })));
  await queryIn(sql)`
    insert into ocpp_messages
      (tenant_id, station_id, received_at, direction, ocpp_version, message_id, action, request, answer, error_code,
       error_description)
    select tenant_id, station_id, to_timestamp(received_at_ms / 1000), direction, ocpp_version, message_id, action,
           request, answer, error_code, error_description
      from ${input}`;
}

const idsOf = ({ tenantId, stationId }: AuthenticatedStation) => ({ tenantId, stationId });

const loggedMessages = batchOf(
  {
    tenantId: "uuid",
    stationId: "uuid",
    receivedAtMs: "float8",
    direction: "text",
    ocppVersion: "text",
    messageId: "text?",
    action: "text?",
    request: "payload",
    answer: "payload?",
    errorCode: "text?",
    errorDescription: "text?",
  },
  "input",
);

function withoutSecrets(message: LoggedMessage): LoggedMessage {
  if (message.action === null || !CONFIGURATION_ACTIONS.has(message.action)) return message;
  const { request, answer } = message;
  return { ...message, request: hideSecretsIn(request), answer: answer === null ? null : hideSecretsIn(answer) };
}
