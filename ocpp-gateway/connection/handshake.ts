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
import { lastSegment, stationAddress } from "@/ocpp-gateway/connection/station-address";
import { type ChosenSubprotocol, chooseSubprotocol, SUBPROTOCOLS } from "@/ocpp-gateway/connection/subprotocol";
import type { OcppVersion } from "@/ocpp-gateway/dialect/dialect";
import type { GatewayContext } from "@/ocpp-gateway/gateway-context";
import { GuessLimit } from "@/ocpp-gateway/connection/guess-limit";
import { DEFLATE, deflateOffer, isCompressed } from "@/ocpp-gateway/transport/compression";
import { CLOSE, upgradeServer, attach, type UpgradeServer } from "@/ocpp-gateway/transport/websocket";
import { toStorableText } from "@/ocpp-gateway/dialect/storable";
import type { Deviation } from "@/server/domain/station/deviation";
import type { RefusedAttemptReason } from "@/server/domain/station/refused-attempt";
import type { Authentication } from "@/server/station-port";

type RejectedUpgrade = {
  readonly status: number;
  readonly text: string;
  readonly headers?: readonly string[];
  /** whom the attempt names, and why it is refused; null when there is nothing to show */
  readonly refused: { readonly identity: string; readonly reason: RefusedAttemptReason } | null;
};

/**
 * The same for an unknown station as for a wrong password. OCPP-J (1.6 §3.2, 2.0.1 part 4 §3.2)
 * says SHOULD 404 for an unknown one; that would disclose which identities exist.
 */
const UNAUTHORIZED = {
  status: 401,
  text: "Unauthorized",
  headers: ['WWW-Authenticate: Basic realm="OCPP", charset="UTF-8"'],
};
/** Not all at once: each is asked to come again at another moment. */
const unavailable = (): RejectedUpgrade => ({
  status: 503,
  text: "Service Unavailable",
  headers: [`Retry-After: ${5 + Math.floor(Math.random() * 26)}`],
  refused: null,
});

export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

export function createUpgradeHandler(context: GatewayContext, connections: Connections): UpgradeHandler {
  const guessLimit = new GuessLimit(context.limits);
  const plain = upgradeServer(context.limits.frameBytes, false);
  const deflating = upgradeServer(context.limits.frameBytes, DEFLATE);
  let compressedSockets = 0;

  /** 2.x asks for compression (2.0.1 part 4 §3.3), 1.6 knows none. */
  function serverFor({ headers }: IncomingMessage, ocppVersion: OcppVersion): UpgradeServer {
    if (ocppVersion === "1.6" || compressedSockets >= context.limits.compressedSockets) return plain;
    const offer = deflateOffer(headers["sec-websocket-extensions"]);
    if (offer === null) return plain;
    headers["sec-websocket-extensions"] = offer;
    return deflating;
  }

  return (request, socket, head) => {
    socket.on("error", ignore); // the client may hang up in the middle
    completeHandshake().catch((error: unknown) => {
      context.logError({ err: error }, "A handshake failed");
      socket.destroy();
    });

    async function completeHandshake(): Promise<void> {
      const startedAtMs = Date.now();
      const address = clientAddress(request, context.trustedProxies);
      const authenticated = await authenticate(context, guessLimit, request, address);
      if ("status" in authenticated) {
        context.counters.connectionsRefused++;
        if (authenticated.refused) noteRefused(context, request, address, authenticated.refused);
        rejectUpgrade(socket, authenticated);
        return;
      }
      const { station, lastVersion } = authenticated;
      const offered = chooseSubprotocol(request.headers["sec-websocket-protocol"], lastVersion);
      const chosen = station.isStrict && !offered?.isRegular ? null : offered;
      if (!chosen) {
        context.counters.connectionsRefused++;
        noteRefused(context, request, address, { identity: station.identity, reason: "subprotocol" });
      }
      const deviations = chosen ? deviationsOf(request, chosen) : [];
      answerSubprotocol(request, chosen);
      const server = chosen ? serverFor(request, chosen.dialect.ocppVersion) : plain;
      server.handleUpgrade(request, socket, head, (webSocket) => {
        socket.off("error", ignore);
        if (!chosen) return closeUnspoken(webSocket);
        if (isCompressed(webSocket)) {
          compressedSockets++;
          webSocket.once("close", () => compressedSockets--);
        }
        const connection = new Connection(context, station, chosen.dialect, webSocket, (closed) =>
          connections.onClosed(closed),
        );
        attach(webSocket, connection);
        connections.admit(connection, address, startedAtMs);
        for (const deviation of deviations) connections.noteDeviation(connection, deviation);
      });
    }
  };
}

