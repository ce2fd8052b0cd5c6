import { expect, test } from "vitest";
import { hitsIn, refusedWords, wordsOf } from "./check-words.mjs";

const GLOSSARY = `# Glossary

## Words not to use

| word | instead | where |
|---|---|---|
| cellar, cellars | db | names and text |
| picks | applicable prices | names |
| MOST_ | MAX_ | names |

## After

| other | table | names and text |
`;

const REFUSED = refusedWords(GLOSSARY);
const found = (path: string, text: string) =>
  hitsIn(path, text, REFUSED).map(({ kind, line, word }) => [kind, line, word]);

test("the table names every word, and no other table counts", () => {
  expect([...REFUSED.keys()]).toEqual(["cellar", "cellars", "picks", "MOST_"]);
});

test.each([
  ["an identifier", "a.ts", "const x = 1;\nconst openCellarDoor = x;", [["identifier", 2, "cellar"]]],
  ["a property", "a.ts", "const x = { cellars: 1 };", [["identifier", 1, "cellars"]]],
  ["a constant's beginning", "a.ts", "const MOST_ROWS = 1;", [["identifier", 1, "MOST_"]]],
  ["a file name", "wine-cellar.ts", "", [["file name", 1, "cellar"]]],
  ["a comment", "a.ts", "// goes to the cellar", [["comment", 1, "cellar"]]],
  ["the third line of a comment", "a.ts", "/**\n * One.\n * The cellar.\n */", [["comment", 3, "cellar"]]],
  ["a comment in JSX", "a.tsx", "const a = <p>{/* the cellar */}</p>;", [["comment", 1, "cellar"]]],
  ["an alias in SQL", "a.ts", "sql`select 1\n from a cellar`", [["SQL name", 2, "cellar"]]],
  ["an alias in SQL behind a value", "a.ts", "db.query<Row>`select ${a} as cellar_id`", [["SQL name", 1, "cellar"]]],
  ["a comment in SQL", "a.ts", "sql`select 1 -- the cellar\n`", [["comment", 1, "cellar"]]],
  ["a SQL file", "a.sql", "create table cellar (id int);", [["SQL name", 1, "cellar"]]],
  ["a heading", "a.md", "text\n\n## The cellar", [["heading", 3, "cellar"]]],
  ["a document", "a.md", "In the cellar.", [["document", 1, "cellar"]]],
])("%s that says a refused word is found with its line", (_kind, path, text, hits) => {
  expect(found(path, text)).toEqual(hits);
});

test.each([
  ["a part of a longer word", "a.ts", "const navigate = 1; const excellaring = 2;"],
  ["a string", "a.ts", 'const x = "cellar";'],
  ["a quoted value in SQL", "a.ts", "sql`select 'cellar'`"],
  ["a template that is no SQL", "a.ts", "const x = `cellar`;"],
  ["a word for names only, in a comment", "a.ts", "// picks the first"],
  ["a word for names only, in a document", "a.md", "It picks the first."],
])("%s is no hit", (_kind, path, text) => {
  expect(found(path, text)).toEqual([]);
});

test("names are split at capitals, underscores and hyphens", () => {
  expect(wordsOf("gatewayURLOf snake_case kebab-case")).toEqual([
    "gateway",
    "url",
    "of",
    "snake",
    "case",
    "kebab",
    "case",
  ]);
});
