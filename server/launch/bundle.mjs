/** Our TypeScript as plain modules for Node. Packages stay outside: they are read from node_modules. */
import { build } from "esbuild";
import { inProject, PROJECT } from "./project.mjs";

/** A process that is started by itself reads `.env` like the launcher does, and names source lines in its stacks. */
const BEGINNING = `import { existsSync as __exists } from "node:fs";
process.setSourceMapsEnabled(true);
if (__exists(".env")) process.loadEnvFile(".env");`;

/**
 * Writes `.build/<name>.mjs` for each entry.
 * @param {Record<string, string>} entries  name → source file, relative to the project
 */
export async function bundle(entries) {
  await build({
    absWorkingDir: PROJECT,
    entryPoints: Object.entries(entries).map(([out, from]) => ({ in: from, out })),
    outdir: inProject(".build"),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    jsx: "automatic",
    sourcemap: true,
    logLevel: "warning",
    banner: { js: BEGINNING },
  });
}
