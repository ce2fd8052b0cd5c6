import { expect, test } from "vitest";
import { allInTurn } from "./all-in-turn";

test("one that fails keeps none of the others waiting, and its failure is told in the end", async () => {
  const done: string[] = [];
  const act = async (name: string) => {
    if (name === "b") throw new Error("b is broken");
    done.push(name);
  };
  await expect(allInTurn(["a", "b", "c"], act)).rejects.toThrow("b is broken");
  expect(done).toEqual(["a", "c"]);
  await expect(allInTurn(["a", "c"], act)).resolves.toBeUndefined();
});
