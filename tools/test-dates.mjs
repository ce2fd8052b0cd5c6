/**
 * `npm run test:dates`: the tests with every clock shifted, that of Postgres and browser included.
 *
 *     npm run test:dates -- [vitest|playwright] [instant ...] [file filter ...]
 *
 * An instant is like 2027-03-28T00:58:00Z; the clock goes on from there. Default: `sharpInstants`.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inProject, PROJECT } from "../server/launch/project.mjs";
import { exitWithError, LaunchError } from "../server/launch/step.mjs";
import { cleanEnvironment } from "./clean-environment.mjs";

const TOOLS = { vitest: ["vitest/vitest.mjs", "run"], playwright: ["@playwright/test/cli.js", "test"] };

/** When a calendar turns, in the next full year; the sites are in Portugal and Germany. */
function sharpInstants() {
  const year = new Date().getUTCFullYear() + 1;
  const leapYear = year + ((4 - (year % 4)) % 4);
  return [
    `${year}-02-01T00:00:30Z`,
    `${year}-02-02T08:57:00Z`, // the demo bills last month at nine
    `${year}-02-28T23:58:00Z`,
    `${leapYear}-02-29T23:58:00Z`,
    `${lastSunday(year, 3)}T00:58:00Z`, // clocks change at one
    `${year}-04-30T22:58:00Z`, // midnight in Lisbon
    `${year}-06-15T12:00:00Z`,
    `${lastSunday(year, 10)}T00:58:00Z`,
    `${year}-12-31T23:57:00Z`,
  ];
}

function lastSunday(year, month) {
  const last = new Date(Date.UTC(year, month, 0));
  last.setUTCDate(last.getUTCDate() - last.getUTCDay());
  return last.toISOString().slice(0, 10);
}

try {
  const given = process.argv.slice(2);
  const isInstant = (text) => /^\d{4}-\d\d-\d\dT/.test(text);
  const instants = given.filter(isInstant);
  const wrong = instants.find((instant) => Number.isNaN(Date.parse(instant)));
  if (wrong) throw new LaunchError(`"${wrong}" is no instant; one looks like 2027-03-28T00:58:00Z.`);
  const tools = Object.keys(TOOLS).filter((tool) => given.includes(tool));
  const filters = given.filter((text) => !isInstant(text) && !(text in TOOLS));
  const results = [];
  for (const instant of instants.length > 0 ? instants : sharpInstants())
    for (const tool of tools.length > 0 ? tools : Object.keys(TOOLS))
      results.push({ instant, tool, ...runAt(instant, tool, filters) });
  report(results);
} catch (error) {
  exitWithError(error);
}

/**
 * One offset for all processes, so that they agree on the time. File times stay real, so a test
 * must meet no files but its own: it gets a temporary folder, which the account of Postgres may
 * enter.
 */
function runAt(instant, tool, filters) {
  const folder = mkdtempSync(join(tmpdir(), "corrente-dates-"));
  chmodSync(folder, 0o711);
  const library = compiledClock(folder);
  const shiftSeconds = Math.round((Date.parse(instant) - Date.now()) / 1000);
  const clock = { LD_PRELOAD: library, CLOCK_SHIFT_SECONDS: String(shiftSeconds) };
  const env = { ...cleanEnvironment(), ...clock, TMPDIR: folder, TEST_DATABASE_URL: "" };
  const shifted = spawnSync("date", ["-u"], { env, encoding: "utf8" }).stdout.trim();
  console.log(`
━━━ ${tool} at ${instant}: ${shifted}`);
  const [file, ...args] = TOOLS[tool];
  const startedMs = performance.now();
  const { status } = spawnSync(process.execPath, [inProject("node_modules", file), ...args, ...filters], {
    cwd: PROJECT,
    env,
    stdio: ["ignore", "inherit", "inherit"],
  });
  rmSync(folder, { recursive: true, force: true });
  return { isPassed: status === 0, seconds: (performance.now() - startedMs) / 1000 };
}

/** @returns {string} the library that shifts the clock, compiled into the folder. */
function compiledClock(folder) {
  const library = join(folder, "shifted-clock.so");
  const args = ["-shared", "-fPIC", "-O2", "-o", library, inProject("tools/shifted-clock.c")];
  const { status } = spawnSync("cc", args, { stdio: "inherit" });
  if (status === 0) return library;
  throw new LaunchError(
    "The clock is shifted by tools/shifted-clock.c, for which Linux and a C compiler (cc) are needed.",
  );
}

function report(results) {
  console.log("\n━━━ summary");
  for (const { instant, tool, isPassed, seconds } of results)
    console.log(
      `${isPassed ? "passed" : "FAILED"}  ${instant}  ${tool.padEnd(10)}  ${seconds.toFixed(0).padStart(5)} s`,
    );
  if (results.some(({ isPassed }) => !isPassed)) process.exitCode = 1;
}
