/** The gateway's process: `npm run start:gateway`. */
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { listen } from "@/ocpp-gateway/listen";
import { env } from "@/server/env";
import { logFor } from "@/server/log";
import {
  authenticateStation,
  claimCommand,
  claimReread,
  closePort,
  keepRejectedFrame,
  noteRefusedAttempt,
  openPort,
  portCounters,
  portHealth,
  recordDeviation,
  recordEvent,
  completeCommand,
  completeReread,
  stationConnected,
  stationDisconnected,
  watchCommands,
  watchRereads,
  watchRevocations,
  whenDatabaseAnswers,
  WrongDatabase,
} from "@/server/station-port";

const stationPort = {
  authenticateStation,
  claimCommand,
  claimReread,
  keepRejectedFrame,
  noteRefusedAttempt,
  portCounters,
  portHealth,
  recordDeviation,
  recordEvent,
  completeCommand,
  completeReread,
  stationConnected,
  stationDisconnected,
  watchCommands,
  watchRereads,
  watchRevocations,
};

async function main(): Promise<void> {
  const { GATEWAY_HOST, GATEWAY_PORT, GATEWAY_TRUSTED_PROXIES } = env();
  const log = logFor("gateway");
  const stopping = new AbortController();
  let isOpen = false;
  // before the database is asked for: whoever watches us learns the truth, and stations learn when
  // to come back
  const gateway = await listen({
    host: GATEWAY_HOST,
    port: GATEWAY_PORT,
    stationPort: { ...stationPort, isOpen: () => isOpen },
    log,
    trustedProxies: GATEWAY_TRUSTED_PROXIES,
  });

  const stop = (signal: NodeJS.Signals) => {
    if (stopping.signal.aborted) process.exit(1); // asked twice: at once
    log.info({ signal }, "The gateway stops");
    stopping.abort();
    gateway
      .close()
      .then(() => (isOpen ? closePort() : undefined))
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, "The gateway did not stop cleanly");
          process.exit(1);
        },
      );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);

  const open = () => openPort({ gatewayId: `${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}` });
  const onLine = (line: string) => log.warn({}, line);
  try {
    await whenDatabaseAnswers("gateway", open, { onLine, signal: stopping.signal });
  } catch (error) {
    if (stopping.signal.aborted) return; // stop() ends the process
    throw error;
  }
  isOpen = true;
  log.info({}, `Stations connect to ws://${GATEWAY_HOST}:${gateway.port}/ocpp/{id}`);
}

/**
 * Why listening at the configured address failed, with the setting to look at; null for other
 * errors.
 */
function describeListenError(error: unknown): string | null {
  const { code = "", syscall = "" } = (error ?? {}) as NodeJS.ErrnoException;
  if (syscall !== "listen" && syscall !== "getaddrinfo") return null;
  const { GATEWAY_HOST, GATEWAY_PORT } = env();
  return code === "EADDRINUSE" || code === "EACCES"
    ? `port ${GATEWAY_PORT} of ${GATEWAY_HOST} cannot be taken (${code}): see GATEWAY_PORT.`
    : `${GATEWAY_HOST} is no address of this machine (${code}): see GATEWAY_HOST.`;
}

main().catch((error: unknown) => {
  const reason = describeListenError(error) ?? (error instanceof Error ? error.message : String(error));
  process.stderr.write(`The gateway cannot start: ${reason}\n`);
  const isExpected = error instanceof WrongDatabase || describeListenError(error) !== null;
  if (!isExpected && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
