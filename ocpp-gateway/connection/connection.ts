import type { WebSocket } from "ws";
import { Liveness } from "@/ocpp-gateway/connection/liveness";
import type { Dialect } from "@/ocpp-gateway/dialect/dialect";
import {
  type AnswerFrame,
  type BrokenFrame,
  type CallFrame,
  type Frame,
  readFrame,
  type ResultErrorFrame,
  type SendFrame,
} from "@/ocpp-gateway/rpc/frame";
import { LateAnswers } from "@/ocpp-gateway/rpc/late-answers";
import type { GatewayContext } from "@/ocpp-gateway/gateway-context";
import {
  answerFailure,
  handleBroken,
  handleCall,
  handleResultError,
  handleSend,
  keepRejected,
} from "@/ocpp-gateway/rpc/handle-call";
import { Registration } from "@/ocpp-gateway/rpc/registration";
import { Unanswerable } from "@/ocpp-gateway/rpc/until-committed";
import { type CallAnswer, type CallLink, type LateAnswer, sendCommand } from "@/ocpp-gateway/rpc/send-command";
import { CLOSE, closeOrTerminate, type SocketListener } from "@/ocpp-gateway/transport/websocket";
import type { AuthenticatedStation } from "@/server/station-port";

type QueuedFrame = { readonly frame: Frame; readonly receivedAtMs: number };

type Outstanding = {
  readonly messageId: string;
  readonly resolve: (answer: CallAnswer) => void;
  readonly timer: NodeJS.Timeout;
};

/**
 * One station's socket: its messages are handled in the order in which they came, one after the
 * other; ours go out one at a time and their answers are matched by id, past the queue. Nothing
 * here holds a timer while a station is silent: ten thousand idle stations cost ten thousand small
 * objects.
 */
export class Connection implements CallLink, SocketListener {
  readonly connectedAtMs = Date.now();
  readonly registration = new Registration();
  readonly liveness: Liveness;
  isPaused = false;
  #isClosed = false;
  #isShuttingDown = false;
  #isReplaced = false;
  #inbox: QueuedFrame[] = [];
  #working: Promise<void> | null = null;
  #delivering: Promise<void> | null = null;
  #hasNewCommand = false;
  #outstanding: Outstanding | null = null;
  readonly #lateAnswers = new LateAnswers();

  constructor(
    readonly context: GatewayContext,
    readonly station: AuthenticatedStation,
    readonly dialect: Dialect,
    readonly socket: WebSocket,
    private readonly notifyClosed: (connection: Connection) => void,
  ) {
    this.liveness = new Liveness(this.connectedAtMs, station.model.ping);
  }

  /** Begins to answer once the station port has recorded the connection. */
  open(whenRecorded: Promise<void>): void {
    this.#working = this.#start(whenRecorded);
  }

