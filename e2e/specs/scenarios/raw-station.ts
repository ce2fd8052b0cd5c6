/** A bare WebSocket client: sends exactly the frames of a test, invalid ones included. */
import { once } from "node:events";
import { request } from "node:http";
import { WebSocket } from "ws";
import type { Running } from "@/e2e/stack/stack";
import type { Protocol } from "./foreign-charger";
import type { StationAccess } from "@/e2e/specs/portal/world";

type Frame = readonly unknown[];

export type RawStation = {
  /** Sends text as it is, or a frame as JSON; resolves with the next frame. */
  readonly request: (frame: string | Frame) => Promise<Frame>;
  /**
   * Sends a CALL with a fresh id; resolves with the payload of its answer.
   * @throws when it is refused
   */
  readonly call: (action: string, payload: object) => Promise<Readonly<Record<string, unknown>>>;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  readonly leave: () => Promise<void>;
};

type Credentials = Pick<StationAccess, "identity" | "password">;

const basic = ({ identity, password }: Credentials) =>
  `Basic ${Buffer.from(`${identity}:${password}`).toString("base64")}`;

export async function rawStation(product: Running, access: Credentials, protocol: Protocol): Promise<RawStation> {
  const address = `${product.gatewayUrl}/ocpp/${encodeURIComponent(access.identity)}`;
  const socket = new WebSocket(address, [protocol], { headers: { authorization: basic(access) } });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on("close", (code, reason) => resolve({ code, reason: String(reason) }));
  });
  await once(socket, "open");
  let lastId = 0;
  const request = async (frame: string | Frame): Promise<Frame> => {
    const answer = once(socket, "message", { signal: AbortSignal.timeout(20_000) });
    socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
    const [data] = (await answer) as [Buffer];
    return JSON.parse(data.toString("utf8")) as Frame;
  };
  return {
    request,
    closed,
    call: async (action, payload) => {
      lastId += 1;
      const [kind, , answer] = await request([2, `call-${lastId}`, action, payload]);
      if (kind !== 3) throw new Error(`${action} was refused: ${String(answer)}`);
      return answer as Readonly<Record<string, unknown>>;
    },
    leave: async () => {
      socket.close();
      await closed;
    },
  };
}

/**
 * Attempts a handshake. Returns the HTTP status and, where it is completed, code and reason of the
 * close that follows at once.
 */
export async function attemptHandshake(
  product: Running,
  access: Credentials,
  subprotocol: string,
): Promise<{ status: number; challenge?: string; code?: number; reason?: string; subprotocol?: string }> {
  const { hostname, port } = new URL(product.gatewayUrl);
  const handshake = request({
    hostname,
    port,
    path: `/ocpp/${encodeURIComponent(access.identity)}`,
    headers: {
      Authorization: basic(access),
      Connection: "Upgrade",
      Upgrade: "websocket",
      "Sec-WebSocket-Version": "13",
      "Sec-WebSocket-Key": Buffer.from("sixteen byte key").toString("base64"),
      "Sec-WebSocket-Protocol": subprotocol,
    },
  });
  return new Promise((resolve, reject) => {
    handshake.on("error", reject);
    handshake.on("response", (response) => {
      const challenge = response.headers["www-authenticate"];
      response.resume();
      resolve({ status: response.statusCode ?? 0, ...(challenge === undefined ? {} : { challenge }) });
    });
    handshake.on("upgrade", (response, socket, head: Buffer) => {
      let bytes = head;
      const negotiated = response.headers["sec-websocket-protocol"];
      socket.on("data", (more: Buffer) => {
        bytes = Buffer.concat([bytes, more]);
      });
      // A close frame (RFC 6455 §5.5.1): 0x88, its length, two bytes of code, the reason.
      socket.on("end", () => {
        socket.destroy();
        const close = { code: bytes.readUInt16BE(2), reason: bytes.subarray(4).toString("utf8") };
        resolve({
          status: response.statusCode ?? 0,
          ...close,
          ...(negotiated === undefined ? {} : { subprotocol: negotiated }),
        });
      });
      const answer = Buffer.from([0x88, 0x80, 0, 0, 0, 0]);
      setTimeout(() => socket.write(answer), 200);
    });
    handshake.end();
  });
}
