/** Waiting until servers say of themselves that they are well. */
import { setTimeout as sleep } from "node:timers/promises";

const SAY_SO_AFTER_MS = 30_000;

/**
 * Returns when each address answered 200 once, or when `life` ends. Never gives up: it says who is missing, and the
 * log above says why.
 * @param {string[]} addresses
 * @param {(line: string) => void} say
 * @param {{ isStopping: boolean }} life
 */
export async function untilAnswers(addresses, say, life) {
  const missing = new Set(addresses);
  for (let next = Date.now() + SAY_SO_AFTER_MS; missing.size > 0 && !life.isStopping; await sleep(150)) {
    for (const address of missing) if (await answers(address)) missing.delete(address);
    if (missing.size === 0 || Date.now() < next) continue;
    say(`still waiting for ${[...missing].join(" and ")}`);
    next = Date.now() + SAY_SO_AFTER_MS;
  }
}

async function answers(address) {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(5_000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