  onMessage(raw: string): void {
    const receivedAtMs = Date.now();
    this.liveness.seen(receivedAtMs);
    if (this.#isShuttingDown) return;
    const frame = readFrame(raw, { hasSend: this.dialect.unanswered !== null, isStrict: this.station.isStrict });
    if ((frame.type === "result" || frame.type === "error") && this.#outstanding?.messageId === frame.messageId) {
      this.#resolveOutstanding(frame);
      return;
    }
    this.#inbox.push({ frame, receivedAtMs });
    if (this.#inbox.length >= this.context.limits.inboxMessages) this.#pause();
    this.#working ??= this.#work();
  }

  onActivity(): void {
    this.liveness.seen(Date.now());
  }

  onPong(): void {
    this.liveness.ponged(Date.now());
  }

  onProtocolError(reason: string, raw: string): void {
    this.context.counters.framesBroken++;
    void this.#keepRejectedFrame({ messageId: null, action: null, raw }, Date.now(), "FrameRejected", reason);
  }

  onClose(): void {
    this.#isClosed = true;
    this.#resolveOutstanding({ type: "silence" });
    this.notifyClosed(this);
  }

  call(messageId: string, frameText: string): Promise<CallAnswer> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#resolveOutstanding({ type: "silence" }), this.context.limits.callTimeoutMs);
      this.#outstanding = { messageId, resolve, timer };
      this.#send(frameText);
    });
  }

  onLateAnswer(messageId: string, handler: (answer: LateAnswer) => Promise<void>): void {
    this.#lateAnswers.expect(messageId, handler);
  }

  /** Sends the commands that wait for this station, until none is left. */
  deliverCommands(): void {
    this.#hasNewCommand = true;
    if (this.#mayDeliver) this.#delivering ??= this.#deliver();
  }

  /**
   * A newer socket of the same station has come: this one is dead or about to be, and further
   * commands are the newer one's.
   */
  replace(): void {
    this.#isReplaced = true;
    this.socket.close(CLOSE.replaced, "A newer connection of this station has taken over");
  }

  /** Its password was revoked: nothing more is taken from it, even if it ignores the close. */
  revoke(): void {
    this.#isShuttingDown = true;
    this.#inbox = [];
    closeOrTerminate(this.socket, CLOSE.policyViolation, "The password of this station was revoked");
  }

  /** Finishes the message in hand, takes no other, and closes. */
  async shutDown(): Promise<void> {
    this.#isShuttingDown = true;
    this.#inbox = [];
    this.#resolveOutstanding({ type: "silence" });
    await Promise.all([this.#working, this.#delivering]);
    this.socket.close(CLOSE.goingAway, "The gateway is restarting");
  }

  async #start(whenRecorded: Promise<void>): Promise<void> {
    try {
      await whenRecorded;
    } catch (error) {
      this.context.logError(
        { err: error, station: this.station.identity },
        "A station's arrival could not be recorded",
      );
      this.#closeUnanswered();
      return;
    }
    await this.#work();
  }

  async #work(): Promise<void> {
    for (let next = this.#inbox.shift(); next; next = this.#inbox.shift()) {
      const reply = await this.#handle(next);
      if (reply !== null) this.#send(reply);
      if (this.#hasNewCommand) this.deliverCommands(); // it waited until the station was accepted
      if (this.isPaused && this.#inbox.length <= this.context.limits.inboxMessages / 2) this.#resume();
    }
    this.#working = null;
  }

  #handle({ frame, receivedAtMs }: QueuedFrame): Promise<string | null> {
    switch (frame.type) {
      case "call":
        return this.#answer(frame, receivedAtMs);
      case "broken":
        return this.#reportProtocolError(frame, receivedAtMs);
      case "send":
      case "result-error":
        return this.#keepUnanswered(frame, receivedAtMs);
      case "result":
      case "error":
        return this.#onUnmatchedResult(frame, receivedAtMs);
    }
  }

  async #keepUnanswered(frame: SendFrame | ResultErrorFrame, receivedAtMs: number): Promise<null> {
    try {
      if (frame.type === "send") await handleSend(this, frame, receivedAtMs);
      else await handleResultError(this, frame, receivedAtMs);
    } catch (error) {
      this.#logFailure({ station: this.station.identity, err: error });
    }
    return null;
  }

  async #answer(frame: CallFrame, receivedAtMs: number): Promise<string | null> {
    const { counters } = this.context;
    counters.calls++;
    try {
      return await handleCall(this, frame, receivedAtMs);
    } catch (error) {
      return await this.#answerFailure(frame, receivedAtMs, error);
    } finally {
      this.context.answerTimes.observe((Date.now() - receivedAtMs) / 1000);
    }
  }

  async #answerFailure(frame: CallFrame, receivedAtMs: number, error: unknown): Promise<string | null> {
    const facts = { station: this.station.identity, action: frame.action };
    try {
      if (error instanceof Unanswerable) throw error;
      const reply = await answerFailure(this, frame, receivedAtMs, error);
      if (reply.includes('"InternalError"')) this.#logFailure({ ...facts, err: error });
      return reply;
    } catch (second) {
      this.#logFailure({ ...facts, err: second });
      return this.#closeUnanswered();
    }
  }

  /**
   * Takes and answers nothing more. A closed socket makes the station keep its message and send it
   * when it is back; not all come back in one second.
   */
  #closeUnanswered(reason = "The database is away; please come again"): null {
    this.#isShuttingDown = true;
    this.#inbox = [];
    const afterMs = Math.random() * this.context.limits.closeSpreadMs;
    setTimeout(() => this.socket.close(CLOSE.tryAgainLater, reason), afterMs).unref();
    return null;
  }

  async #reportProtocolError(frame: BrokenFrame, receivedAtMs: number): Promise<string | null> {
    this.context.counters.framesBroken++;
    try {
      return await handleBroken(this, frame, receivedAtMs);
    } catch (error) {
      this.#logFailure({ station: this.station.identity, err: error });
      return this.#closeUnanswered();
    }
  }

  get #mayDeliver(): boolean {
    return !this.#isClosed && !this.#isShuttingDown && !this.#isReplaced && !this.registration.isRejected;
  }

  async #deliver(): Promise<void> {
    const { stationPort } = this.context;
    try {
      while (this.#hasNewCommand && this.#mayDeliver) {
        this.#hasNewCommand = false;
        const claimed = await stationPort.claimCommand(this.station);
        if (!claimed) continue;
        this.registration.requested(claimed.command);
        await sendCommand(this, claimed);
        this.#hasNewCommand = true;
      }
    } catch (error) {
      this.context.logError(
        { err: error, station: this.station.identity },
        "A command could not be claimed or settled",
      );
    } finally {
      this.#delivering = null;
    }
  }

  /** Takes its turn like any other message, or a station that babbles would fill our memory. */
  async #onUnmatchedResult(answer: AnswerFrame, receivedAtMs: number): Promise<null> {
    const { messageId, raw } = answer;
    const handler = this.#lateAnswers.removeHandler(messageId);
    if (handler) {
      await handler(answer).catch((error: unknown) =>
        this.#logFailure({ station: this.station.identity, late: messageId, err: error }),
      );
      return null;
    }
    this.context.counters.answersUnsolicited++;
    await this.#keepRejectedFrame(
      { messageId, action: null, raw },
      receivedAtMs,
      "UnsolicitedAnswer",
      "Nothing was asked",
    );
    return null;
  }

  #resolveOutstanding(answer: CallAnswer): void {
    const outstanding = this.#outstanding;
    if (!outstanding) return;
    this.#outstanding = null;
    clearTimeout(outstanding.timer);
    outstanding.resolve(answer);
  }

  /** Keeps what nobody waits for an answer to. */
  async #keepRejectedFrame(
    rejected: { messageId: string | null; action: string | null; raw: string },
    receivedAtMs: number,
    errorCode: string,
    reason: string,
  ): Promise<void> {
    try {
      await keepRejected(this, rejected, receivedAtMs, errorCode, reason);
    } catch (error) {
      this.#logFailure({ station: this.station.identity, err: error });
    }
  }

  #logFailure(facts: object): void {
    this.context.counters.callsFailed++;
    this.context.logError(facts, "A station's message could not be recorded");
  }

  #send(text: string): void {
    this.socket.send(text);
    if (this.socket.bufferedAmount <= this.context.limits.unreadBytes) return;
    this.context.logError(
      { station: this.station.identity },
      "A station does not read what it is sent; its socket is given up",
    );
    this.socket.terminate();
  }

  #pause(): void {
    this.isPaused = true;
    this.socket.pause();
  }

  #resume(): void {
    this.isPaused = false;
    this.liveness.seen(Date.now());
    this.socket.resume();
  }
}
