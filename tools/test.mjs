/** `npm test`: every check and every test, one after the other, all of them even when one fails. */
import { spawn } from "node:child_process";
import { installPackages } from "../server/launch/install.mjs";
import { inProject, PROJECT } from "../server/launch/project.mjs";
import { exitWithError } from "../server/launch/step.mjs";
import { cleanEnvironment } from "./clean-environment.mjs";

const bin = (path, ...args) => [process.execPath, inProject("node_modules", path), ...args];

/** What a check is called, what it runs, and what must have passed before it makes sense. */
const CHECKS = [
  { name: "generated", command: ["npm", "run", "--silent", "generate"] },
  { name: "route types", command: bin("next/dist/bin/next", "typegen") },
  { name: "types", command: bin("typescript-native/bin/tsc", "--noEmit"), needs: ["generated", "route types"] },
  { name: "lint", command: bin("oxlint/bin/oxlint", "--type-aware", "--deny-warnings") },
  { name: "format", command: bin("@biomejs/biome/bin/biome", "format") },
  { name: "imports", command: [process.execPath, inProject("tools/check-imports.mjs")] },
  { name: "words", command: [process.execPath, inProject("tools/check-words.mjs")] },
  { name: "layout", command: [process.execPath, inProject("tools/check-layout.mjs")] },
  { name: "unused code", command: bin("knip/bin/knip.js"), needs: ["generated"] },
  { name: "unit and database tests", command: bin("vitest/vitest.mjs", "run"), needs: ["generated"] },
  { name: "build", command: [process.execPath, inProject("server/launch/build.mjs")] },
  { name: "end-to-end tests", command: bin("@playwright/test/cli.js", "test"), needs: ["build"] },
];

try {
  await installPackages();
  const results = [];
  for (const check of CHECKS) results.push(await runCheck(check, results));
  report(results);
} catch (error) {
  exitWithError(error);
}

async function runCheck({ name, command, needs = [] }, earlierResults) {
  const missing = needs.find((need) => earlierResults.some((result) => result.name === need && !result.isPassed));
  console.log(`\n━━━ ${name}`);
  if (missing) {
    console.log(`not run: ${missing} failed`);
    return { name, isPassed: false, seconds: 0 };
  }
  const startedAtMs = Date.now();
  const isPassed = await run(command);
  return { name, isPassed, seconds: (Date.now() - startedAtMs) / 1000 };
}

/**
 * In our own process group: Ctrl-C reaches the check as well. A signal to us alone is handed on.
 */
function run([program, ...args]) {
  const env = cleanEnvironment();
  return new Promise((done) => {
    const child = spawn(program, args, { cwd: PROJECT, env, stdio: ["ignore", "inherit", "inherit"] });
    const forwardSignal = () => {
      child.kill("SIGTERM");
      process.exitCode = 1;
    };
    process.once("SIGTERM", forwardSignal);
    child.once("error", (error) => {
      console.error(error.message);
      done(false);
    });
    child.once("close", (code) => {
      process.removeListener("SIGTERM", forwardSignal);
      done(code === 0);
    });
  });
}

function report(results) {
  const width = Math.max(...results.map(({ name }) => name.length));
  console.log("\n━━━ summary");
  for (const { name, isPassed, seconds } of results) {
    console.log(`${isPassed ? "passed" : "FAILED"}  ${name.padEnd(width)}  ${seconds.toFixed(1).padStart(7)} s`);
  }
  const passed = results.filter((result) => result.isPassed).length;
  if (passed < results.length) process.exitCode = 1;
  console.log(`\n${passed} passed, ${results.length - passed} failed`);
}
