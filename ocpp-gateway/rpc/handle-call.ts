/** The life of a station's message: parsed, recorded, answered after the commit. */
import { codeOfFlaw, codeOfKeyword, codeOfRefusal, type ErrorCode } from "@/ocpp-gateway/rpc/call-error";
import type { Dialect, InboundMessage } from "@/ocpp-gateway/dialect/dialect";
import { toStorableText } from "@/ocpp-gateway/dialect/storable";
import {
  type BrokenFrame,
  type CallFrame,
  errorText,
  type ResultErrorFrame,
  resultText,
  type SendFrame,
} from "@/ocpp-gateway/rpc/frame";
import { frameDeviations } from "@/ocpp-gateway/rpc/frame-flaw";
import type { GatewayContext } from "@/ocpp-gateway/gateway-context";
import type { Registration } from "@/ocpp-gateway/rpc/registration";
import { refusedPartOf } from "@/ocpp-gateway/rpc/refused-part";
import { untilCommitted } from "@/ocpp-gateway/rpc/until-committed";
import { Refusal } from "@/server/domain/refusal";
import { NotCommitted } from "@/server/domain/station/not-committed";
import { carriesSession, type StationEvent } from "@/server/domain/station/event";
import type { BootOutcome } from "@/server/domain/station/outcome";
import type { AuthenticatedStation, Exchange, RejectedFrame } from "@/server/station-port";

/** One station's connection, as far as a message needs it. */
export type Link = {
  readonly context: GatewayContext;
  readonly station: AuthenticatedStation;
  readonly dialect: Dialect;
  readonly connectedAtMs: number;
  readonly registration: Registration;
};

/**
 * Answers one CALL, once it is committed. A session's message waits for the database and is never
 * answered without it: rejects with Unanswerable then. Rejects otherwise when nothing could be
 * committed.
 *
 * @returns the answering frame's text.
 */
export async function handleCall(link: Link, frame: CallFrame, receivedAtMs: number): Promise<string> {
  const { context, station, dialect } = link;
  const interpreted = interpret(link, frame, receivedAtMs, dialect.inbound);
  if (!interpreted.ok) return rejectCall(link, frame, receivedAtMs, interpreted.errorCode, interpreted.reason);
  const { event, exchange } = interpreted;
  const record = () => context.stationPort.recordEvent(station, event, exchange);
  const answer =
    event.type === "booted"
      ? await recordBoot(link, event, exchange)
      : await (carriesSession(event) ? untilCommitted(context, receivedAtMs, record) : record());
  if (answer !== "{}") verifyAnswer(link, frame.action, answer);
  return resultText(frame.answerId, answer);
}

/** Takes one SEND (OCPP-J 2.1 §4.2.4), which is kept as a CALL is, and has no answer. */
export async function handleSend(link: Link, frame: SendFrame, receivedAtMs: number): Promise<void> {
  const { context, station, dialect } = link;
  const interpreted = interpret(link, frame, receivedAtMs, dialect.unanswered ?? new Map());
  if (interpreted.ok) {
    const exchange = { ...interpreted.exchange, answer: () => "" };
    await context.stationPort.recordEvent(station, interpreted.event, exchange);
    return;
  }
  context.counters.callsRefused++;
  await keepRejected(link, frame, receivedAtMs, interpreted.errorCode, interpreted.reason);
}

export type Interpreted =
  | { readonly ok: true; readonly event: StationEvent; readonly exchange: Exchange }
  | { readonly ok: false; readonly errorCode: ErrorCode; readonly reason: string };

/** What decides how a message is read. */
type InterpretingLink = Pick<Link, "dialect" | "station" | "connectedAtMs"> & {
  readonly registration: Pick<Registration, "allows">;
};

/** What a message is among those that may come this way, or why it is none of them. */
export function interpret(
  { dialect, station, connectedAtMs, registration }: InterpretingLink,
  frame: CallFrame | SendFrame,
  receivedAtMs: number,
  messages: ReadonlyMap<string, InboundMessage>,
): Interpreted {
  const { messageId, action, text } = frame;
  const message = messages.get(action);
  if (!message) {
    return dialect.knows(action)
      ? { ok: false, errorCode: "NotSupported", reason: `${action} is not supported here` }
      : { ok: false, errorCode: "NotImplemented", reason: "There is no such action" };
  }
  const parsed = message.parse(frame.payload, {
    messageId,
    text,
    receivedAtMs,
    connectedAtMs,
    timeZone: station.timeZone,
    isStrict: station.isStrict,
  });
  if (!parsed.ok) {
    const { keyword, where, message: reason } = parsed.schemaError;
    return { ok: false, errorCode: codeOfKeyword(dialect.ocppVersion, keyword), reason: `${where} ${reason}` };
  }
  const { event, answer } = parsed;
  if (!registration.allows(event)) {
    return { ok: false, errorCode: "SecurityError", reason: "This station has not been accepted yet" };
  }
  const { ocppVersion } = dialect;
  const { flaws } = frame;
  const deviations = flaws.length === 0 ? parsed.deviations : [...frameDeviations(action, flaws), ...parsed.deviations];
  const exchange = { ocppVersion, messageId, action, request: text, receivedAtMs, deviations, answer };
  return { ok: true, event, exchange };
}

