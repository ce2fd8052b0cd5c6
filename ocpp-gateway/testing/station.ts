/** For tests: a station's end of a real socket. */
import { once } from "node:events";
import { WebSocket } from "ws";

export type Station = {
  readonly socket: WebSocket;
  readonly send: (frame: unknown) => void;
  /** The next frame that comes, in order. */
  readonly next: () => Promise<readonly unknown[]>;
  /** Sends, and waits for the next frame. */
  readonly request: (frame: unknown) => Promise<readonly unknown[]>;
  /**
   * Frames that have come and nobody has read, once everything that was sent before has arrived.
   */
  readonly unread: () => Promise<number>;
  readonly closed: Promise<{ code: number; reason: string }>;
};

type ConnectOptions = {
  readonly identity?: string;
  readonly username?: string;
  readonly password?: string;
  readonly subprotocols?: readonly string[];
  readonly path?: string;
  /** true: offers permessage-deflate, and compresses every message */
  readonly compresses?: boolean;
  /** false: it answers no ping, against RFC 6455 */
  readonly autoPong?: boolean;
};

export async function connect(port: number, options: ConnectOptions = {}): Promise<Station> {
  const { identity = "CP-1", password = "secret-1", subprotocols = ["ocpp1.6"], autoPong = true } = options;
  const path = options.path ?? `/ocpp/${encodeURIComponent(identity)}`;
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, [...subprotocols], {
    autoPong,
    perMessageDeflate: options.compresses ? { threshold: 0 } : false,
    headers: { authorization: basic(options.username ?? identity, password) },
  });
  const frames: (readonly unknown[])[] = [];
  const readers: ((frame: readonly unknown[]) => void)[] = [];
  socket.on("message", (data: Buffer) => {
    const frame = JSON.parse(data.toString("utf8")) as readonly unknown[];
    const reader = readers.shift();
    if (reader) reader(frame);
    else frames.push(frame);
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on("close", (code, reason) => resolve({ code, reason: String(reason) }));
  });
  await once(socket, "open");
  const send = (frame: unknown) => socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  const next = async () => frames.shift() ?? new Promise<readonly unknown[]>((resolve) => readers.push(resolve));
  return {
    socket,
    send,
    next,
    closed,
    async unread() {
      socket.ping();
      await once(socket, "pong");
      return frames.length;
    },
    request(frame) {
      send(frame);
      return next();
    },
  };
}

/** The HTTP status with which a handshake is refused. */
export async function rejectedHandshake(port: number, options: ConnectOptions = {}) {
  const { identity = "CP-1", password = "secret-1", subprotocols = ["ocpp1.6"] } = options;
  const path = options.path ?? `/ocpp/${encodeURIComponent(identity)}`;
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, [...subprotocols], {
    headers: password === "" ? {} : { authorization: basic(options.username ?? identity, password) },
  });
  return await new Promise<{ status: number; challenge: string | undefined }>((resolve, reject) => {
    socket.on("unexpected-response", (_request, response) => {
      resolve({ status: response.statusCode ?? 0, challenge: response.headers["www-authenticate"] });
      response.destroy();
    });
    socket.on("open", () => reject(new Error("The handshake was accepted")));
    socket.on("error", () => {});
  });
}

export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

/** Waits until something is true; the test's own time limit is the only clock. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 2));
}
