import { freePort } from "@/e2e/stack/stack";
import { end, firstLine, launch } from "./processes";

/** Starts reference-server.ts on a free port, on this database. */
export async function startReference(databaseUrl: string) {
  const port = await freePort();
  const child = launch(
    ["--import", "tsx", "e2e/drives/load/reference-server.ts", String(port), databaseUrl],
    {},
    "pipe",
  );
  await firstLine(child);
  return {
    url: `ws://127.0.0.1:${port}/ocpp`,
    pid: child.pid ?? 0,
    stop: async () => end(child, () => child.kill("SIGTERM")),
  };
}
