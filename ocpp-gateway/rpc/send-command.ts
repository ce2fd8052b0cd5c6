/** The life of our message to a station: claimed, said in its words, answered, settled. */
import type { Saying } from "@/ocpp-gateway/dialect/dialect";
import { callText } from "@/ocpp-gateway/rpc/frame";
import type { Link } from "@/ocpp-gateway/rpc/handle-call";
import type { CommandResult } from "@/server/domain/station/command";
import type { ClaimedCommand, Settlement } from "@/server/station-port";

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
  readonly whenLate: (messageId: string, take: (answer: LateAnswer) => Promise<void>) => void;
};

export type LateAnswer = Exclude<CallAnswer, { type: "silence" }>;

/** Delivers one claimed command. Rejects when its fate could not be stored; the command then stays "sent". */
export async function sendCommand(link: CallLink, { commandId, command }: ClaimedCommand): Promise<void> {
  const saying = link.dialect.say(command);
  if (saying.type === "call") await exchangeWords(link, commandId, saying);
  else await settle(link, commandId, { result: unsaid(saying), exchange: null });
}

/** What the station answered is known only here: a database that is away for a moment must not lose it. */
async function settle({ gate, station }: CallLink, commandId: string, settlement: Settlement): Promise<void> {
  for (const pauseMs of gate.limits.settleAgainAfterMs) {
    try {
      await gate.port.settleCommand(station, commandId, settlement);
      return;
    } catch (error) {
      gate.complain({ err: error, station: station.identity }, "A command's answer could not be stored; trying again");
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
  await gate.port.settleCommand(station, commandId, settlement);
}

async function exchangeWords(
  link: CallLink,
  commandId: string,
  saying: Extract<Saying, { type: "call" }>,
): Promise<void> {
  const { gate, dialect } = link;
  const messageId = crypto.randomUUID();
  const sent = { ocppVersion: dialect.ocppVersion, messageId, action: saying.action, request: saying.text };
  const sentAtMs = Date.now();
  const settlementOf = (answer: CallAnswer): Settlement => ({
    result: resultOf(saying, answer),
    exchange: { ...sent, ...wordsOf(answer), sentAtMs },
  });
  gate.counters.commandsSent++;
  const answer = await link.call(messageId, callText(messageId, saying.action, saying.text));
  const settled = settle(link, commandId, settlementOf(answer));
  if (answer.type === "silence") {
    gate.counters.commandsTimedOut++;
    link.whenLate(messageId, async (late) => {
      await settled.catch(() => {}); // complained of below; the later word must be written last
      await settle(link, commandId, settlementOf(late));
    });
  }
  await settled;
}

const wordsOf = (answer: CallAnswer) => ({
  answer: answer.type === "result" ? answer.text : null,
  errorCode: answer.type === "error" ? answer.errorCode : null,
  errorDescription: answer.type === "error" ? answer.description : null,
});

function resultOf(saying: Extract<Saying, { type: "call" }>, answer: CallAnswer): CommandResult {
  switch (answer.type) {
    case "result":
      return saying.read(answer.payload);
    case "error":
      return { type: "refused", errorCode: answer.errorCode, description: answer.description };
    case "silence":
      return { type: "timed-out" };
  }
}

/** Not a byte was sent: the version lacks the word, or cannot say it of these values. */
function unsaid(saying: Exclude<Saying, { type: "call" }>): CommandResult {
  if (saying.type === "unsupported") return { type: "unsupported" };
  const { where, message } = saying.fault;
  return { type: "refused", errorCode: "NotSayable", description: `${where} ${message}` };
}
