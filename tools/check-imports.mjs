/**
 * Who imports whom, checked by dependency-cruiser's rules in .dependency-cruiser.cjs. A compiler it
 * cannot read makes it see nothing and find nothing wrong, so every source file must have been
 * seen.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { cruise } from "dependency-cruiser";
import extractDepcruiseOptions from "dependency-cruiser/config-utl/extract-depcruise-options";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";
import { inProject, PROJECT } from "../server/launch/project.mjs";

const SOURCE_FOLDERS = ["app", "server", "db", "ocpp-gateway", "emails", "e2e"];
/** Tests may import upwards: a test of a rule drives it through the port that the gateway uses. */
const TESTS = { path: "\\.test\\.tsx?$|/testing/|^\\.build/" };
const FOLDER_RULE = "no-folder-cycles";

process.chdir(PROJECT); // the cruiser names files as they lie below the working directory
const sourceFolders = SOURCE_FOLDERS.filter((folder) => existsSync(inProject(folder)));
const files = sourceFolders.flatMap(sourcesBelow);
const { modules, summary } = await cruiseFolders({ metrics: false });
const product = await cruiseFolders({ exclude: TESTS, metrics: true });

const seen = new Set(modules.map((module) => module.source));
const unseen = files.filter((file) => !seen.has(file));
const broken = [
  ...summary.violations.filter((violation) => violation.rule.name !== FOLDER_RULE),
  ...product.summary.violations.filter((violation) => violation.rule.name === FOLDER_RULE),
].filter((violation) => violation.rule.severity === "error");

for (const { rule, from, to, cycle } of broken) {
  const importPath = cycle?.length ? cycle.map((step) => step.name ?? step).join(" → ") : to;
  console.error(`${rule.name}: ${from} → ${importPath}\n  ${commentOf(rule.name)}`);
}
for (const file of unseen) console.error(`not read: ${file}`);
console.log(`${files.length} files, ${summary.totalDependenciesCruised} imports, ${broken.length} violations.`);
if (broken.length > 0 || unseen.length > 0 || files.length === 0) process.exitCode = 1;

/**
 * Calls the module and not its program, which does not report what it read. Folder rules need
 * metrics.
 */
async function cruiseFolders(settings) {
  const options = await extractDepcruiseOptions(inProject(".dependency-cruiser.cjs"));
  const tsConfig = extractTSConfig(inProject("tsconfig.json"));
  const { output } = await cruise(sourceFolders, { ...options, ...settings, baseDir: PROJECT }, null, { tsConfig });
  return output;
}

function commentOf(name) {
  const rule = summary.ruleSetUsed?.forbidden?.find((candidate) => candidate.name === name);
  return rule?.comment ?? "";
}

function sourcesBelow(folder) {
  return readdirSync(inProject(folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : sourcesBelow(path);
    return /\.(tsx?|mjs|cjs)$/.test(entry.name) ? [path] : [];
  });
}
