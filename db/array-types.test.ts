import { expect, test } from "vitest";
import { parseArray } from "./array-types";

const read = (literal: string) => parseArray(literal, (text) => text);

test("array literals are read as Postgres writes them", () => {
  expect(read("{}")).toEqual([]);
  expect(read('{a,NULL,"NULL","b \\"c\\" \\\\",""}')).toEqual(["a", null, "NULL", 'b "c" \\', ""]);
  expect(read("{{1,2},{3,4}}")).toEqual([
    ["1", "2"],
    ["3", "4"],
  ]);
  expect(read("[0:1]={1,2}")).toEqual(["1", "2"]);
  expect(parseArray("{1,2}", Number)).toEqual([1, 2]);
});
