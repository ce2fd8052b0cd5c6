import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type PagePosition, pageOf, positionOf } from "./keyset";

const KEYS = z.tuple([z.string(), z.string()]);
const LIST = Array.from({ length: 7 }, (_, index) => [`name ${index}`, `id-${index}`] as const);

/** Asks as a statement does: from the place on, in its direction, one row more than the page. */
function queryPage(input: { after?: string | undefined; before?: string | undefined }, limit = 3) {
  const position: PagePosition<readonly string[]> = positionOf(input, KEYS);
  const edge = position.keys === null ? -1 : LIST.findIndex(([name]) => name === position.keys?.[0]);
  const remaining = position.isBackwards ? LIST.slice(0, edge).reverse() : LIST.slice(edge + 1);
  return pageOf(remaining.slice(0, limit + 1), limit, position, (row) => row);
}

describe("a list a page at a time", () => {
  test("goes through every row once, forwards and back", () => {
    const first = queryPage({});
    const second = queryPage({ after: first.after ?? "" });
    const third = queryPage({ after: second.after ?? "" });
    expect([...first.rows, ...second.rows, ...third.rows]).toEqual(LIST);
    expect([first.before, third.after]).toEqual([null, null]);
    const back = queryPage({ before: third.before ?? "" });
    expect(back.rows).toEqual(second.rows);
    const start = queryPage({ before: back.before ?? "" });
    expect(start).toMatchObject({ rows: first.rows, before: null });
  });

  test("ends with a page that is exactly full", () => {
    expect(queryPage({}, 7)).toMatchObject({ before: null, after: null });
  });

  test.each([
    ["was cut", queryPage({}).after?.slice(0, 5)],
    ["was typed", "yesterday"],
    ["belongs to another list", Buffer.from('["one key"]').toString("base64url")],
  ])("begins anew after a cursor that %s", (_how, cursor) => {
    expect(queryPage({ after: cursor }).rows).toEqual(LIST.slice(0, 3));
    expect(queryPage({ before: cursor })).toMatchObject({ rows: LIST.slice(0, 3), before: null });
  });
});
