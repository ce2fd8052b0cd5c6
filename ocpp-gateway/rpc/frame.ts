/**
 * One OCPP-J frame, array ⇄ value (OCPP-J 1.6 §4.2, 2.0.1 part 4 §4.2). Pure, and it never throws:
 * what is no frame comes back as `broken`, with whatever could still be read of it.
 */
import { toStorableText } from "@/ocpp-gateway/dialect/storable";
import { type FrameFlaw, NO_FLAWS } from "@/ocpp-gateway/rpc/frame-flaw";
import { partText, textBehind } from "@/ocpp-gateway/rpc/frame-text";

/** As the station sent it: some send numbers, and expect a number. */
export type MessageId = string | number;

/** A station's message: a CALL, which we answer, or a SEND, which nobody answers. */
export type CallFrame = MessageFrame & { readonly type: "call" };
export type SendFrame = MessageFrame & { readonly type: "send" };

type MessageFrame = {
  readonly messageId: string;
  /** The id as it came, for the answer. */
  readonly answerId: MessageId;
  readonly action: string;
  readonly payload: unknown;
  /** The payload as it came, byte for byte. */
  readonly text: string;
  readonly raw: string;
  readonly flaws: readonly FrameFlaw[];
};

/** A station answers us, with a result or with an error. */
export type AnswerFrame =
  | {
      readonly type: "result";
      readonly messageId: string;
      readonly payload: unknown;
      readonly text: string;
      readonly raw: string;
      readonly flaws: readonly FrameFlaw[];
    }
  | {
      readonly type: "error";
      readonly messageId: string;
      readonly errorCode: string;
      readonly description: string;
      readonly raw: string;
      readonly flaws: readonly FrameFlaw[];
    };

/** A station could not use an answer of ours. */
export type ResultErrorFrame = {
  readonly type: "result-error";
  readonly messageId: string;
  readonly errorCode: string;
  readonly description: string;
  readonly raw: string;
  readonly flaws: readonly FrameFlaw[];
};

export type BrokenFrame = {
  readonly type: "broken";
  readonly flaw: "not-json" | "not-a-frame" | "unknown-message-type";
  readonly reason: string;
  readonly messageId: string | null;
  readonly action: string | null;
  /** An answer is never answered, however broken: that would go on for ever. Nor is a SEND. */
  readonly isUnanswered: boolean;
  readonly raw: string;
};

export type Frame = CallFrame | SendFrame | AnswerFrame | ResultErrorFrame | BrokenFrame;

const CALL = 2;
const CALL_RESULT = 3;
const CALL_ERROR = 4;
/** Of 2.1 on (part 4 §4.1.1). */
const CALL_RESULT_ERROR = 5;
const SEND = 6;

/** The longest message id that either version allows (1.6 §4.1.4, 2.0.1 part 4 §4.1.4). */
const MAX_ID_LENGTH = 36;
/** What we read of longer ones: natural keys hold them, and an index holds no more. */
const MAX_READ_ID_LENGTH = 255;

export type FrameRules = {
  /** The version has SEND and CALLRESULTERROR. */
  readonly hasSend?: boolean;
  /** A frame that departs from OCPP-J is broken, whatever can be read of it. */
  readonly isStrict?: boolean;
};

export function readFrame(raw: string, { hasSend = false, isStrict = false }: FrameRules = {}): Frame {
  const read = parseFrame(raw, hasSend);
  const isFlawed = read.type !== "broken" && read.flaws.length > 0;
  const frame = isFlawed && isStrict ? broken(raw, "not-a-frame", "The frame's parts are not those of OCPP-J") : read;
  return frame.type === "broken" && hasSend ? { ...frame, isUnanswered: frame.isUnanswered || isSend(raw) } : frame;
}

const isSend = (raw: string): boolean => /^\s*\[\s*[56]\s*[,\]]/.test(raw);

function parseFrame(raw: string, hasSend: boolean): Frame {
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch {
    return broken(raw, "not-json", "The frame is not JSON"); // that it is none is the answer, not an accident
  }
  if (!Array.isArray(value)) return broken(raw, "not-a-frame", "The frame is not an array");
  const parts: readonly unknown[] = value;
  switch (parts[0]) {
    case CALL:
      return readMessage(raw, parts, "call");
    case CALL_RESULT:
      return readResult(raw, parts);
    case CALL_ERROR:
      return readError(raw, parts, "error");
    case CALL_RESULT_ERROR:
      return hasSend ? readError(raw, parts, "result-error") : unknownType(raw, CALL_RESULT_ERROR);
    case SEND:
      return hasSend ? readMessage(raw, parts, "send") : unknownType(raw, SEND);
    default:
      return typeof parts[0] === "number"
        ? unknownType(raw, parts[0])
        : broken(raw, "not-a-frame", "The frame does not begin with a message type");
  }
}

/** `payload` is JSON text. */
export function callText(messageId: string, action: string, payload: string): string {
  return `[2,${JSON.stringify(messageId)},"${action}",${payload}]`;
}

/** `payload` is JSON text. */
export function resultText(messageId: MessageId, payload: string): string {
  return `[3,${JSON.stringify(messageId)},${payload}]`;
}

