/** The life of our message to a station: claimed, said in its words, answered, settled. */
import type { EncodedCommand, ReadAnswer, Receipt } from "@/ocpp-gateway/dialect/dialect";
import { callText } from "@/ocpp-gateway/rpc/frame";
import type { Link } from "@/ocpp-gateway/rpc/handle-call";
import type { CommandResult } from "@/server/domain/station/command";
import type { ClaimedCommand, CommandCompletion } from "@/server/station-port";

/** What came back for a CALL of ours. */
export type CallAnswer =
  | { readonly type: "result"; readonly payload: unknown; readonly text: string }
  | { readonly type: "error"; readonly errorCode: string; readonly description: string }
  /** The time ran out, or the socket closed. */
  | { readonly type: "silence" };

export type CallLink = Link & {
  /** Sends a CALL and waits for its answer; one at a time (OCPP-J 1.6 §4.1.1). */
  readonly call: (messageId: string, frameText: string) => Promise<CallAnswer>;
  /** Hands over what the station answers to a CALL after all, as long as its socket stays open. */
  readonly onLateAnswer: (messageId: string, handler: (answer: LateAnswer) => Promise<void>) => void;
};

export type LateAnswer = Exclude<CallAnswer, { type: "silence" }>;

/**
 * Delivers one claimed command. Rejects when its result could not be stored; the command then stays
 * "sent".
 */
export async function sendCommand(link: CallLink, { commandId, command }: ClaimedCommand): Promise<void> {
  const encoded = link.dialect.encode(command);
  if (encoded.type === "call") await callAndComplete(link, commandId, encoded);
  else await complete(link, commandId, { result: unsentResult(encoded), deviations: [], exchange: null });
}

/**
 * What the station answered is known only here: a database that is away for a moment must not lose
 * it.
 */
async function complete(
  { context, station }: CallLink,
  commandId: string,
  completion: CommandCompletion,
): Promise<void> {
  for (const pauseMs of context.limits.completeRetryDelaysMs) {
    try {
      await context.stationPort.completeCommand(station, commandId, completion);
      return;
    } catch (error) {
      context.logError(
        { err: error, station: station.identity },
        "A command's answer could not be stored; trying again",
      );
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
  await context.stationPort.completeCommand(station, commandId, completion);
}

async function callAndComplete(
  link: CallLink,
  commandId: string,
  encoded: Extract<EncodedCommand, { type: "call" }>,
): Promise<void> {
  const { context, dialect, station } = link;
  const messageId = crypto.randomUUID();
  const sent = { ocppVersion: dialect.ocppVersion, messageId, action: encoded.action, request: encoded.text };
  const sentAtMs = Date.now();
  const completionOf = (answer: CallAnswer): CommandCompletion => ({
    ...readAnswer(encoded, answer, { ...station, receivedAtMs: Date.now() }),
    exchange: { ...sent, ...describeOutcome(answer), sentAtMs },
  });
  context.counters.commandsSent++;
  const answer = await link.call(messageId, callText(messageId, encoded.action, encoded.text));
  const completed = complete(link, commandId, completionOf(answer));
  if (answer.type === "silence") {
    context.counters.commandsTimedOut++;
    link.onLateAnswer(messageId, async (late) => {
      await completed.catch(() => {}); // complained of below; the later word must be written last
      await complete(link, commandId, completionOf(late));
    });
  }
  await completed;
}

const describeOutcome = (answer: CallAnswer) => ({
  answer: answer.type === "result" ? answer.text : null,
  errorCode: answer.type === "error" ? answer.errorCode : null,
  errorDescription: answer.type === "error" ? answer.description : null,
});

function readAnswer(
  encoded: Extract<EncodedCommand, { type: "call" }>,
  answer: CallAnswer,
  receipt: Receipt,
): ReadAnswer {
  switch (answer.type) {
    case "result":
      return encoded.read(answer.payload, receipt);
    case "error": {
      const { errorCode, description } = answer;
      return { result: { type: "refused", errorCode, description }, deviations: [] };
    }
    case "silence":
      return { result: { type: "timed-out" }, deviations: [] };
  }
}

/** Not a byte was sent: the version lacks the word, or cannot say it of these values. */
function unsentResult(encoded: Exclude<EncodedCommand, { type: "call" }>): CommandResult {
  if (encoded.type === "unsupported") return { type: "unsupported" };
  const { where, message } = encoded.schemaError;
  return { type: "refused", errorCode: "NotSupportedByVersion", description: `${where} ${message}` };
}
