import { connect } from "node:net";
import { basic } from "@/ocpp-gateway/testing/station";

/** For tests: a handshake by hand, for a client library would give up before it read why. */
export function rawHandshake(port: number, header: string) {
  const socket = connect(port, "127.0.0.1");
  socket.write(
    `GET /ocpp/CP-1 HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Sec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==\r\nSec-WebSocket-Version: 13\r\n${header}` +
      `Authorization: ${basic("CP-1", "secret-1")}\r\n\r\n`,
  );
  let received = Buffer.alloc(0);
  const endOfHead = () => received.indexOf("\r\n\r\n") + 4;
  const until = (isThere: () => boolean) =>
    new Promise<void>((resolve, reject) => {
      const look = () => (isThere() ? resolve() : undefined);
      socket.on("data", look);
      socket.on("error", reject);
      socket.on("end", () => reject(new Error("The socket closed too early")));
      look();
    });
  socket.on("data", (chunk) => {
    received = Buffer.concat([received, chunk]);
  });
  return {
    /** The head of the answer, as text. */
    get head(): Promise<string> {
      return until(() => endOfHead() >= 4).then(() => received.subarray(0, endOfHead()).toString());
    },
    /** With the close frame that follows. */
    get closed(): Promise<{ head: string; code: number; reason: string }> {
      return until(() => endOfHead() >= 4 && received.length >= endOfHead() + 4).then(() => {
        const end = endOfHead();
        const length = (received[end + 1] ?? 0) & 0x7f;
        socket.destroy();
        return {
          head: received.subarray(0, end).toString(),
          code: received.readUInt16BE(end + 2),
          reason: received.subarray(end + 4, end + 2 + length).toString(),
        };
      });
    },
  };
}
