/**
 * The words of docs/glossary.md, checked: its table "Words not to use" says what no identifier,
 * file, SQL name or heading may hold, and what no comment or document may say.
 */
import { readFileSync } from "node:fs";
import { inProject } from "../server/launch/project.mjs";
import { isScript, ownFiles, readTokens } from "./source-files.mjs";

/** @typedef {{ word: string, instead: string, inText: boolean }} Refused */
/** @typedef {{ line: number, kind: string, name: string, word: string, instead: string }} Hit */

const GLOSSARY = "docs/glossary.md";
const HEADING = "## Words not to use";
/** Written once and never edited: a database in the field has run them. */
const HISTORY = /^(db\/migrations\/|CHANGELOG\.md$)/;
const SQL_TAGS = new Set(["sql", "query", "fragment", "unsafe"]);

/**
 * Reads the table: word | instead | where ("names", or "names and text").
 *
 * @param {string} markdown
 * @returns {Map<string, Refused>}
 */
export function refusedWords(markdown) {
  const [, section = ""] = markdown.split(`${HEADING}\n`);
  const rows = section
    .split("\n## ")[0]
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| word") && !line.startsWith("|-"));
  return new Map(
    rows.flatMap((row) => {
      const [words = "", instead = "", where = ""] = row
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim());
      return words.split(/,\s*/).map((word) => [word, { word, instead, inText: where.includes("text") }]);
    }),
  );
}

/** camelCase, snake_case and kebab-case apart: `navigate` is one word. */
export const wordsOf = (/** @type {string} */ name) =>
  (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []).map((word) => word.toLowerCase());

/**
 * @param {string} path
 * @param {string} text
 * @param {Map<string, Refused>} refused
 * @returns {Hit[]}
 */
export function hitsIn(path, text, refused) {
  const hits = wordHits("file name", path.split("/").pop() ?? "", 1, refused, true);
  const lineAt = lineFinder(text);
  const add = (kind, part, start, isName) => {
    let line = lineAt(start);
    for (const piece of part.split("\n")) hits.push(...wordHits(kind, piece, line++, refused, isName));
  };
  if (isScript(path)) {
    readTokens(path, text, (kind, part, start, tag) => {
      if (kind === "identifier") add("identifier", part, start, true);
      if (kind === "comment") add("comment", part, start, false);
      if (kind === "template" && SQL_TAGS.has(tag)) addSql(part, start);
    });
  } else if (path.endsWith(".sql")) addSql(text, 0);
  else if (path.endsWith(".md") && path !== GLOSSARY) {
    text.split("\n").forEach((line, index) => {
      const isHeading = /^#+ /.test(line);
      hits.push(...wordHits(isHeading ? "heading" : "document", line, index + 1, refused, isHeading));
    });
  }
  return hits;

  /** Names stand outside of quoted values; comments are text. */
  function addSql(part, start) {
    const blank = (whole) => whole.replace(/[^\n]/g, " ");
    const names = part.replace(/'(?:[^']|'')*'/g, blank).replace(/--[^\n]*/g, blank);
    add("SQL name", names, start, true);
    for (const comment of part.matchAll(/--[^\n]*/g)) add("comment", comment[0], start + comment.index, false);
  }
}

function wordHits(kind, text, line, refused, isName) {
  const [prefix = ""] = isName ? (text.match(/^[A-Z]+_/) ?? []) : [];
  return [...wordsOf(text), prefix].flatMap((word) => {
    const rule = refused.get(word);
    if (!rule || !(isName || rule.inText)) return [];
    const name = isName ? (text.match(new RegExp(`[\\w-]*${word}[\\w-]*`, "i"))?.[0] ?? text) : text.trim();
    return [{ line, kind, name: name.slice(0, 80), word, instead: rule.instead }];
  });
}

/** The line (from 1) of a position. */
function lineFinder(text) {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (position) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= position) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

if (process.argv[1] === import.meta.filename) {
  const refused = refusedWords(readFileSync(inProject(GLOSSARY), "utf8"));
  if (refused.size === 0) throw new Error(`${GLOSSARY} has no table below "${HEADING}".`);
  const paths = ownFiles().filter((path) => !HISTORY.test(path) && /\.(tsx?|mts|mjs|cjs|sql|md|css)$/.test(path));
  let count = 0;
  for (const path of paths) {
    for (const { line, kind, name, word, instead } of hitsIn(path, readFileSync(inProject(path), "utf8"), refused)) {
      console.error(`${path}:${line}: ${kind} "${name}" says "${word}"; say ${instead}`);
      count++;
    }
  }
  console.log(`${paths.length} files, ${refused.size} words not to use, ${count} found.`);
  if (count > 0) process.exitCode = 1;
}
