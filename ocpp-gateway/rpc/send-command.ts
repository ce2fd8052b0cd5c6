/** The life of our message to a station: claimed, said in its words, answered, settled. */
import type { EncodedCommand, ReadAnswer, Receipt } from "@/ocpp-gateway/dialect/dialect";
import { callText } from "@/ocpp-gateway/rpc/frame";
import { frameDeviations, type FrameFlaw } from "@/ocpp-gateway/rpc/frame-flaw";
import type { Link } from "@/ocpp-gateway/rpc/handle-call";
import type { CommandResult, StationCommand } from "@/server/domain/station/command";
import { joinResults, splitCommand } from "@/server/domain/station/split-command";
import type { ClaimedCommand, CommandCompletion, CommandExchange } from "@/server/station-port";

/** What came back for a CALL of ours. */
export type CallAnswer =
  | {
      readonly type: "result";
      readonly payload: unknown;
      readonly text: string;
      readonly flaws: readonly FrameFlaw[];
    }
  | {
      readonly type: "error";
      readonly errorCode: string;
      readonly description: string;
      readonly flaws: readonly FrameFlaw[];
    }
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
export async function sendCommand(link: CallLink, claimed: ClaimedCommand): Promise<void> {
  const calls: EncodedCall[] = [];
  for (const part of partsOf(link, claimed)) {
    const encoded = link.dialect.encode(part);
    if (encoded.type !== "call") {
      await complete(link, claimed.commandId, { result: unsentResult(encoded), exchanges: [] });
      return;
    }
    calls.push(encoded);
  }
  await callAndComplete(link, claimed, calls);
}

/** 1.6 has one key a ChangeConfiguration. */
function partsOf({ dialect }: CallLink, { command, limits }: ClaimedCommand): readonly StationCommand[] {
  const isSingle = dialect.ocppVersion === "1.6" && command.type === "set-variables";
  return splitCommand(command, isSingle ? { ...limits, items: 1 } : limits, (part) => {
    const encoded = dialect.encode(part);
    return encoded.type === "call" ? Buffer.byteLength(callText(MAX_ID, encoded.action, encoded.text)) : 0;
  });
}

const MAX_ID = "0".repeat(36);

type EncodedCall = Extract<EncodedCommand, { type: "call" }>;

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

/** Sends the calls of a command one after the other, until one is not answered with a result. */
async function callAndComplete(
  link: CallLink,
  { commandId, command }: ClaimedCommand,
  calls: readonly EncodedCall[],
): Promise<void> {
  const { context } = link;
  const results: CommandResult[] = [];
  const exchanges: CommandExchange[] = [];
  const joined = (more: readonly CommandResult[] = []) => joinResults(command, [...results, ...more], calls.length);
  context.counters.commandsSent++;
  for (const encoded of calls) {
    const { messageId, answer, completedBy } = await call(link, encoded);
    const { result, exchange } = completedBy(answer);
    exchanges.push(exchange);
    if (answer.type === "silence") {
      context.counters.commandsTimedOut++;
      const completed = complete(link, commandId, { result: joined([result]), exchanges });
      link.onLateAnswer(messageId, async (late) => {
        await completed.catch(() => {}); // complained of below; the later word must be written last
        const after = completedBy(late);
        await complete(link, commandId, { result: joined([after.result]), exchanges: [after.exchange] });
      });
      return completed;
    }
    results.push(result);
    if (result.type !== "answered") break;
  }
  await complete(link, commandId, { result: joined(), exchanges });
}

/** One CALL: what came back, and what an answer to it makes of it. */
async function call(link: CallLink, encoded: EncodedCall) {
  const { dialect, station } = link;
  const messageId = crypto.randomUUID();
  const sent = { ocppVersion: dialect.ocppVersion, messageId, action: encoded.action, request: encoded.text };
  const sentAtMs = Date.now();
  const answer = await link.call(messageId, callText(messageId, encoded.action, encoded.text));
  const completedBy = (received: CallAnswer) => {
    const { result, deviations } = readAnswer(encoded, received, { ...station, receivedAtMs: Date.now() });
    return { result, exchange: { ...sent, ...describeOutcome(received), sentAtMs, deviations } };
  };
  return { messageId, answer, completedBy };
}

const describeOutcome = (answer: CallAnswer) => ({
  answer: answer.type === "result" ? answer.text : null,
  errorCode: answer.type === "error" ? answer.errorCode : null,
  errorDescription: answer.type === "error" ? answer.description : null,
});

function readAnswer(encoded: EncodedCall, answer: CallAnswer, receipt: Receipt): ReadAnswer {
  switch (answer.type) {
    case "result": {
      const { result, deviations } = encoded.read(answer.payload, receipt);
      return { result, deviations: [...frameDeviations(encoded.action, answer.flaws), ...deviations] };
    }
    case "error": {
      const { errorCode, description, flaws } = answer;
      const deviations = frameDeviations(encoded.action, flaws);
      return { result: { type: "refused", errorCode, description }, deviations };
    }
    case "silence":
      return { result: { type: "timed-out" }, deviations: [] };
  }
}

/** Not a byte was sent: the version lacks the word, or cannot say it of these values. */
function unsentResult(encoded: Exclude<EncodedCommand, EncodedCall>): CommandResult {
  if (encoded.type === "unsupported") return { type: "unsupported" };
  const { where, message } = encoded.schemaError;
  return { type: "refused", errorCode: "NotSupportedByVersion", description: `${where} ${message}` };
}
