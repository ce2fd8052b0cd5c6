/** What processes cost, read from Linux's /proc; elsewhere nothing is known. */
import { readdirSync, readFileSync } from "node:fs";

/** Kernel clock ticks a second: 100 wherever Node runs on Linux. */
const TICKS = 100;

/** CPU seconds since they began, of a process and of all that it started. Null where there is no /proc. */
export function cpuSeconds(root: number): number | null {
  const stats = allStats();
  if (!stats.has(root)) return null;
  let ticks = 0;
  for (const pid of familyOf(root, stats)) ticks += stats.get(pid)?.ticks ?? 0;
  return ticks / TICKS;
}

/** Resident memory in MiB of one process. Null where there is no /proc. */
export function residentMib(pid: number): number | null {
  const found = /^VmRSS:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`));
  return found ? Number(found[1]) / 1_024 : null;
}

type Stat = { readonly parent: number; readonly ticks: number };

function allStats(): ReadonlyMap<number, Stat> {
  const pids = namesIn("/proc").map(Number).filter(Boolean);
  return new Map(pids.flatMap((pid) => statOf(pid).map((stat) => [pid, stat] as const)));
}

/** The name of a program may hold blanks: what matters stands after its closing parenthesis. */
function statOf(pid: number): readonly Stat[] {
  const text = read(`/proc/${pid}/stat`);
  if (text === "") return [];
  const fields = text
    .slice(text.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
  const [, parent = 0] = fields;
  // utime, stime, and those of children that have ended
  return [{ parent, ticks: fields.slice(11, 15).reduce((sum, one) => sum + one, 0) }];
}

function familyOf(root: number, stats: ReadonlyMap<number, Stat>): readonly number[] {
  const family = [root];
  for (const member of family) for (const [pid, { parent }] of stats) if (parent === member) family.push(pid);
  return family;
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // it ended a moment ago, or there is no /proc
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