/** Once the answer is committed, its status decides what the station may send from then on. */
async function recordBoot(
  { context, station, registration }: Link,
  event: StationEvent,
  exchange: Exchange,
): Promise<string> {
  const statuses: BootOutcome["registration"][] = [];
  const answer = await context.stationPort.recordEvent(station, event, {
    ...exchange,
    answer(outcome) {
      if (outcome.type === "boot") statuses.push(outcome.registration);
      return exchange.answer(outcome);
    },
  });
  const last = statuses.at(-1); // an attempt that was rolled back may have come before it
  if (last) registration.booted(last);
  return answer;
}

/**
 * A wrong answer is our own mistake: it still goes out, for what it answers is committed, and shows
 * in log and metrics.
 */
function verifyAnswer({ context, dialect }: Link, action: string, answer: string): void {
  const schemaError = dialect.checkAnswer(action, JSON.parse(answer));
  if (!schemaError) return;
  context.counters.answersBreakingSchema++;
  context.logError({ action, answer, ...schemaError }, "Our own answer breaks the official schema");
}

/**
 * What a failure of `handleCall` becomes: the business's no in the station's words; InternalError
 * for what may be sent again (OCPP-J 1.6 erratum 3.3), and for what the database refuses for its
 * content, which is kept like any rejected frame.
 */
export async function answerFailure(
  link: Link,
  frame: CallFrame,
  receivedAtMs: number,
  error: unknown,
): Promise<string> {
  if (error instanceof Refusal) {
    return rejectCall(link, frame, receivedAtMs, codeOfRefusal(error.status), error.message);
  }
  if (error instanceof NotCommitted) {
    return errorText(frame.answerId, "InternalError", "The message could not be kept; please send it again");
  }
  return rejectCall(link, frame, receivedAtMs, "InternalError", "The message could not be processed; it is kept");
}

/** Keeps a frame that is none, and says so where the version wants it; null for no answer. */
export async function handleBroken(link: Link, frame: BrokenFrame, receivedAtMs: number): Promise<string | null> {
  const errorCode = codeOfFlaw(link.dialect.ocppVersion, frame);
  await keepRejected(link, frame, receivedAtMs, errorCode ?? "Ignored", frame.reason);
  // "-1" stands for an id that cannot be read (2.0.1 part 4 §4.2.3); 1.6 has no other word for it.
  return errorCode && errorText(frame.messageId ?? "-1", errorCode, frame.reason);
}

/** A CALLRESULTERROR (OCPP-J 2.1 §4.2.3): the station has no use for an answer that we gave it. */
export async function handleResultError(link: Link, frame: ResultErrorFrame, receivedAtMs: number): Promise<void> {
  const { context, station } = link;
  const { messageId, errorCode, description } = frame;
  context.counters.answersRejected++;
  context.log.warn({ station: station.identity, messageId, errorCode, description }, "A station rejected our answer");
  await keepRejected(link, { ...frame, action: null }, receivedAtMs, errorCode, description);
}

/**
 * Refused and kept: a quirky charger's StopTransaction is money. Only what is kept may be refused,
 * so this may reject too.
 */
async function rejectCall(
  link: Link,
  frame: CallFrame,
  receivedAtMs: number,
  errorCode: ErrorCode,
  reason: string,
): Promise<string> {
  link.context.counters.callsRefused++;
  const sessionPart = refusedPartOf(link.dialect.inbound.get(frame.action), frame.payload);
  await keepRejected(link, { ...frame, sessionPart }, receivedAtMs, errorCode, reason);
  return errorText(frame.answerId, errorCode, reason);
}

type RejectedParts = Pick<RejectedFrame, "messageId" | "action" | "raw"> & {
  readonly sessionPart?: RejectedFrame["sessionPart"];
};

/**
 * Keeps a frame as it came, with the reason why it was not taken. It may be a session's message, so
 * it waits for the database like one.
 */
export async function keepRejected(
  { context, station, dialect }: Link,
  { messageId, action, raw, sessionPart = null }: RejectedParts,
  receivedAtMs: number,
  errorCode: string,
  reason: string,
): Promise<void> {
  const frame = {
    ocppVersion: dialect.ocppVersion,
    raw: toStorableText(raw),
    messageId: messageId && toStorableText(messageId).slice(0, 100),
    action: action && toStorableText(action).slice(0, 100),
    errorCode,
    reason: toStorableText(reason).slice(0, 500),
    receivedAtMs,
    sessionPart,
  };
  await untilCommitted(context, receivedAtMs, () => context.stationPort.keepRejectedFrame(station, frame));
}
