import { gatewayTransaction } from "@/db/gateway";
import { batchHandles, queryIn } from "@/db/handle";
import { announceSoon, type Changes, noteChange } from "@/server/station-events/change-feed";
import { type NotedDeviation, writeDeviations } from "@/server/station-events/deviation-store";
import { counters } from "@/server/station-events/counters";
import type { AuthenticatedStation, CommandCompletion } from "@/server/station-events/exchange";
import { keepVariables } from "@/server/device-model/keep-variables";
import { writeMessages } from "@/server/station-events/message-log";
import { changeCredentials } from "@/server/station-events/change-credentials";
import { type CredentialAnswer, withAnswer } from "@/server/domain/station/credentials";
import {
  type CommandResult,
  completesOnAnswer,
  isSameVariable,
  type StationCommand,
  type VariableAnswer,
} from "@/server/domain/station/command";
import type { ReportedVariable } from "@/server/domain/station/event";
import { isCredentialVariable, passwordIn } from "@/server/domain/station/credential-variable";
import { hideSecretVariables } from "@/server/domain/station/secret-variable";

type CommandState = "accepted" | "done" | "rejected" | "refused" | "unsupported" | "timed_out";

/**
 * Writes how a command went and the words that were exchanged. What was already seen to be done
 * stays done; an answer that comes after its time was up is the truth nevertheless. A secret that
 * was to be set has been said, and is forgotten.
 */
export async function completeCommand(
  station: AuthenticatedStation,
  commandId: string,
  completion: CommandCompletion,
): Promise<void> {
  const { tenantId, stationId } = station;
  const { result, exchanges } = completion;
  const changes: Changes = new Map();
  await gatewayTransaction([tenantId], async (sql) => {
    const [row] = await sql<{ payload: StationCommand }[]>`
      select payload from station_commands where tenant_id = ${tenantId} and id = ${commandId} for no key update`;
    if (!row) return;
    const state = stateAfter(row.payload, result);
    await sql`
      update station_commands
         set state = case when state in ('sent', 'timed_out') then ${state} else state end, answered_at = now(),
             done_at = case when state in ('sent', 'timed_out') and ${state} = 'done' then now() else done_at end,
             result = ${JSON.stringify(hideSecretVariables(result))}::text::jsonb,
             payload = ${JSON.stringify(hideSecretVariables(row.payload))}::text::jsonb
       where tenant_id = ${tenantId} and id = ${commandId}`;
    const answer = credentialAnswer(row.payload, result);
    if (answer) await changeCredentials(sql, station, (credentials) => withAnswer(credentials, commandId, answer));
    await writeMessages(
      sql,
      exchanges.map((exchange) => ({ ...exchange, station, direction: "out", receivedAtMs: exchange.sentAtMs })),
    );
    await writeDeviations(queryIn(sql), notedDeviations(station, completion));
    const handle = batchHandles(sql, { isSingle: true })(tenantId);
    await keepVariables({ handle, station, receivedAtMs: Date.now() }, reportedBy(row.payload, result));
  });
  counters.commandsCompleted++;
  const topics = [`command:${commandId}`, `station:${stationId}`, `messages:${stationId}`];
  if (exchanges.some(({ deviations }) => deviations.length > 0)) topics.push(`deviations:${stationId}`);
  for (const topic of topics) noteChange(changes, tenantId, topic);
  announceSoon(changes);
}

function notedDeviations(station: AuthenticatedStation, { exchanges }: CommandCompletion): readonly NotedDeviation[] {
  return exchanges.flatMap(({ deviations, sentAtMs: atMs, ocppVersion, action, answer }) =>
    deviations.map((deviation) => ({ station, deviation, atMs, ocppVersion, action, example: answer ?? "" })),
  );
}

/** Where acceptance is all there is to see, an accepted command is done. */
function stateAfter(command: StationCommand, result: CommandResult): CommandState {
  switch (result.type) {
    case "answered":
      return result.isAccepted ? (completesOnAnswer(command) ? "done" : "accepted") : "rejected";
    case "refused":
      return "refused";
    case "unsupported":
      return "unsupported";
    case "timed-out":
      return "timed_out";
  }
}

/**
 * What the answer says of the password that the command set (A01.FR.03); null when it set none. An
 * answer that cannot be read says nothing, and RebootRequired that it is in force later.
 */
function credentialAnswer(command: StationCommand, result: CommandResult): CredentialAnswer | null {
  if (passwordIn(command) === null) return null;
  if (result.type === "timed-out") return "undecided";
  if (result.type !== "answered") {
    const isUnreadable = result.type === "refused" && result.errorCode === "AnswerBreaksSchema";
    return isUnreadable ? "undecided" : "refused";
  }
  const status = result.variables.findLast(isCredentialVariable)?.status;
  if (status === "Accepted") return "accepted";
  return status === "RebootRequired" || status === undefined ? "undecided" : "refused";
}

/**
 * The configuration that the answer reports: values that were read, and those that the station took
 * over.
 */
function reportedBy(command: StationCommand, result: CommandResult): readonly ReportedVariable[] {
  if (result.type !== "answered") return [];
  if (command.type === "get-variables") {
    return result.variables.flatMap((answer) => (answer.value === null ? [] : [reported(answer, answer.value)]));
  }
  if (command.type !== "set-variables") return [];
  return result.variables.flatMap((answer) => {
    const requested = command.variables.find((variable) => isSameVariable(variable, answer));
    const value = answer.value ?? requested?.value;
    return answer.status === "Accepted" && value !== undefined ? [reported(answer, value)] : [];
  });
}

const reported = (
  { component, instance, evse, variable, isReadOnly }: VariableAnswer,
  value: string,
): ReportedVariable => ({
  component,
  instance,
  evse,
  variable,
  attribute: "Actual",
  value,
  isReadOnly,
});
