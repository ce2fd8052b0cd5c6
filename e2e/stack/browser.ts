/** A Chromium for the tests: the machine's own if one runs, else the one from npm. */
import { execFileSync, spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { LaunchOptions } from "@playwright/test";
import { cleanEnvironment, programFolders, requestedBrowser } from "./env";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/**
 * Root may not use Chromium's sandbox, and a container often cannot. The pages under test are our
 * own.
 * @throws a sentence when no browser is available
 */
export function browserLaunchOptions(): LaunchOptions {
  const args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
  const requested = requestedBrowser();
  if (requested !== undefined && !isExecutable(requested))
    throw new Error(`CHROMIUM_PATH must name a program that can be run, not "${requested}".`);
  const own = requested ?? ownBrowser();
  if (own) return { executablePath: own, args };
  const folder = unpackedBrowser();
  const executablePath = join(folder, "chromium");
  return { executablePath, args, env: cleanEnvironment(missingLibraries(folder, executablePath)) };
}

function ownBrowser(): string | undefined {
  const candidates = [...programFolders().flatMap((folder) => NAMES.map((name) => join(folder, name))), MAC];
  return candidates.find((path) => isExecutable(path) && spawnSync(path, ["--version"]).status === 0);
}

/**
 * The package @sparticuz/chromium unpacks into the temporary folder and trusts what it finds there.
 * It gets a folder of this project, renamed once it is complete. With a cloud's name in the
 * environment it also unpacks the libraries.
 */
function unpackedBrowser(): string {
  const version = packageVersion("@sparticuz/chromium");
  const folder = resolve(`.build/chromium-${version}`);
  if (existsSync(folder)) return folder;
  const temporaryFolder = `${folder}.${process.pid}`;
  mkdirSync(temporaryFolder, { recursive: true });
  const script = 'const { default: chromium } = await import("@sparticuz/chromium"); await chromium.executablePath();';
  const env = cleanEnvironment({ TMPDIR: temporaryFolder, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" });
  try {
    execFileSync(process.execPath, ["--input-type=module", "-e", script], { env: env as NodeJS.ProcessEnv });
    renameSync(temporaryFolder, folder);
  } catch (error) {
    rmSync(temporaryFolder, { recursive: true, force: true });
    if (existsSync(folder)) return folder;
    throw new Error("There is no Chromium: install one, or set CHROMIUM_PATH.", { cause: error });
  }
  return folder;
}

/**
 * Chromium needs only NSS and NSPR from the system. Where they are missing, the unpacked ones are
 * used.
 */
function missingLibraries(folder: string, executable: string): Record<string, string> {
  const linked = spawnSync("ldd", [executable], { encoding: "utf8" }).stdout ?? "";
  return {
    ...(/not found/.test(linked) ? { LD_LIBRARY_PATH: join(folder, "al2023", "lib") } : {}),
    ...(existsSync("/etc/fonts/fonts.conf") ? {} : { FONTCONFIG_PATH: join(folder, "fonts") }),
  };
}

function packageVersion(name: string): string {
  const facts: unknown = JSON.parse(readFileSync(resolve("node_modules", name, "package.json"), "utf8"));
  return typeof facts === "object" && facts && "version" in facts ? String(facts.version) : "unknown";
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
