/**
 * Our TypeScript as plain modules for Node. Packages stay outside: they are read from node_modules.
 */
import { readFileSync } from "node:fs";
import { extname, relative, sep } from "node:path";
import { build } from "esbuild";
import { inProject, PROJECT } from "./project.mjs";

/** Relative to `.build`. */
const BANNER = `import "../server/launch/built-process.mjs";`;

/**
 * A file that reads its own location (for the fonts beside it) still gets that of its source,
 * relative to `.build`, so that the project may be moved after it was built.
 */
const keepImportMetaUrl = {
  name: "sources-know-their-place",
  setup(bundling) {
    bundling.onLoad({ filter: /\.(ts|tsx|mjs)$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      if (path.includes(`${sep}node_modules${sep}`) || !text.includes("import.meta.url")) return undefined;
      const sourcePath = JSON.stringify(`../${relative(PROJECT, path).split(sep).join("/")}`);
      const contents = text.replaceAll("import.meta.url", `new URL(${sourcePath}, import.meta.url).href`);
      return { contents, loader: extname(path) === ".mjs" ? "js" : extname(path).slice(1) };
    });
  },
};

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
    plugins: [keepImportMetaUrl],
    banner: { js: BANNER },
  });
}
