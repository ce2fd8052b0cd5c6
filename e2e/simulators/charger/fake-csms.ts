/**
 * A minimal central system for tests of the charger: it answers everything, checks every payload,
 * and can be killed and restarted.
 */
import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { type OcppVersion } from "./ocpp-version";
import { asPayload, parseFrame, type Payload } from "./rpc";
import { schemaProblems } from "./schema-check";

export type ReceivedCall = { readonly action: string; readonly payload: Payload; readonly messageId: string };
type Script = (payload: Payload) => Payload | "silence" | "callerror";

export class FakeCsms {
  readonly received: ReceivedCall[] = [];
  /** Payloads of either side that the official schemas refuse. It must stay empty. */
  readonly problems: string[] = [];
  readonly authorization: (string | undefined)[] = [];
  readonly #scripts = new Map<string, Script>();
  readonly #answers = new Map<string, (frame: Payload | string) => void>();
  #http: Server | undefined;
  #sockets = new Set<WebSocket>();
  #port = 0;
  #nextTransactionId = 1_000;

  constructor(private readonly version: OcppVersion) {}

  get url(): string {
    return `ws://127.0.0.1:${this.#port}/ocpp`;
  }

  /** Starts on a free port; again after kill() on the same one. */
  async listen(): Promise<void> {
    const subprotocol = `ocpp${this.version}`;
    const http = createServer();
    const sockets = new WebSocketServer({
      server: http,
      handleProtocols: (offered) => (offered.has(subprotocol) ? subprotocol : false),
      verifyClient: ({ req }, decide) => {
        this.authorization.push(req.headers.authorization);
        decide(req.url !== "/ocpp/UNKNOWN", 401);
      },
    });
    sockets.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
      socket.on("message", (data: Buffer) => this.#receive(socket, data.toString("utf8")));
    });
    await new Promise<void>((resolve) => {
      http.listen(this.#port, "127.0.0.1", resolve);
    });
    this.#http = http;
    this.#port = (http.address() as AddressInfo).port;
  }

  /** Drops all sockets without a close frame and stops listening. */
  async kill(): Promise<void> {
    for (const socket of this.#sockets) socket.terminate();
    const http = this.#http;
    if (http === undefined) return;
    this.#http = undefined;
    await new Promise<void>((resolve) => {
      http.close(() => resolve());
    });
  }

  /** @throws when any payload so far broke the official schemas */
  expectNoProblems(): void {
    if (this.problems.length > 0) throw new Error(this.problems.join("\n"));
  }

  /** Answers an action differently from now on. */
  on(action: string, script: Script): void {
    this.#scripts.set(action, script);
  }

  off(action: string): void {
    this.#scripts.delete(action);
  }

  actions(): string[] {
    return this.received.map(({ action }) => action);
  }

  payloads(action: string): Payload[] {
    return this.received.filter((one) => one.action === action).map(({ payload }) => payload);
  }

  /**
   * Sends a command to the only station; resolves with the answer's payload, or the CALLERROR's
   * code.
   */
  async command(action: string, payload: Payload): Promise<Payload | string> {
    const [socket] = this.#sockets;
    if (socket === undefined) throw new Error("no station is connected");
    this.#check(action, "req", payload);
    const messageId = randomUUID();
    const answer = await new Promise<Payload | string>((resolve) => {
      this.#answers.set(messageId, resolve);
      socket.send(JSON.stringify([2, messageId, action, payload]));
    });
    if (typeof answer !== "string") this.#check(action, "conf", answer);
    return answer;
  }

  #receive(socket: WebSocket, text: string): void {
    const frame = parseFrame(text);
    if (frame === undefined) {
      this.problems.push(`not a frame: ${text}`);
      return;
    }
    if (frame.type !== "call") {
      this.#answers.get(frame.messageId)?.(frame.type === "result" ? frame.payload : frame.code);
      return;
    }
    const { action, payload, messageId } = frame;
    this.#check(action, "req", payload);
    this.received.push({ action, payload, messageId });
    const answer = (this.#scripts.get(action) ?? ((request) => this.#plainAnswer(action, request)))(payload);
    if (answer === "silence") return;
    if (answer === "callerror") {
      socket.send(JSON.stringify([4, messageId, "InternalError", "not today", {}]));
      return;
    }
    this.#check(action, "conf", answer);
    socket.send(JSON.stringify([3, messageId, answer]));
  }

  #plainAnswer(action: string, payload: Payload): Payload {
    const idTagInfo = { status: "Accepted" };
    switch (action) {
      case "BootNotification":
        return { status: "Accepted", interval: 300, currentTime: new Date().toISOString() };
      case "Heartbeat":
        return { currentTime: new Date().toISOString() };
      case "Authorize":
        return this.version === "1.6" ? { idTagInfo } : { idTokenInfo: idTagInfo };
      case "StartTransaction":
        this.#nextTransactionId += 1;
        return { transactionId: this.#nextTransactionId, idTagInfo };
      case "TransactionEvent":
        return asPayload(payload["idToken"])["idToken"] === undefined ? {} : { idTokenInfo: idTagInfo };
      default:
        return {};
    }
  }

  #check(action: string, side: "req" | "conf", payload: Payload): void {
    this.problems.push(...schemaProblems(this.version, action, side, payload));
  }
}