async function authenticate(
  context: GatewayContext,
  guessLimit: GuessLimit,
  request: IncomingMessage,
  address: string,
): Promise<Authentication | RejectedUpgrade> {
  const url = request.url ?? "";
  const credentials = basicCredentials(request.headers.authorization);
  const identity = stationAddress(url)?.identity;
  if (identity === undefined) {
    const named = credentials?.username ?? lastSegment(url);
    return { status: 404, text: "Not Found", refused: named === null ? null : { identity: named, reason: "path" } };
  }
  if (!context.stationPort.isOpen()) return unavailable();
  if (!credentials) return { ...UNAUTHORIZED, refused: { identity, reason: "no_password" } };
  // The name in the header is the name in the address (OCPP-J 1.6 §6.2.2, 2.0.1 part 4 §3.1.1
  // "double-check").
  if (credentials.username !== identity) return { ...UNAUTHORIZED, refused: { identity, reason: "other_name" } };
  if (!guessLimit.startAttempt(identity, address, Date.now())) {
    const headers = [`Retry-After: ${Math.ceil(context.limits.guessWindowMs / 1000)}`];
    return { status: 429, text: "Too Many Requests", headers, refused: { identity, reason: "too_many_attempts" } };
  }
  try {
    const authentication = await context.stationPort.authenticateStation(identity, credentials.password);
    if (!authentication) {
      guessLimit.recordFailure(address, Date.now());
      const reason = credentials.password === "" ? "no_password" : "wrong_password";
      return { ...UNAUTHORIZED, refused: { identity, reason } };
    }
    guessLimit.recordSuccess(identity, address);
    return authentication;
  } catch (error) {
    // The database is away: no answer is right, and it was no guess.
    guessLimit.cancelAttempt(identity, address);
    context.logError({ err: error, station: identity }, "A station's password could not be checked");
    return unavailable();
  }
}

/** Known stations and others alike: who is registered is looked at later, and by nobody outside. */
function noteRefused(
  { stationPort }: GatewayContext,
  { headers }: IncomingMessage,
  remoteAddress: string,
  { identity, reason }: NonNullable<RejectedUpgrade["refused"]>,
): void {
  const offered = headers["sec-websocket-protocol"];
  const offeredSubprotocol = offered === undefined ? null : toStorableText(offered).slice(0, 200);
  stationPort.noteRefusedAttempt({ identity, reason, remoteAddress, offeredSubprotocol, atMs: Date.now() });
}

/** How the request itself departs from the specification, and was taken all the same. */
function deviationsOf({ url, headers }: IncomingMessage, { isRegular }: ChosenSubprotocol): readonly Deviation[] {
  const path = stationAddress(url ?? "")?.unusualPath ?? null;
  const offered = headers["sec-websocket-protocol"];
  const value = offered === undefined ? null : toStorableText(offered).slice(0, 200);
  return [
    ...(path === null ? [] : [{ kind: "path", place: "Handshake/path", value: toStorableText(path) } as const]),
    ...(isRegular ? [] : [{ kind: "subprotocol", place: "Handshake/Sec-WebSocket-Protocol", value } as const]),
  ];
}

/** The library answers what stands in the request, and refuses a header that is not quite one. */
function answerSubprotocol({ headers }: IncomingMessage, chosen: ChosenSubprotocol | null): void {
  if (chosen?.answer) headers["sec-websocket-protocol"] = chosen.answer;
  else delete headers["sec-websocket-protocol"];
}

/**
 * OCPP-J 1.6 §3.2 and 2.0.1 part 4 §3.2: the handshake is completed without a subprotocol, then the
 * socket closed at once.
 */
function closeUnspoken(socket: WebSocket): void {
  socket.on("error", ignore);
  socket.close(CLOSE.protocolError, `Spoken here: ${SUBPROTOCOLS.join(", ")}`);
}

function rejectUpgrade(socket: Duplex, { status, text, headers = [] }: RejectedUpgrade): void {
  const head = [`HTTP/1.1 ${status} ${text}`, ...headers, "Connection: close", "Content-Length: 0"];
  socket.end(`${head.join("\r\n")}\r\n\r\n`);
}

function ignore(): void {}
