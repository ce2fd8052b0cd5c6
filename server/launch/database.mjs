/** The embedded Postgres as a member of the crew. */
import { setTimeout as sleep } from "node:timers/promises";
import { startEmbeddedPostgres } from "../../db/embedded/embedded-postgres.mjs";
import { PROJECT } from "./project.mjs";

const LONGEST_WAIT_MS = 30_000;

/**
 * Starts it and starts it again when it dies; its address stays the same.
 * @param {{ stateDir: string, tell: (line: string) => void, onChange: () => void }} options
 * @returns {Promise<import("./crew.mjs").Member & { url: string }>}
 */
export async function keepPostgresRunning({ stateDir, tell, onChange }) {
  let isStopping = false;
  let server = await startEmbeddedPostgres({ projectDir: PROJECT, stateDir, log: tell });
  const { url } = server;

  const watch = async () => {
    for (let waitMs = 250; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      await server.ended;
      if (isStopping) return;
      onChange();
      tell("ended unexpectedly; starting it again");
      try {
        server = await startEmbeddedPostgres({ projectDir: PROJECT, stateDir, log: tell });
        if (server.url !== url) tell("its port was taken meanwhile: stop and start Corrente again");
        waitMs = 250;
        onChange();
      } catch (error) {
        tell(error.message);
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
