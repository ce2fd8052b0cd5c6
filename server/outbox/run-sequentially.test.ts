import { expect, test } from "vitest";
import { runSequentially } from "./run-sequentially";

test("one that fails keeps none of the others waiting, and its failure is told in the end", async () => {
  const done: string[] = [];
  const run = async (name: string) => {
    if (name === "b") throw new Error("b is broken");
    done.push(name);
  };
  await expect(runSequentially(["a", "b", "c"], run)).rejects.toThrow("b is broken");
  expect(done).toEqual(["a", "c"]);
  await expect(runSequentially(["a", "c"], run)).resolves.toBeUndefined();
});
