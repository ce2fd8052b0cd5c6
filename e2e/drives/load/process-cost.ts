/** CPU and memory of processes, read from Linux's /proc; null elsewhere. */
import { readdirSync, readFileSync } from "node:fs";

/** Kernel clock ticks a second: 100 wherever Node runs on Linux. */
const TICKS = 100;

/** CPU seconds of a process and all its descendants since their start. Null without /proc. */
export function cpuSeconds(root: number): number | null {
  const stats = allStats();
  if (!stats.has(root)) return null;
  let ticks = 0;
  for (const pid of descendantsOf(root, stats)) ticks += stats.get(pid)?.ticks ?? 0;
  return ticks / TICKS;
}

/** Resident memory of one process in MiB. Null without /proc. */
export function residentMib(pid: number): number | null {
  const found = /^VmRSS:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`));
  return found ? Number(found[1]) / 1_024 : null;
}

type Stat = { readonly parent: number; readonly ticks: number };

function allStats(): ReadonlyMap<number, Stat> {
  const pids = namesIn("/proc").map(Number).filter(Boolean);
  return new Map(pids.flatMap((pid) => statOf(pid).map((stat) => [pid, stat] as const)));
}

/** A program's name may contain blanks; the fields begin after its closing parenthesis. */
function statOf(pid: number): readonly Stat[] {
  const text = read(`/proc/${pid}/stat`);
  if (text === "") return [];
  const fields = text
    .slice(text.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
  const [, parent = 0] = fields;
  // utime, stime, and both of the children that have ended
  return [{ parent, ticks: fields.slice(11, 15).reduce((sum, one) => sum + one, 0) }];
}

function descendantsOf(root: number, stats: ReadonlyMap<number, Stat>): readonly number[] {
  const descendants = [root];
  for (const member of descendants) for (const [pid, { parent }] of stats) if (parent === member) descendants.push(pid);
  return descendants;
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
