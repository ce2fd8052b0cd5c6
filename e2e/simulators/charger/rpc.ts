/**
 * OCPP-J over a WebSocket, on the charger's side: one outstanding CALL, unique ids, and answers to
 * CALLs of the central system.
 */
import { randomUUID } from "node:crypto";
import { type RawData, WebSocket } from "ws";

export type Payload = Record<string, unknown>;

/**
 * One CALL and its answer, in either direction. `answer` and `error` are absent while it waits, or
 * if it never was answered.
 */
export type Exchange = {
  readonly direction: "sent" | "received";
  readonly messageId: string;
  readonly action: string;
  readonly request: Payload;
  readonly sentAt: Date;
  answer?: Payload;
  error?: { readonly code: string; readonly description: string };
  answeredAt?: Date;
};

/**
 * The reaction to a received CALL: the answer, and the act that follows once the answer is sent.
 */
export type Reaction = { readonly answer: Payload; readonly afterwards?: () => Promise<void> };

/**
 * Our own CALL did not get a CALLRESULT. `wasSent` is false when the connection broke before it was
 * sent.
 */
export class CallFailed extends Error {
  override readonly name = "CallFailed";
  constructor(
    readonly kind: "refused" | "timeout" | "disconnected",
    readonly action: string,
    readonly code: string,
    readonly description: string,
    readonly wasSent: boolean,
  ) {
    super(`${action}: ${code}${description === "" ? "" : ` (${description})`}`);
  }
}

/** Thrown while handling a received CALL to answer it with a CALLERROR. */
export class CallRefused extends Error {
  override readonly name = "CallRefused";
  constructor(
    readonly code: string,
    description = "",
  ) {
    super(description);
  }
}

/**
 * The upgrade was answered with an HTTP status in place of a socket (401 wrong credentials, 404
 * unknown station).
 */
export class UpgradeRefused extends Error {
  override readonly name = "UpgradeRefused";
  constructor(readonly httpStatus: number) {
    super(`the central system refused the connection with HTTP ${httpStatus}`);
  }
}

export type RpcOptions = {
  readonly url: string;
  readonly subprotocol: string;
  readonly user: string;
  readonly password: string | undefined;
  readonly callTimeoutMs: number;
  /** Number of exchanges kept; the oldest are dropped first. */
  readonly keepExchanges: number;
  readonly onCall: (action: string, payload: Payload) => Promise<Reaction>;
  readonly onClose: (code: number) => void;
  readonly onExchange: (exchange: Exchange) => void;
};

type PendingCall = {
  readonly action: string;
  readonly payload: Payload;
  readonly resolve: (answer: Payload) => void;
  readonly reject: (error: CallFailed) => void;
};
type InFlightCall = PendingCall & { readonly exchange: Exchange; readonly timer: NodeJS.Timeout };

/** One station's connection to its central system. It can be opened again after it closed. */
export class RpcConnection {
  readonly exchanges: Exchange[] = [];
  /** Frames that answer no call of ours: late, repeated or not OCPP-J. */
  readonly unmatchedFrames: string[] = [];
  #socket: WebSocket | undefined;
  #inFlight: InFlightCall | undefined;
  #waiting: PendingCall[] = [];

  constructor(private readonly options: RpcOptions) {}

