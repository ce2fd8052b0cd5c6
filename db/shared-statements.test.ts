import { describe, expect, test } from "vitest";
import type { Ask } from "./ask";
import { askAlone, gatherQuestions, type SharedStatement } from "./shared-statements";

type Word = { readonly word: string };

/** Answers each letter of a word with a row; keeps what it was told. */
function letters() {
  const told: (Word & { n: number; tenantId: string })[][] = [];
  const statement: SharedStatement<Word, { letter: string }> = async (_ask, json) => {
    const questions = JSON.parse(json) as (Word & { n: number; tenantId: string })[];
    told.push(questions);
    return questions.toReversed().flatMap(({ n, word }) => word.split("").map((letter) => ({ n, letter })));
  };
  return { told, statement };
}

const nothing: Ask = () => Promise.resolve([]);
const lettersOf = (rows: readonly { letter: string }[]) => rows.map(({ letter }) => letter).join("");

describe("a statement that many share", () => {
  test("is executed once for all who ask it at the same time, each in its own tenant's name", async () => {
    const { told, statement } = letters();
    const ask = gatherQuestions(nothing);
    const answers = await Promise.all([
      ask("one", statement, { word: "ab" }),
      ask("two", statement, { word: "" }),
      ask("one", statement, { word: "c" }),
    ]);
    expect(answers.map(lettersOf)).toEqual(["ab", "", "c"]);
    expect(told).toEqual([
      [
        { n: 0, tenantId: "one", word: "ab" },
        { n: 1, tenantId: "two", word: "" },
        { n: 2, tenantId: "one", word: "c" },
      ],
    ]);
  });

  test("a fact of the question cannot pass for its tenant or its number", async () => {
    const { told, statement } = letters();
    const forged = { word: "a", tenantId: "another", n: 7 };
    for (const ask of [gatherQuestions(nothing), askAlone(nothing)]) await ask("own", statement, forged);
    expect(told.flat()).toEqual([
      { n: 0, tenantId: "own", word: "a" },
      { n: 0, tenantId: "own", word: "a" },
    ]);
  });

  test("who asks after an answer is answered by a later execution", async () => {
    const { told, statement } = letters();
    const ask = gatherQuestions(nothing);
    const twice = async (word: string) => {
      const first = lettersOf(await ask("one", statement, { word }));
      return first + lettersOf(await ask("one", statement, { word: first }));
    };
    expect(await Promise.all(["a", "b"].map(twice))).toEqual(["aa", "bb"]);
    expect(told.map((questions) => questions.length)).toEqual([2, 2]);
  });

  test("a failure reaches everyone who asked", async () => {
    const broken: SharedStatement<Word> = () => Promise.reject(new Error("no such column"));
    const ask = gatherQuestions(nothing);
    const asked = await Promise.allSettled([ask("one", broken, { word: "a" }), ask("two", broken, { word: "b" })]);
    expect(asked.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });
});
