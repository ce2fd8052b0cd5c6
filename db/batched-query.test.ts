import { expect, test } from "vitest";
import { batchedQuery, collectBatch, unbatched } from "./batched-query";
import type { Query } from "./query";

type Sent = { readonly word: string; readonly n: number; readonly tenantId: string };

/**
 * A statement that answers each character of a word with a row, and keeps the input it was sent.
 */
function characters() {
  const input: Sent[][] = [];
  const statement = batchedQuery({ word: "text" }, (_query, { values: [json] }) => {
    const rows = JSON.parse(String(json)) as Sent[];
    input.push(rows);
    return Promise.resolve(
      rows.toReversed().flatMap(({ n, word }) => word.split("").map((character) => ({ n, character }))),
    );
  });
  return { input, statement };
}

const nothing: Query = () => Promise.resolve([]);
const wordOf = (rows: readonly { character: string }[]) => rows.map(({ character }) => character).join("");

test("a statement is executed once for all who send it at the same time, each in its own tenant's name", async () => {
  const { input, statement } = characters();
  const query = collectBatch(nothing);
  const answers = await Promise.all([
    query("one", statement, { word: "ab" }),
    query("two", statement, { word: "" }),
    query("one", statement, { word: "c" }),
  ]);
  expect(answers.map(wordOf)).toEqual(["ab", "", "c"]);
  expect(input).toEqual([
    [
      { n: 0, tenantId: "one", word: "ab" },
      { n: 1, tenantId: "two", word: "" },
      { n: 2, tenantId: "one", word: "c" },
    ],
  ]);
});

test("a value of an input row cannot pass for its tenant or its number", async () => {
  const { input, statement } = characters();
  const forged = { word: "a", tenantId: "another", n: 7 };
  for (const query of [collectBatch(nothing), unbatched(nothing)]) await query("own", statement, forged);
  expect(input.flat()).toEqual([
    { n: 0, tenantId: "own", word: "a" },
    { n: 0, tenantId: "own", word: "a" },
  ]);
});

test("a statement sent after an answer is a later execution", async () => {
  const { input, statement } = characters();
  const query = collectBatch(nothing);
  const twice = async (word: string) => {
    const first = wordOf(await query("one", statement, { word }));
    return first + wordOf(await query("one", statement, { word: first }));
  };
  expect(await Promise.all(["a", "b"].map(twice))).toEqual(["aa", "bb"]);
  expect(input.map((rows) => rows.length)).toEqual([2, 2]);
});

test("a failure reaches every sender", async () => {
  const broken = batchedQuery({ word: "text" }, () => Promise.reject(new Error("no such column")));
  const query = collectBatch(nothing);
  const results = await Promise.allSettled([query("one", broken, { word: "a" }), query("two", broken, { word: "b" })]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});
