/**
 * Packages: installed when they are missing or when the lock file is not the one they were
 * installed from.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { inProject } from "./project.mjs";
import { runStep, stopSteps } from "./step.mjs";

const STAMP = inProject("node_modules", ".corrente-lock-hash");

/** @returns {Promise<void>} */
export async function installPackages() {
  if (isFresh()) return;
  console.log("Installing packages (npm ci) …");
  const stopEarly = () => {
    stopSteps();
    process.exit(1);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, stopEarly);
  // Development packages too: `npm start` builds the portal from its sources.
  await runStep("npm", ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"], {
    failure: "The packages could not be installed",
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.removeListener(signal, stopEarly);
  writeFileSync(STAMP, lockHash());
}

/**
 * Someone who ran npm by hand has no stamp of ours: npm's own record of what it installed is then
 * compared.
 */
function isFresh() {
  if (!existsSync(inProject("node_modules", ".package-lock.json"))) return false;
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === lockHash()) return true;
  if (!matchesInstalled()) return false;
  writeFileSync(STAMP, lockHash());
  return true;
}

/**
 * Every package of the lock that is there has the version which the lock asks for; optional ones
 * may be absent.
 */
function matchesInstalled() {
  const wanted = JSON.parse(readFileSync(inProject("package-lock.json"), "utf8")).packages;
  const present = JSON.parse(readFileSync(inProject("node_modules", ".package-lock.json"), "utf8")).packages;
  return Object.entries(wanted).every(([path, { version, optional, devOptional, peer }]) => {
    if (path === "") return true;
    return path in present ? present[path].version === version : Boolean(optional ?? devOptional ?? peer);
  });
}

function lockHash() {
  return createHash("sha256")
    .update(readFileSync(inProject("package-lock.json")))
    .digest("hex");
}
