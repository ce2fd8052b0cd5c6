/** The embedded Postgres as a supervised process. */
import { setTimeout as sleep } from "node:timers/promises";
import { startEmbeddedPostgres } from "../../db/embedded/embedded-postgres.mjs";
import { PROJECT } from "./project.mjs";

const MAX_BACKOFF_MS = 30_000;

/**
 * Starts it and starts it again when it dies; its address stays the same.
 * @param {{ stateDir: string, onLine: (line: string) => void, onChange: () => void }} options
 * @returns {Promise<import("./supervisor.mjs").SupervisedProcess & { url: string }>}
 */
export async function keepPostgresRunning({ stateDir, onLine, onChange }) {
  let isStopping = false;
  let server = await startEmbeddedPostgres({ projectDir: PROJECT, stateDir, log: onLine });
  const { url } = server;

  const watch = async () => {
    for (let waitMs = 250; ; waitMs = Math.min(waitMs * 2, MAX_BACKOFF_MS)) {
      await server.ended;
      if (isStopping) return;
      onChange();
      onLine("ended unexpectedly; starting it again");
      try {
        server = await startEmbeddedPostgres({ projectDir: PROJECT, stateDir, log: onLine });
        if (server.url !== url) onLine("its port was taken meanwhile: stop and start Corrente again");
        waitMs = 250;
        onChange();
      } catch (error) {
        onLine(error.message);
        await sleep(waitMs);
      }
    }
  };
  void watch();

  return {
    name: "postgres",
    url,
    pid: () => server.pid(),
    stop: async () => {
      isStopping = true;
      await server.stop();
    },
  };
}
