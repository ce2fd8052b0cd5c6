/** The gateway's process: `npm run start:gateway`. */
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { listen } from "@/ocpp-gateway/listen";
import { env, WrongEnvironment } from "@/server/env";
import { logFor } from "@/server/log";
import {
  authenticateStation,
  claimCommand,
  closePort,
  keepRefusedFrame,
  openPort,
  portCounters,
  portHealth,
  recordEvent,
  settleCommand,
  stationConnected,
  stationDisconnected,
  watchCommands,
} from "@/server/station-port";

const house = {
  authenticateStation,
  claimCommand,
  keepRefusedFrame,
  portCounters,
  portHealth,
  recordEvent,
  settleCommand,
  stationConnected,
  stationDisconnected,
  watchCommands,
};

async function main(): Promise<void> {
  const { GATEWAY_HOST, GATEWAY_PORT } = env();
  const log = logFor("gateway");
  await openPort({ gatewayId: `${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}` });
  const gateway = await listen({ host: GATEWAY_HOST, port: GATEWAY_PORT, house, log });
  log.info({}, `Stations connect to ws://${GATEWAY_HOST}:${gateway.port}/ocpp/{id}`);

  let isStopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (isStopping) process.exit(1); // asked twice: at once
    isStopping = true;
    log.info({ signal }, "The gateway stops");
    gateway
      .close()
      .then(() => closePort())
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
}

main().catch((error: unknown) => {
  process.stderr.write(`The gateway cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
  if (!(error instanceof WrongEnvironment) && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
