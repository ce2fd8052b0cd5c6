import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type Place, pageOf, placeOf } from "./keyset";

const KEYS = z.tuple([z.string(), z.string()]);
const LIST = Array.from({ length: 7 }, (_, at) => [`name ${at}`, `id-${at}`] as const);

/** Asks as a statement does: from the place on, in its direction, one row more than the page. */
function ask(input: { after?: string | undefined; before?: string | undefined }, limit = 3) {
  const place: Place<readonly string[]> = placeOf(input, KEYS);
  const edge = place.keys === null ? -1 : LIST.findIndex(([name]) => name === place.keys?.[0]);
  const beyond = place.isBackwards ? LIST.slice(0, edge).reverse() : LIST.slice(edge + 1);
  return pageOf(beyond.slice(0, limit + 1), limit, place, (row) => row);
}

describe("a list a page at a time", () => {
  test("goes through every row once, forwards and back", () => {
    const first = ask({});
    const second = ask({ after: first.after ?? "" });
    const third = ask({ after: second.after ?? "" });
    expect([...first.rows, ...second.rows, ...third.rows]).toEqual(LIST);
    expect([first.before, third.after]).toEqual([null, null]);
    const back = ask({ before: third.before ?? "" });
    expect(back.rows).toEqual(second.rows);
    const start = ask({ before: back.before ?? "" });
    expect(start).toMatchObject({ rows: first.rows, before: null });
  });

  test("ends with a page that is exactly full", () => {
    expect(ask({}, 7)).toMatchObject({ before: null, after: null });
  });

  test.each([
    ["was cut", ask({}).after?.slice(0, 5)],
    ["was typed", "yesterday"],
    ["belongs to another list", Buffer.from('["one key"]').toString("base64url")],
  ])("begins anew after a cursor that %s", (_how, cursor) => {
    expect(ask({ after: cursor }).rows).toEqual(LIST.slice(0, 3));
    expect(ask({ before: cursor })).toMatchObject({ rows: LIST.slice(0, 3), before: null });
  });
});