/** The description is cut at 255 characters (2.0.1 part 4 §4.2.3). */
export function errorText(messageId: MessageId, errorCode: string, description: string): string {
  return `[4,${JSON.stringify(messageId)},"${errorCode}",${JSON.stringify(description.slice(0, 255))},{}]`;
}

function unknownType(raw: string, type: number): BrokenFrame {
  return broken(raw, "unknown-message-type", `There is no message type ${type}`);
}

function readMessage<Type extends "call" | "send">(
  raw: string,
  parts: readonly unknown[],
  type: Type,
): (MessageFrame & { readonly type: Type }) | BrokenFrame {
  const [, sentId, action, payload] = parts;
  const messageId = readId(sentId);
  if (messageId === null) return broken(raw, "not-a-frame", `A message id is text of 1 to ${MAX_ID_LENGTH} characters`);
  if (typeof action !== "string") return broken(raw, "not-a-frame", "An action is text");
  const flaws = flawsIn(parts, 4, sentId);
  const text = flaws.length === 0 ? textBehind(raw, 2) : (partText(raw, 3) ?? "{}");
  // null is allowed for "no payload" (1.6 §4.2.1, 2.0.1 part 4 §4.1.5).
  return { type, messageId, answerId: sentId as MessageId, action, payload: payload ?? {}, text, raw, flaws };
}

function readResult(raw: string, parts: readonly unknown[]): AnswerFrame | BrokenFrame {
  const [, messageId, payload] = parts;
  if (typeof messageId !== "string") return broken(raw, "not-a-frame", "A CALLRESULT has a message id and a payload");
  const flaws = flawsIn(parts, 3, messageId);
  const text = flaws.length === 0 ? textBehind(raw, 1) : (partText(raw, 2) ?? "{}");
  return { type: "result", messageId, payload: payload ?? {}, text, raw, flaws };
}

/**
 * Some stations leave out the details, a few the description or the code too: that it is an error,
 * and of which message, is there.
 */
function readError<Type extends "error" | "result-error">(
  raw: string,
  parts: readonly unknown[],
  type: Type,
): (Omit<ResultErrorFrame, "type"> & { readonly type: Type }) | BrokenFrame {
  const [, messageId, code, description] = parts;
  // what is refused without a proper code is refused all the same
  const given = typeof code === "string" || typeof code === "number" ? String(code) : "";
  const errorCode = type === "error" ? given || "GenericError" : given;
  if (typeof messageId !== "string" || errorCode === "") {
    return broken(raw, "not-a-frame", "An error has a message id and a code");
  }
  const text = typeof description === "string" ? description : "";
  const flaws: readonly FrameFlaw[] =
    errorCode === code ? NO_FLAWS : [{ kind: "missing_field", part: "frame", value: null }];
  return { type, messageId, errorCode: toStorableText(errorCode), description: toStorableText(text), raw, flaws };
}

/** What departs from OCPP-J in a frame that should have so many parts. */
function flawsIn(parts: readonly unknown[], count: number, sentId: unknown): readonly FrameFlaw[] {
  const isIdRight = typeof sentId === "string" && sentId.length <= MAX_ID_LENGTH;
  if (parts.length === count && isIdRight) return NO_FLAWS;
  const flaws: FrameFlaw[] = [];
  if (parts.length < count) flaws.push({ kind: "missing_field", part: "frame", value: null });
  if (parts.length > count) flaws.push({ kind: "unknown_field", part: "frame", value: `${parts.length} parts` });
  const idFlaw = { part: "frame/messageId", value: String(sentId).slice(0, 50) } as const;
  if (!isIdRight) flaws.push({ ...idFlaw, kind: typeof sentId === "string" ? "too_long" : "wrong_type" });
  return flaws;
}

/** A NUL or half a surrogate pair is no text to Postgres. */
const ID = new RegExp(`^[^\\0\\p{Surrogate}]{1,${MAX_READ_ID_LENGTH}}$`, "u");

/** The id as text; null when it is none that could be repeated as it came. */
function readId(sent: unknown): string | null {
  if (typeof sent === "string") return ID.test(sent) ? sent : null;
  return Number.isSafeInteger(sent) ? String(sent) : null;
}

const HEAD = /^\s*\[\s*(\d+)\s*(?:,\s*"((?:[^"\\]|\\.){1,200})"\s*)?(?:,\s*"([A-Za-z0-9]{1,50})")?/s;

/**
 * The readable part of the frame's head, so that the station knows which of its messages is meant.
 */
function broken(raw: string, flaw: BrokenFrame["flaw"], reason: string): BrokenFrame {
  const [, type, id, action] = HEAD.exec(raw) ?? [];
  const messageId = id === undefined ? null : unescaped(id);
  return {
    type: "broken",
    flaw,
    reason,
    messageId: messageId === null ? null : readId(messageId),
    action: type === String(CALL) ? (action ?? null) : null,
    isUnanswered: type === String(CALL_RESULT) || type === String(CALL_ERROR),
    raw,
  };
}

function unescaped(id: string): string | null {
  try {
    const value: unknown = JSON.parse(`"${id}"`);
    return typeof value === "string" ? value : null;
  } catch {
    return null; // an id that cannot be read is none
  }
}
