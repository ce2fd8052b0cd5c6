/** The project's own files as git knows them, new ones included, and how their text divides. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import ts from "typescript";
import { inProject, PROJECT } from "../server/launch/project.mjs";

/** @returns {string[]} paths from the project's root, of files that exist */
export function ownFiles() {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: PROJECT,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return [...new Set(listed.split("\n"))].filter((path) => path !== "" && existsSync(inProject(path)));
}

export const isScript = (/** @type {string} */ path) => /\.(tsx?|mts|mjs|cjs)$/.test(path);

/** Tests, their fixtures and harnesses; everything else that is a script is product. */
export const isTest = (/** @type {string} */ path) =>
  /\.(test|spec)\.tsx?$|(^|\/)(testing|fixtures)\/|^e2e\//.test(path);

/**
 * Calls `onToken` for every token of a script, comments included. JSX text and regular expressions
 * are left out.
 *
 * @param {string} path
 * @param {string} text
 * @param {(kind: "identifier" | "comment" | "template", text: string, start: number, tag: string)
 *   => void} onToken
 */
export function readTokens(path, text, onToken) {
  const kind = path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
  const seen = new Set();
  const readComments = (/** @type {number} */ position) => {
    for (const range of ts.getLeadingCommentRanges(text, position) ?? []) readComment(range);
    for (const range of ts.getTrailingCommentRanges(text, position) ?? []) readComment(range);
  };
  const readComment = (/** @type {ts.CommentRange} */ { pos, end }) => {
    if (seen.has(pos)) return;
    seen.add(pos);
    onToken("comment", text.slice(pos, end), pos, "");
  };
  const visit = (/** @type {ts.Node} */ node) => {
    if (!ts.isJsxText(node)) {
      readComments(node.getFullStart());
      readComments(node.getEnd());
    }
    if (ts.isJsxExpression(node)) readComments(node.getStart() + 1);
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) onToken("identifier", node.text, node.getStart(), "");
    if (ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      onToken("template", node.text, node.getStart(), tagOf(node));
    ts.forEachChild(node, visit);
  };
  visit(source);
  readComments(source.endOfFileToken.getFullStart());
}

/** The tag's last name (`sql`, `query`), or "" for a template without one. */
function tagOf(/** @type {ts.Node} */ node) {
  let at = node.parent;
  while (at && (ts.isTemplateSpan(at) || ts.isTemplateExpression(at))) at = at.parent;
  if (!at || !ts.isTaggedTemplateExpression(at)) return "";
  const tag = at.tag;
  const named = ts.isCallExpression(tag) ? tag.expression : tag;
  return ts.isPropertyAccessExpression(named) ? named.name.text : ts.isIdentifier(named) ? named.text : "";
}