  get isOpen(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /**
   * Opens the socket.
   * @throws UpgradeRefused or the network's error
   */
  async open(): Promise<void> {
    const { url, subprotocol, user, password } = this.options;
    const basic = Buffer.from(`${user}:${password ?? ""}`).toString("base64");
    const socket = new WebSocket(url, [subprotocol], {
      headers: password === undefined ? {} : { Authorization: `Basic ${basic}` },
      handshakeTimeout: 10_000,
      perMessageDeflate: false,
    });
    await new Promise<void>((resolve, reject) => {
      socket.once("open", resolve);
      socket.once("error", reject);
      socket.once("unexpected-response", (_request, response) => {
        response.resume();
        reject(new UpgradeRefused(response.statusCode ?? 0));
        socket.terminate();
      });
    });
    // From here on "close" follows every error, and is handled.
    socket.on("error", () => undefined);
    socket.on("message", (data) => this.#receive(socket, textOf(data)));
    socket.on("close", (code) => this.#closed(socket, code));
    this.#socket = socket;
  }

  /** Closes with a close frame and waits until the socket is closed. */
  async close(code = 1000): Promise<void> {
    const socket = this.#socket;
    if (socket === undefined || socket.readyState === WebSocket.CLOSED) return;
    const closed = new Promise<void>((resolve) => {
      socket.once("close", () => resolve());
    });
    socket.close(code);
    const timeout = setTimeout(() => socket.terminate(), 1_000);
    await closed;
    clearTimeout(timeout);
  }

  /** Drops the socket without a close frame, as a lost mobile network does. */
  drop(): void {
    const socket = this.#socket;
    if (socket === undefined) return;
    socket.terminate();
    this.#closed(socket, 1006);
  }

  /**
   * Sends a CALL once no other is outstanding. Resolves with the CALLRESULT's payload; rejects with
   * CallFailed.
   */
  async call(action: string, payload: Payload): Promise<Payload> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ action, payload, resolve, reject });
      this.#sendNext();
    });
  }

  /** Sends any text as a frame, for tests of invalid input. */
  sendText(text: string): void {
    this.#socket?.send(text);
  }

  #sendNext(): void {
    if (this.#inFlight !== undefined) return;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    if (!this.isOpen) {
      next.reject(new CallFailed("disconnected", next.action, "Offline", "", false));
      this.#sendNext();
      return;
    }
    // A fresh id for every CALL, retries included (OCPP-J 2.0.1 §4.1.4).
    const messageId = randomUUID();
    const exchange = this.#record("sent", messageId, next.action, next.payload);
    const timer = setTimeout(() => {
      this.#finishCall(() => next.reject(new CallFailed("timeout", next.action, "Timeout", "no answer in time", true)));
    }, this.options.callTimeoutMs);
    this.#inFlight = { ...next, exchange, timer };
    this.#socket?.send(JSON.stringify([2, messageId, next.action, next.payload]));
  }

  #finishCall(complete: () => void): void {
    const done = this.#inFlight;
    if (done === undefined) return;
    clearTimeout(done.timer);
    this.#inFlight = undefined;
    complete();
    this.options.onExchange(done.exchange);
    this.#sendNext();
  }

  #receive(socket: WebSocket, text: string): void {
    const frame = parseFrame(text);
    if (frame === undefined) {
      this.unmatchedFrames.push(text);
      return;
    }
    if (frame.type === "call") {
      void this.#answer(socket, frame.messageId, frame.action, frame.payload);
      return;
    }
    const call = this.#inFlight;
    if (call === undefined || call.exchange.messageId !== frame.messageId) {
      this.unmatchedFrames.push(text);
      return;
    }
    call.exchange.answeredAt = new Date();
    if (frame.type === "result") {
      call.exchange.answer = frame.payload;
      this.#finishCall(() => call.resolve(frame.payload));
      return;
    }
    const { code, description } = frame;
    call.exchange.error = { code, description };
    this.#finishCall(() => call.reject(new CallFailed("refused", call.action, code, description, true)));
  }

  async #answer(socket: WebSocket, messageId: string, action: string, payload: Payload): Promise<void> {
    const exchange = this.#record("received", messageId, action, payload);
    const reply = (frame: readonly unknown[]) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
      exchange.answeredAt = new Date();
      this.options.onExchange(exchange);
    };
    try {
      const reaction = await this.options.onCall(action, payload);
      exchange.answer = reaction.answer;
      reply([3, messageId, reaction.answer]);
      await reaction.afterwards?.();
    } catch (error) {
      // Any failure of a command must reach the central system as one CALLERROR.
      if (exchange.answeredAt !== undefined) return;
      const code = error instanceof CallRefused ? error.code : "InternalError";
      const description = error instanceof Error ? error.message.slice(0, 255) : "";
      exchange.error = { code, description };
      reply([4, messageId, code, description, {}]);
    }
  }

  #closed(socket: WebSocket, code: number): void {
    if (this.#socket !== socket) return;
    this.#socket = undefined;
    const lost = this.#inFlight;
    const unsent = this.#waiting;
    this.#inFlight = undefined;
    this.#waiting = [];
    if (lost !== undefined) {
      clearTimeout(lost.timer);
      lost.reject(new CallFailed("disconnected", lost.action, "ConnectionLost", "", true));
      this.options.onExchange(lost.exchange);
    }
    for (const call of unsent) call.reject(new CallFailed("disconnected", call.action, "ConnectionLost", "", false));
    this.options.onClose(code);
  }

  #record(direction: Exchange["direction"], messageId: string, action: string, request: Payload): Exchange {
    const exchange: Exchange = { direction, messageId, action, request, sentAt: new Date() };
    this.exchanges.push(exchange);
    if (this.exchanges.length > this.options.keepExchanges) this.exchanges.shift();
    return exchange;
  }
}

type Frame =
  | { readonly type: "call"; readonly messageId: string; readonly action: string; readonly payload: Payload }
  | { readonly type: "result"; readonly messageId: string; readonly payload: Payload }
  | { readonly type: "error"; readonly messageId: string; readonly code: string; readonly description: string };

/** Parses an OCPP-J frame; undefined for anything else (OCPP-J §4.2). */
export function parseFrame(text: string): Frame | undefined {
  const parts = parseArray(text);
  if (parts === undefined) return undefined;
  const [kind, messageId, third, fourth] = parts;
  if (typeof messageId !== "string") return undefined;
  if (kind === 2 && typeof third === "string")
    return { type: "call", messageId, action: third, payload: asPayload(fourth) };
  if (kind === 3) return { type: "result", messageId, payload: asPayload(third) };
  if (kind === 4) return { type: "error", messageId, code: asText(third), description: asText(fourth) };
  return undefined;
}

/**
 * Returns the value as a JSON object, an empty one for anything else (OCPP-J allows null for "no
 * payload").
 */
export function asPayload(value: unknown): Payload {
  return isPayload(value) ? value : {};
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString("utf8");
  return (Buffer.isBuffer(data) ? data : Buffer.from(data)).toString("utf8");
}

function isPayload(value: unknown): value is Payload {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseArray(text: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    // Not JSON: the caller keeps the text in `unmatchedFrames`.
    return undefined;
  }
}
