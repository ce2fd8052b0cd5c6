import { describe, expect, test } from "vitest";
import type { Query } from "./query";
import { unbatched, collectBatch, type BatchedQuery } from "./batched-query";

type Param = { readonly word: string };

/** Answers each letter of a word with a row; keeps what it was told. */
function characters() {
  const input: (Param & { n: number; tenantId: string })[][] = [];
  const statement: BatchedQuery<Param, { letter: string }> = async (_query, json) => {
    const rows = JSON.parse(json) as (Param & { n: number; tenantId: string })[];
    input.push(rows);
    return rows.toReversed().flatMap(({ n, word }) => word.split("").map((letter) => ({ n, letter })));
  };
  return { input, statement };
}

const nothing: Query = () => Promise.resolve([]);
const charactersOf = (rows: readonly { letter: string }[]) => rows.map(({ letter }) => letter).join("");

describe("a statement that many share", () => {
  test("is executed once for all who ask it at the same time, each in its own tenant's name", async () => {
    const { input, statement } = characters();
    const query = collectBatch(nothing);
    const answers = await Promise.all([
      query("one", statement, { word: "ab" }),
      query("two", statement, { word: "" }),
      query("one", statement, { word: "c" }),
    ]);
    expect(answers.map(charactersOf)).toEqual(["ab", "", "c"]);
    expect(input).toEqual([
      [
        { n: 0, tenantId: "one", word: "ab" },
        { n: 1, tenantId: "two", word: "" },
        { n: 2, tenantId: "one", word: "c" },
      ],
    ]);
  });

  test("a fact of the question cannot pass for its tenant or its number", async () => {
    const { input, statement } = characters();
    const forged = { word: "a", tenantId: "another", n: 7 };
    for (const query of [collectBatch(nothing), unbatched(nothing)]) await query("own", statement, forged);
    expect(input.flat()).toEqual([
      { n: 0, tenantId: "own", word: "a" },
      { n: 0, tenantId: "own", word: "a" },
    ]);
  });

  test("who asks after an answer is answered by a later execution", async () => {
    const { input, statement } = characters();
    const query = collectBatch(nothing);
    const twice = async (word: string) => {
      const first = charactersOf(await query("one", statement, { word }));
      return first + charactersOf(await query("one", statement, { word: first }));
    };
    expect(await Promise.all(["a", "b"].map(twice))).toEqual(["aa", "bb"]);
    expect(input.map((rows) => rows.length)).toEqual([2, 2]);
  });

  test("a failure reaches everyone who asked", async () => {
    const broken: BatchedQuery<Param> = () => Promise.reject(new Error("no such column"));
    const query = collectBatch(nothing);
    const params = await Promise.allSettled([query("one", broken, { word: "a" }), query("two", broken, { word: "b" })]);
    expect(params.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });
});
