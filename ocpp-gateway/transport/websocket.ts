/** The WebSocket road: how text comes and goes. It knows frames of the wire, none of OCPP. */
import { type PerMessageDeflateOptions, WebSocket, WebSocketServer } from "ws";

/** Close codes of RFC 6455 §7.4.1, and one of the range that is left to us. */
export const CLOSE = {
  goingAway: 1001,
  protocolError: 1002,
  unsupportedData: 1003,
  invalidPayload: 1007,
  policyViolation: 1008,
  messageTooBig: 1009,
  tryAgainLater: 1013,
  replaced: 4000,
} as const;

/** Who listens at the end of a road. */
export type SocketListener = {
  onMessage(text: string): void;
  /** Anything that shows that the other side lives. */
  onActivity(): void;
  /** The answer to a ping. */
  onPong(): void;
  /** Something came that is no text, or too much of it; the socket is about to close. */
  onProtocolError(reason: string, raw: string): void;
  onClose(): void;
};

export type UpgradeServer = WebSocketServer;

/** The half of a WebSocket server that finishes handshakes. */
export function upgradeServer(frameBytes: number, deflate: PerMessageDeflateOptions | false): UpgradeServer {
  // On these ws closes by itself, without a reason; the station should get one, and OCPP has no
  // frame for it.
  const reasons = new Map<number, string>([
    [CLOSE.protocolError, "Not a WebSocket frame"],
    [CLOSE.invalidPayload, "Not UTF-8"],
    [CLOSE.messageTooBig, `A frame has at most ${frameBytes} bytes`],
  ]);
  class SocketWithCloseReasons extends WebSocket {
    override close(code?: number, reason?: string | Buffer): void {
      super.close(code, reason ?? (code === undefined ? undefined : reasons.get(code)));
    }
  }
  return new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: deflate,
    maxPayload: frameBytes,
    WebSocket: SocketWithCloseReasons,
  });
}

/** Attaches a listener to the socket's messages, activity and errors. */
export function attach(socket: WebSocket, listener: SocketListener): void {
  socket.on("message", (data, isBinary) => {
    if (isBinary) {
      socket.close(CLOSE.unsupportedData, "OCPP-J is spoken in text frames");
      listener.onProtocolError("A binary frame", bytesOf(data).toString("base64"));
    } else listener.onMessage(bytesOf(data).toString("utf8"));
  });
  socket.on("pong", () => listener.onPong());
  socket.on("ping", () => listener.onActivity());
  socket.on("error", (error) => listener.onProtocolError(error.message, ""));
  socket.on("close", () => listener.onClose());
}

/** Closes a socket, and gives it up when the other side does not answer within a second. */
export function closeOrTerminate(socket: WebSocket, code: number, reason: string): void {
  socket.close(code, reason);
  setTimeout(() => socket.terminate(), 1_000).unref();
}

function bytesOf(data: Buffer | ArrayBuffer | Buffer[]): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}
