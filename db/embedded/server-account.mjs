/** The operating system account that runs Postgres, which refuses to run as root. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** @typedef {{ name: string, uid: number, gid: number }} Account */

/**
 * @param {(line: string) => void} log
 * @returns {Account | null} null: run as whoever we are.
 * @throws when we are root and no other account can be found or made.
 */
export function serverAccount(log) {
  if (process.getuid?.() !== 0) return null;
  const found = accountNamed("postgres");
  if (found) return found;
  for (const [program, ...args] of ADD_USER_COMMANDS) {
    if (spawnSync(program, args, { stdio: "ignore" }).status !== 0) continue;
    const made = accountNamed("postgres");
    if (!made) continue;
    log("Postgres does not run as root: added the system account `postgres` for it.");
    return made;
  }
  const nobody = accountNamed("nobody");
  if (nobody) return nobody;
  throw new Error("Postgres does not run as root, and no account `postgres` could be added. Run as a plain user.");
}

/** shadow-utils first, then Busybox (its `adduser -S` makes a system account). */
const ADD_USER_COMMANDS = [
  ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/bin/false", "postgres"],
  ["adduser", "-S", "-D", "-H", "-s", "/bin/false", "postgres"],
];

function accountNamed(name) {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid && gid ? { name, uid: Number(uid), gid: Number(gid) } : null;
}
