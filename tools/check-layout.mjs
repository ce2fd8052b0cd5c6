/**
 * Sizes that keep the tree readable, checked: files a folder, lines a file, columns a line, lines a
 * comment.
 */
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { inProject } from "../server/launch/project.mjs";
import { isScript, isTest, ownFiles, readTokens } from "./source-files.mjs";

const LIMITS = {
  filesInFolder: 40,
  productFilesInCharging: 25,
  productLines: { median: 56, p95: 168, max: 337 },
  testLines: 450,
  columns: 120,
  commentColumns: 100,
  commentLines: 4,
};

/** Texts of the screens are as long as the sentence is. */
const IS_TEXT = /^app\/_i18n\/(en|pt)\//;
const GENERATED = /^(package-lock\.json|db\/migrations\/)/;

/**
 * @param {{ path: string, text: string }[]} files
 * @returns {string[]} what breaks a limit, one sentence each
 */
export function problemsOf(files) {
  const scripts = files.filter(({ path }) => isScript(path));
  return [
    ...folderProblems(files.map(({ path }) => path)),
    ...lengthProblems(scripts),
    ...scripts.flatMap(({ path, text }) => [...lineProblems(path, text), ...commentProblems(path, text)]),
  ];
}

function folderProblems(paths) {
  const counts = Map.groupBy?.(paths, (path) => dirname(path)) ?? group(paths);
  const problems = [...counts].flatMap(([folder, inside]) =>
    inside.length > LIMITS.filesInFolder && !GENERATED.test(`${folder}/`)
      ? [`${folder}: ${inside.length} files; at most ${LIMITS.filesInFolder}`]
      : [],
  );
  const charging = paths.filter((path) => dirname(path) === "server/charging" && isScript(path) && !isTest(path));
  if (charging.length > LIMITS.productFilesInCharging)
    problems.push(`server/charging: ${charging.length} product files; at most ${LIMITS.productFilesInCharging}`);
  return problems;
}

function group(paths) {
  const counts = new Map();
  for (const path of paths) counts.set(dirname(path), [...(counts.get(dirname(path)) ?? []), path]);
  return counts;
}

function lengthProblems(scripts) {
  const { median, p95, max } = LIMITS.productLines;
  const lengthOf = ({ text }) => text.split("\n").length - 1;
  const product = scripts.filter(({ path }) => !isTest(path));
  const lengths = product.map(lengthOf).sort((a, b) => a - b);
  const at = (share) => lengths[Math.floor(lengths.length * share)] ?? 0;
  const problems = [];
  if (at(0.5) > median) problems.push(`the median product file has ${at(0.5)} lines; at most ${median}`);
  if (at(0.95) > p95) problems.push(`19 of 20 product files have up to ${at(0.95)} lines; at most ${p95}`);
  for (const file of scripts) {
    const most = /\.(test|spec)\.tsx?$/.test(file.path) ? LIMITS.testLines : max;
    if (lengthOf(file) > most && !IS_TEXT.test(file.path))
      problems.push(`${file.path}: ${lengthOf(file)} lines; at most ${most}`);
  }
  return problems;
}

function lineProblems(path, text) {
  if (IS_TEXT.test(path) || isTest(path)) return [];
  return text.split("\n").flatMap((line, index) => {
    const columns = line.length;
    return columns > LIMITS.columns ? [`${path}:${index + 1}: ${columns} columns; at most ${LIMITS.columns}`] : [];
  });
}

function commentProblems(path, text) {
  const problems = [];
  readTokens(path, text, (kind, part, start) => {
    if (kind !== "comment") return;
    const first = text.slice(0, start).split("\n").length;
    part.split("\n").forEach((line, index) => {
      const indent = index === 0 ? start - (text.lastIndexOf("\n", start - 1) + 1) : 0;
      const columns = (isWhitespace(text, start) ? indent : 0) + line.length;
      if (columns > LIMITS.commentColumns)
        problems.push(`${path}:${first + index}: comment of ${columns} columns; at most ${LIMITS.commentColumns}`);
    });
    const lines = part.split("\n").filter((line) => /[^\s/*]/.test(line) && !/^\s*\*\s*@/.test(line)).length;
    if (lines > LIMITS.commentLines)
      problems.push(`${path}:${first}: comment of ${lines} lines; at most ${LIMITS.commentLines}`);
  });
  return problems;
}

/** Whether only white space stands before `start` on its line. */
const isWhitespace = (text, start) => /^\s*$/.test(text.slice(text.lastIndexOf("\n", start - 1) + 1, start));

if (process.argv[1] === import.meta.filename) {
  const paths = ownFiles().filter((path) => !GENERATED.test(path));
  const files = paths.map((path) => ({ path, text: isScript(path) ? readFileSync(inProject(path), "utf8") : "" }));
  const problems = problemsOf(files);
  for (const problem of problems) console.error(problem);
  console.log(`${files.length} files, ${problems.length} over a limit.`);
  if (problems.length > 0) process.exitCode = 1;
}
