/** Registers of the demo's meters, kept over a restart: a register must not run backwards. */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { asPayload } from "./rpc";
import { type SimulatedCharger } from "./simulated-charger";

/**
 * Returns the highest register (Wh) of each station, by station id; empty when the file is missing
 * or damaged.
 */
export async function readMeters(path: string): Promise<ReadonlyMap<string, number>> {
  const text = await readFile(path, "utf8").catch(() => "{}");
  const meters = new Map<string, number>();
  for (const [id, value] of Object.entries(parse(text))) if (typeof value === "number") meters.set(id, value);
  return meters;
}

export async function writeMeters(path: string, chargers: readonly SimulatedCharger[]): Promise<void> {
  const highest = chargers.map(({ id, connectors }) => [
    id,
    Math.max(...connectors.map((connector) => connector.registerWh)),
  ]);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.new`, JSON.stringify(Object.fromEntries(highest)));
  await rename(`${path}.new`, path);
}

function parse(text: string) {
  try {
    return asPayload(JSON.parse(text));
  } catch {
    // A damaged file loses the demo's registers and nothing else.
    return {};
  }
}
