/**
 * The floor plan of the house, checked: who imports whom, by dependency-cruiser's rules in .dependency-cruiser.cjs.
 * A compiler it cannot read makes it see nothing and find nothing wrong, so every source file must have been seen.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { cruise } from "dependency-cruiser";
import extractDepcruiseOptions from "dependency-cruiser/config-utl/extract-depcruise-options";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";
import { inProject, PROJECT } from "../server/launch/project.mjs";

const SOURCE_FOLDERS = ["app", "server", "db", "ocpp-gateway", "emails", "e2e"];

process.chdir(PROJECT); // the cruiser names files as they lie below the working directory
const sourceFolders = SOURCE_FOLDERS.filter((folder) => existsSync(inProject(folder)));
const files = sourceFolders.flatMap(sourcesBelow);
const { modules, summary } = await cruiseFolders(
  sourceFolders.filter((folder) => files.some((file) => file.startsWith(`${folder}/`))),
);

const seen = new Set(modules.map((module) => module.source));
const unseen = files.filter((file) => !seen.has(file));
const broken = summary.violations.filter((violation) => violation.rule.severity === "error");

for (const { rule, from, to, cycle } of broken) {
  const importPath = cycle?.length ? cycle.map((step) => step.name ?? step).join(" → ") : to;
  console.error(`${rule.name}: ${from} → ${importPath}\n  ${commentOf(rule.name)}`);
}
for (const file of unseen) console.error(`not read: ${file}`);
console.log(`${files.length} files, ${summary.totalDependenciesCruised} imports, ${broken.length} against the plan.`);
if (broken.length > 0 || unseen.length > 0 || files.length === 0) process.exitCode = 1;

/** Through its module and not its program, which does not tell what it read. Without metrics the rules about folders are silent. */
async function cruiseFolders(folders) {
  const options = await extractDepcruiseOptions(inProject(".dependency-cruiser.cjs"));
  const tsConfig = extractTSConfig(inProject("tsconfig.json"));
  const { output } = await cruise(folders, { ...options, baseDir: PROJECT, metrics: true }, null, { tsConfig });
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
