import { expect, test } from "vitest";
import { problemsOf } from "./check-layout.mjs";

const line = "const a = 1;\n";
const file = (path: string, text = line) => ({ path, text });
const many = (count: number, pathOf: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => file(pathOf(index)));

test("a tree within the limits has no problem", () => {
  expect(problemsOf([...many(40, (index) => `a/${index}.ts`), file("a/b/c.ts")])).toEqual([]);
});

test.each([
  ["41 files in a folder, tests counted", many(41, (index) => `a/${index}.test.ts`), "a: 41 files; at most 40"],
  [
    "26 product files in server/charging",
    [...many(26, (index) => `server/charging/${index}.ts`), file("server/charging/x.test.ts")],
    "server/charging: 26 product files; at most 25",
  ],
  [
    "a product file of 338 lines",
    [file("a.ts", line.repeat(338)), ...many(30, (n) => `b/${n}.ts`)],
    "a.ts: 338 lines; at most 337",
  ],
  ["a test of 451 lines", [file("a.test.ts", line.repeat(451))], "a.test.ts: 451 lines; at most 450"],
  [
    "a line of 121 columns",
    [file("a.ts", `${line}const a = "${"x".repeat(109)}";\n`)],
    "a.ts:2: 122 columns; at most 120",
  ],
  [
    "a comment line of 101 columns",
    [file("a.ts", `// ${"x".repeat(98)}\n`)],
    "a.ts:1: comment of 101 columns; at most 100",
  ],
  [
    "a comment of five lines",
    [file("a.ts", "/**\n * a\n * b\n * c\n * d\n * e\n */\n")],
    "a.ts:1: comment of 5 lines; at most 4",
  ],
  [
    "long files by the dozen",
    many(3, (index) => `a/${index}.ts`).map(({ path }) => file(path, line.repeat(60))),
    "the median product file has 60 lines; at most 56",
  ],
])("%s is found", (_name, files, problem) => {
  expect(problemsOf(files)).toContain(problem);
});

test("tags of a comment, generated files and the portal's texts do not count", () => {
  const tags = `/**\n * a\n * b\n * c\n * d\n * @throws e\n */\n`;
  const text = `export const a = { b: "${"x".repeat(200)}" };\n`;
  expect(problemsOf([file("a.ts", tags), file("app/_i18n/en/a.ts", text)])).toEqual([]);
});
