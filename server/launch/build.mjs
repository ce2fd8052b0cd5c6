/**
 * `npm run build`: validators, portal, gateway and worker. A hash of the sources decides whether
 * there is anything to do.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { inProject, PROJECT } from "./project.mjs";
import { exitWithError, runStep } from "./step.mjs";

const STAMP = inProject(".build", "source-hash");
const SOURCES = ["app", "server", "db", "ocpp-gateway", "emails", "public"];
const BUNDLES = {
  gateway: "ocpp-gateway/main.ts",
  worker: "server/worker.ts",
  env: "server/env.ts", // these two for launchers
  database: "db/await-database.ts",
};
const RESULTS = [".next/BUILD_ID", ...Object.keys(BUNDLES).map((name) => `.build/${name}.mjs`)];

/**
 * Builds what the sources ask for; nothing when they are those of the last build.
 * @param {{ force?: boolean, onLine?: (line: string) => void }} [options]
 * @returns {Promise<boolean>} whether it had to build.
 */
export async function buildIfNeeded({ force = false, onLine } = {}) {
  const hash = hashOfSources();
  const isDone = RESULTS.every((path) => existsSync(inProject(path)));
  if (!force && isDone && existsSync(STAMP) && readFileSync(STAMP, "utf8") === hash) return false;
  mkdirSync(inProject(".build"), { recursive: true });
  rmSync(STAMP, { force: true });
  await generate({ onLine });
  const { bundle } = await import("./bundle.mjs");
  await bundle(BUNDLES);
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const failure = "The portal could not be built; the lines above say why";
  await runStep(process.execPath, [inProject("node_modules/next/dist/bin/next"), "build"], { env, onLine, failure });
  writeFileSync(STAMP, hash);
  return true;
}

/** Validators and types made from the official schemas: they are not committed. */
export async function generate({ onLine } = {}) {
  await runStep("npm", ["run", "--silent", "generate"], { onLine, failure: "The validators could not be generated" });
}

/** Tests, documents and the simulators in e2e/ change nothing in what is built. */
function hashOfSources() {
  const hash = createHash("sha256").update(process.version.split(".")[0] ?? "");
  const roots = readdirSync(PROJECT, { withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() &&
        /\.(ts|mjs|js|json)$/.test(entry.name) &&
        !/^(vitest|playwright|knip|next-env)/.test(entry.name),
    )
    .map((entry) => inProject(entry.name));
  const files = [...roots, ...SOURCES.flatMap((name) => filesBelow(inProject(name)))].sort(byCodeUnit);
  for (const path of files) hash.update(relative(PROJECT, path)).update("\0").update(readFileSync(path)).update("\0");
  return hash.digest("hex");
}

/** The same order in every locale. */
function byCodeUnit(a, b) {
  return a < b ? -1 : Number(a > b);
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return /\.(test|spec)\.tsx?$|\.md$/.test(entry.name) || entry.name === "next-env.d.ts" ? [] : [path];
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    await buildIfNeeded({ force: true });
  } catch (error) {
    exitWithError(error);
  }
}
