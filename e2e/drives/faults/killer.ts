/** Kills processes of the product with SIGKILL at moments that a seed chooses. */
import { setTimeout as pause } from "node:timers/promises";
import type { Random } from "@/e2e/simulators/charger/seeded-random";
import { type ProcessName, readRunning } from "@/e2e/stack/stack";

export const VICTIMS = ["gateway", "worker", "postgres"] as const;
export type Victim = (typeof VICTIMS)[number];
export type Kills = Readonly<Record<Victim, number>>;

/**
 * The launcher delays the restart of a process that died early. A process that lived this long is
 * restarted at once.
 */
const MIN_UPTIME_MS: Readonly<Record<Victim, number>> = { gateway: 5_300, worker: 5_300, postgres: 1_000 };
const RESTART_TIMEOUT_MS = 45_000;

export type KillerOptions = {
  readonly runningFile: string;
  readonly kills: number;
  readonly random: Random;
  /** Resolves when a billing run begins; half of the kills wait for that moment. */
  readonly nextBilling: () => Promise<void>;
  readonly log: (line: string) => void;
};

/**
 * @returns how often each process was killed
 * @throws when one of them does not come back
 */
export async function killAtRandom({ runningFile, kills, random, nextBilling, log }: KillerOptions): Promise<Kills> {
  const done: Record<Victim, number> = { gateway: 0, worker: 0, postgres: 0 };
  const seen = new Map<Victim, { pid: number; since: number }>();
  for (let count = 0; count < kills; ) {
    await Promise.all(VICTIMS.map((name) => waitUntilRestarted(runningFile, name, seen)));
    await pause(random.between(800, 3_500));
    if (random.next() < 0.5) {
      await Promise.race([nextBilling(), pause(4_000)]);
      await pause(random.between(0, 700));
    }
    for (const victim of chooseVictims(random)) {
      const runningProcess = seen.get(victim);
      if (count >= kills || !runningProcess || Date.now() - runningProcess.since < MIN_UPTIME_MS[victim]) continue;
      if (!killHard(runningProcess.pid)) continue;
      done[victim] += 1;
      count += 1;
      if (count % 10 === 0) log(`${count} kills`);
    }
  }
  await Promise.all(VICTIMS.map((name) => waitUntilRestarted(runningFile, name, seen)));
  return done;
}

/** Mostly one process, sometimes two at once, seldom all three, as in a power cut. */
function chooseVictims(random: Random): readonly Victim[] {
  const [first, second, third] = [...VICTIMS].map((name) => ({ name, order: random.next() })).sort(byOrder);
  const victimCount = random.next() < 0.7 ? 1 : random.next() < 0.7 ? 2 : 3;
  return [first, second, third].slice(0, victimCount).flatMap((one) => (one ? [one.name] : []));
}

const byOrder = (one: { order: number }, other: { order: number }): number => one.order - other.order;

async function waitUntilRestarted(
  runningFile: string,
  name: Victim,
  seen: Map<Victim, { pid: number; since: number }>,
): Promise<void> {
  for (const end = Date.now() + RESTART_TIMEOUT_MS; Date.now() < end; await pause(50)) {
    const pid = pidOf(runningFile, name);
    if (pid === null) continue;
    if (seen.get(name)?.pid !== pid) seen.set(name, { pid, since: Date.now() });
    return;
  }
  throw new Error(`${name} did not come back within ${RESTART_TIMEOUT_MS / 1000} s`);
}

/** Null for a dead process, even before the launcher reports it. */
function pidOf(runningFile: string, name: ProcessName): number | null {
  const pid = readRunning(runningFile).processes[name];
  if (!pid) return null;
  try {
    process.kill(pid, 0);
    return pid;
  } catch {
    return null;
  }
}

function killHard(pid: number): boolean {
  try {
    process.kill(pid, "SIGKILL");
    return true;
  } catch {
    return false; // it ended by itself a moment ago
  }
}
