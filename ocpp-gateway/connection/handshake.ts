/**
 * From a request to upgrade to a connection: whose it is, whether its password is right, which
 * dialect it speaks.
 */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import { clientAddress } from "@/ocpp-gateway/connection/client-address";
import { basicCredentials } from "@/ocpp-gateway/connection/basic-credentials";
import { Connection } from "@/ocpp-gateway/connection/connection";
import type { Connections } from "@/ocpp-gateway/connection/connections";
import type { Dialect } from "@/ocpp-gateway/dialect/dialect";
import { v16 } from "@/ocpp-gateway/dialect/v16/v16";
import { v201 } from "@/ocpp-gateway/dialect/v201/v201";
import { v21 } from "@/ocpp-gateway/dialect/v21/v21";
import type { GatewayContext } from "@/ocpp-gateway/gateway-context";
import { GuessLimit } from "@/ocpp-gateway/connection/guess-limit";
import { CLOSE, upgradeServer, attach } from "@/ocpp-gateway/transport/websocket";
import type { AuthenticatedStation } from "@/server/station-port";

const DIALECTS: ReadonlyMap<string, Dialect> = new Map(
  [v16, v201, v21].map((dialect) => [dialect.subprotocol, dialect]),
);

type RejectedUpgrade = { readonly status: number; readonly text: string; readonly headers?: readonly string[] };

const NOT_FOUND: RejectedUpgrade = { status: 404, text: "Not Found" };
/**
 * The same for an unknown station as for a wrong password. OCPP-J (1.6 §3.2, 2.0.1 part 4 §3.2)
 * says SHOULD 404 for an unknown one; that would disclose which identities exist.
 */
const UNAUTHORIZED: RejectedUpgrade = {
  status: 401,
  text: "Unauthorized",
  headers: ['WWW-Authenticate: Basic realm="OCPP", charset="UTF-8"'],
};
const UNAVAILABLE: RejectedUpgrade = { status: 503, text: "Service Unavailable", headers: ["Retry-After: 10"] };

export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

export function createUpgradeHandler(context: GatewayContext, connections: Connections): UpgradeHandler {
  const guessLimit = new GuessLimit(context.limits);
  const server = upgradeServer(context.limits.frameBytes, chooseSubprotocol);

  return (request, socket, head) => {
    socket.on("error", ignore); // the client may hang up in the middle
    completeHandshake().catch((error: unknown) => {
      context.logError({ err: error }, "A handshake failed");
      socket.destroy();
    });

    async function completeHandshake(): Promise<void> {
      const address = clientAddress(request, context.trustedProxies);
      const authenticated = await authenticate(context, guessLimit, request, address);
      if ("status" in authenticated) {
        context.counters.connectionsRefused++;
        rejectUpgrade(socket, authenticated);
        return;
      }
      server.handleUpgrade(request, socket, head, (webSocket) => {
        socket.off("error", ignore);
        openConnection(context, connections, authenticated, webSocket, address);
      });
    }
  };
}

async function authenticate(
  context: GatewayContext,
  guessLimit: GuessLimit,
  request: IncomingMessage,
  address: string,
): Promise<AuthenticatedStation | RejectedUpgrade> {
  const identity = identityIn(request.url ?? "");
  if (identity === null) return NOT_FOUND;
  if (!context.stationPort.isOpen()) return UNAVAILABLE;
  const credentials = basicCredentials(request.headers.authorization);
  // The name in the header is the name in the address (OCPP-J 1.6 §6.2.2, 2.0.1 part 4 §3.1.1
  // "double-check").
  if (credentials?.username !== identity) return UNAUTHORIZED;
  if (!guessLimit.startAttempt(identity, address, Date.now())) {
    const waitS = Math.ceil(context.limits.guessWindowMs / 1000);
    return { status: 429, text: "Too Many Requests", headers: [`Retry-After: ${waitS}`] };
  }
  try {
    const station = await context.stationPort.authenticateStation(identity, credentials.password);
    if (!station) {
      guessLimit.recordFailure(address, Date.now());
      return UNAUTHORIZED;
    }
    guessLimit.recordSuccess(identity, address);
    return station;
  } catch (error) {
    // The database is away: no answer is right, and it was no guess.
    guessLimit.cancelAttempt(identity, address);
    context.logError({ err: error, station: identity }, "A station's password could not be checked");
    return UNAVAILABLE;
  }
}

function openConnection(
  context: GatewayContext,
  connections: Connections,
  station: AuthenticatedStation,
  socket: WebSocket,
  address: string,
) {
  const dialect = DIALECTS.get(socket.protocol);
  if (!dialect) {
    // OCPP-J 1.6 §3.2 and 2.0.1 part 4 §3.2: the handshake is completed without a subprotocol, then
    // the socket closed at once.
    context.counters.connectionsRefused++;
    context.log.warn({ station: station.identity }, "A station offered no subprotocol that is spoken here");
    socket.on("error", ignore);
    socket.close(CLOSE.protocolError, `Spoken here: ${[...DIALECTS.keys()].join(", ")}`);
    return;
  }
  const connection = new Connection(context, station, dialect, socket, (closed) => connections.onClosed(closed));
  attach(socket, connection);
  connections.admit(connection, address);
}

/** The station's own order is its preference (OCPP-J 1.6 §3.1.3): the first that we speak. */
function chooseSubprotocol(offered: Set<string>): string | false {
  return [...offered].find((subprotocol) => DIALECTS.has(subprotocol)) ?? false;
}

/**
 * The identity in "/ocpp/{identity}", percent-decoded (OCPP-J 1.6 §3.1.1); null for any other
 * address.
 */
export function identityIn(url: string): string | null {
  const [, encoded] = /^\/ocpp\/([^/?#]+)\/?(?:\?.*)?$/.exec(url) ?? [];
  if (encoded === undefined) return null;
  try {
    const identity = decodeURIComponent(encoded);
    return /^[^\p{Control}]{1,255}$/u.test(identity) ? identity : null;
  } catch {
    return null; // percent signs that encode nothing name no station
  }
}

function rejectUpgrade(socket: Duplex, { status, text, headers = [] }: RejectedUpgrade): void {
  const head = [`HTTP/1.1 ${status} ${text}`, ...headers, "Connection: close", "Content-Length: 0"];
  socket.end(`${head.join("\r\n")}\r\n\r\n`);
}

function ignore(): void {}
