/** The life of a station's message: heard, recorded, answered after the commit. */
import { codeOfFlaw, codeOfKeyword, codeOfRefusal, type ErrorCode } from "@/ocpp-gateway/call-error";
import type { Dialect } from "@/ocpp-gateway/dialect/dialect";
import { type BrokenFrame, type CallFrame, errorText, keepable, resultText } from "@/ocpp-gateway/frame";
import type { Gate } from "@/ocpp-gateway/gate";
import { Refusal } from "@/server/domain/refusal";
import type { AuthenticatedStation } from "@/server/station-port";

/** One station's connection, as far as a message needs it. */
export type Link = {
  readonly gate: Gate;
  readonly station: AuthenticatedStation;
  readonly dialect: Dialect;
  readonly connectedAtMs: number;
};

/**
 * Answers one CALL. Rejects when the house could not commit: the caller then says InternalError, and the station keeps its message.
 *
 * A station is heard even before its BootNotification. OCPP recommends SecurityError then (OCPP-J 1.6 erratum 3.10, 2.0.1 B03.FR.07
 * for rejected ones); but a station that merely reconnects does not boot (OCPP-J 1.6 §5.4), this one has shown its password, and
 * what it tells may be the end of a session that was waiting for a network.
 *
 * @returns the answering frame's text.
 */
export async function handleCall(link: Link, frame: CallFrame, receivedAtMs: number): Promise<string> {
  const { gate, station, dialect, connectedAtMs } = link;
  const { messageId, action, text } = frame;
  const message = dialect.inbound.get(action);
  if (!message) {
    return dialect.knows(action)
      ? refuse(link, frame, receivedAtMs, "NotSupported", `${action} is not supported here`)
      : refuse(link, frame, receivedAtMs, "NotImplemented", "There is no such action");
  }
  const heard = message.hear(frame.payload, { messageId, text, receivedAtMs, connectedAtMs });
  if (!heard.isHeard) {
    const { keyword, where, message: why } = heard.fault;
    return refuse(link, frame, receivedAtMs, codeOfKeyword(dialect.ocppVersion, keyword), `${where} ${why}`);
  }
  const exchange = {
    ocppVersion: dialect.ocppVersion,
    messageId,
    action,
    request: text,
    receivedAtMs,
    answer: heard.answer,
  };
  const answer = await gate.port.recordEvent(station, heard.event, exchange);
  if (answer !== "{}") auditAnswer(link, action, answer);
  return resultText(messageId, answer);
}

/** A wrong answer is our own mistake: it still goes out, for what it answers is committed, and shows in log and metrics. */
function auditAnswer({ gate, dialect }: Link, action: string, answer: string): void {
  const fault = dialect.checkAnswer(action, JSON.parse(answer));
  if (!fault) return;
  gate.counters.answersBreakingSchema++;
  gate.complain({ action, answer, ...fault }, "Our own answer breaks the official schema");
}

/** What a failure of `handleCall` becomes: the business's no in the station's words, everything else InternalError. */
export async function answerFailure(
  link: Link,
  frame: CallFrame,
  receivedAtMs: number,
  error: unknown,
): Promise<string> {
  if (error instanceof Refusal) {
    return refuse(link, frame, receivedAtMs, codeOfRefusal(error.code), error.message);
  }
  return errorText(frame.messageId, "InternalError", "The message could not be kept; please send it again");
}

/** Keeps a frame that is none, and says so where the version wants it; null for no answer. */
export async function handleBroken(link: Link, frame: BrokenFrame, receivedAtMs: number): Promise<string | null> {
  const errorCode = codeOfFlaw(link.dialect.ocppVersion, frame);
  await keep(link, frame, receivedAtMs, errorCode ?? "Ignored", frame.reason);
  // "-1" stands for an id that cannot be read (2.0.1 part 4 §4.2.3); 1.6 has no other word for it.
  return errorCode && errorText(frame.messageId ?? "-1", errorCode, frame.reason);
}

/** Refused and kept: a quirky charger's StopTransaction is money. Only what is kept may be refused, so this may reject too. */
async function refuse(
  link: Link,
  frame: CallFrame,
  receivedAtMs: number,
  errorCode: ErrorCode,
  reason: string,
): Promise<string> {
  link.gate.counters.callsRefused++;
  await keep(link, frame, receivedAtMs, errorCode, reason);
  return errorText(frame.messageId, errorCode, reason);
}

type Refused = { readonly messageId: string | null; readonly action: string | null; readonly raw: string };

/** Keeps a frame as it came, with the reason why it was not taken. */
export async function keep(
  { gate, station, dialect }: Link,
  { messageId, action, raw }: Refused,
  receivedAtMs: number,
  errorCode: string,
  reason: string,
): Promise<void> {
  await gate.port.keepRefusedFrame(station, {
    ocppVersion: dialect.ocppVersion,
    raw: keepable(raw),
    messageId: messageId && keepable(messageId).slice(0, 100),
    action: action && keepable(action).slice(0, 100),
    errorCode,
    reason: keepable(reason).slice(0, 500),
    receivedAtMs,
  });
}
