/** Waiting until servers say of themselves that they are well. */
import { setTimeout as sleep } from "node:timers/promises";

const REMINDER_INTERVAL_MS = 30_000;

/**
 * Returns when each address answered 200 once, or when `state` ends. Never gives up: it says who is
 * missing, and the log above says why.
 * @param {string[]} addresses
 * @param {(line: string) => void} print
 * @param {{ isStopping: boolean }} state
 */
export async function waitUntilHealthy(addresses, print, state) {
  const missing = new Set(addresses);
  for (let next = Date.now() + REMINDER_INTERVAL_MS; missing.size > 0 && !state.isStopping; await sleep(150)) {
    for (const address of missing) if (await isHealthy(address)) missing.delete(address);
    if (missing.size === 0 || Date.now() < next) continue;
    print(`still waiting for ${[...missing].join(" and ")}`);
    next = Date.now() + REMINDER_INTERVAL_MS;
  }
}

async function isHealthy(address) {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(5_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
