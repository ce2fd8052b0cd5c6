import { expect, test } from "vitest";
import { runSequentially } from "./run-sequentially";

test("one failure does not stop the others, and is thrown at the end", async () => {
  const done: string[] = [];
  const run = async (name: string) => {
    if (name === "b") throw new Error("b is broken");
    done.push(name);
  };
  await expect(runSequentially(["a", "b", "c"], run)).rejects.toThrow("b is broken");
  expect(done).toEqual(["a", "c"]);
  await expect(runSequentially(["a", "c"], run)).resolves.toBeUndefined();
});
