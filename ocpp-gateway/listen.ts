/** The gateway's one port: stations by WebSocket, and two questions by HTTP. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Registry } from "prom-client";
import { Connections } from "@/ocpp-gateway/connection/connections";
import { newCounters } from "@/ocpp-gateway/counters";
import {
  throttledErrorLog,
  type GatewayContext,
  type GatewayLog,
  LIMITS,
  type Limits,
} from "@/ocpp-gateway/gateway-context";
import { createUpgradeHandler } from "@/ocpp-gateway/connection/handshake";
import { stationAddress } from "@/ocpp-gateway/connection/station-address";
import { createAnswerTimes, registerMetrics } from "@/ocpp-gateway/metrics";
import { readAgainWhenAnnounced } from "@/ocpp-gateway/rpc/read-again";
import type { StationPort } from "@/ocpp-gateway/port";

export type Gateway = {
  /** The port that was taken, when 0 was asked for. */
  readonly port: number;
  /**
   * Answers what is in hand, closes every socket, and takes no other. Does not close the station
   * port.
   */
  readonly close: () => Promise<void>;
};

/**
 * Who is slow with a request only holds a socket, and not for long; Node looks every thirty seconds
 * by itself.
 */
const TIMEOUTS = { headersTimeout: 10_000, requestTimeout: 15_000, connectionsCheckingInterval: 5_000 };

/** Opens the gateway. Rejects when the address is taken. */
export async function listen(options: {
  readonly host: string;
  readonly port: number;
  readonly stationPort: StationPort;
  readonly log: GatewayLog;
  readonly limits?: Partial<Limits>;
  /** default 0: none stands before the gateway */
  readonly trustedProxies?: number;
}): Promise<Gateway> {
  const { host, port, stationPort, log } = options;
  const metrics = new Registry();
  const context: GatewayContext = {
    stationPort,
    log,
    logError: throttledErrorLog(log),
    counters: newCounters(),
    answerTimes: createAnswerTimes(metrics),
    limits: { ...LIMITS, ...options.limits },
    trustedProxies: options.trustedProxies ?? 0,
  };
  const connections = new Connections(context);
  registerMetrics(metrics, context, connections);
  const server = createServer(TIMEOUTS, (request, response) => {
    answerHttp(context, connections, metrics, request, response).catch((error: unknown) => {
      context.logError({ err: error }, "A question by HTTP failed");
      response.writeHead(500).end();
    });
  });
  server.on("upgrade", createUpgradeHandler(context, connections));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve());
  });
  const unwatchCommands = stationPort.watchCommands((stationId) => connections.onCommand(stationId));
  const rereads = readAgainWhenAnnounced(context);
  const unwatchRevocations = stationPort.watchRevocations((stationId) => connections.onRevoked(stationId));
  return {
    port: portOf(server.address()),
    async close() {
      unwatchCommands();
      const read = rereads.close();
      unwatchRevocations();
      const closed = new Promise((resolve) => server.close(resolve));
      await Promise.all([connections.shutDown(), read]);
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answerHttp(
  context: GatewayContext,
  connections: Connections,
  metrics: Registry,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? "").split("?")[0];
  if (path === "/health") {
    const health = await healthOf(context);
    const isUp = health.database === "up";
    response.writeHead(isUp ? 200 : 503, { "content-type": "application/json", "cache-control": "no-store" });
    response.end(`${JSON.stringify({ status: isUp ? "ok" : "degraded", ...health, stations: connections.size })}\n`);
  } else if (path === "/metrics") {
    response.writeHead(200, { "content-type": metrics.contentType });
    response.end(await metrics.metrics());
  } else if (stationAddress(request.url ?? "")) {
    response.writeHead(426, { upgrade: "websocket", connection: "upgrade" }).end();
  } else response.writeHead(404).end();
}

async function healthOf({ stationPort }: GatewayContext) {
  const down = { database: "down" as const, queued: 0, lastCommitMs: null };
  if (!stationPort.isOpen()) return down;
  try {
    return await stationPort.portHealth();
  } catch {
    return down; // not to know is to be down
  }
}

function portOf(address: string | AddressInfo | null): number {
  return typeof address === "object" && address !== null ? address.port : 0;
}
