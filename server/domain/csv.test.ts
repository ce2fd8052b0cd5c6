import { expect, test } from "vitest";
import { csvLine, readCsv } from "./csv";

test("reading CSV returns what was written, with any text in the cells", () => {
  const cells = ["plain", "a, b", 'she said "no"', "two\nlines", ""];
  expect(readCsv(csvLine(cells))).toEqual([{ line: 1, cells }]);
});

test("reading CSV counts lines as an editor does, over empty lines and line breaks in quotes", () => {
  expect(readCsv('a,b\r\n\r\n"x\ny",2\n3,4').map(({ line }) => line)).toEqual([1, 3, 5]);
});

test("reading CSV understands semicolons, tabs and a byte order mark", () => {
  expect(readCsv("\uFEFFuid;label\n04A1; blue ")).toEqual([
    { line: 1, cells: ["uid", "label"] },
    { line: 2, cells: ["04A1", "blue"] },
  ]);
  expect(readCsv("uid\tlabel")).toEqual([{ line: 1, cells: ["uid", "label"] }]);
});

test("reading CSV loses no cell when a quote is never closed", () => {
  expect(readCsv('a,b\n"x,1\ny,2')).toEqual([
    { line: 1, cells: ["a", "b"] },
    { line: 2, cells: ["x,1\ny,2"] },
  ]);
});

test("writing CSV escapes formulas and leaves negative amounts as they are", () => {
  expect(csvLine(["=1+1", "-12.50", null, 3])).toBe("'=1+1,-12.50,,3\r\n");
  expect(csvLine(["+1+1", "-1+1", "@SUM(A1)", "\t=1", "\n=1"])).toBe("'+1+1,'-1+1,'@SUM(A1),'\t=1,\"'\n=1\"\r\n");
});
