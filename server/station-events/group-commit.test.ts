import { expect, test } from "vitest";
import { classifyDatabaseError } from "@/server/station-events/database-error";
import { groupCommit, QueueIsFull } from "@/server/station-events/group-commit";

const turn = () => new Promise((resolve) => setImmediate(resolve));
const failing = (code: string) => Object.assign(new Error(code), { code });

function inbox(
  write: (batch: readonly string[]) => Promise<readonly string[]>,
  more: { lanes?: number; batchSize?: number; maxQueue?: number } = {},
) {
  const retried: number[] = [];
  const commits = groupCommit<string, string>({
    write,
    keyOf: (entry) => entry.slice(0, 1),
    lanes: 1,
    batchSize: 500,
    maxQueue: 1_000,
    classifyError: classifyDatabaseError,
    onRetry: (entries) => retried.push(entries),
    ...more,
  });
  return { ...commits, retried };
}

test("what arrives together is written together; while it is written, the next batch collects", async () => {
  const batches: (readonly string[])[] = [];
  let release = (): void => {};
  const { put, queued, drained } = inbox(async (batch) => {
    batches.push(batch);
    if (batches.length === 1)
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    return batch;
  });
  const first = [put("a1"), put("a2")];
  await turn();
  const later = [put("a3"), put("b1"), put("a4")];
  expect(queued()).toBe(5);
  release();
  expect(await Promise.all([...first, ...later])).toEqual(["a1", "a2", "a3", "b1", "a4"]);
  await drained();
  expect(batches).toEqual([
    ["a1", "a2"],
    ["a3", "b1", "a4"],
  ]);
  expect(queued()).toBe(0);
});

test("nobody is answered before the write is done", async () => {
  let isAnswered = false;
  let release = (): void => {};
  const { put } = inbox(async (batch) => {
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    return batch;
  });
  const answer = put("a").then(() => {
    isAnswered = true;
  });
  await turn();
  await turn();
  expect(isAnswered).toBe(false);
  release();
  await answer;
  expect(isAnswered).toBe(true);
});

test("entries of one key keep their order in whatever lane", async () => {
  const written: string[] = [];
  const { put } = inbox(
    async (batch) => {
      await turn();
      written.push(...batch);
      return batch;
    },
    { lanes: 3, batchSize: 2 },
  );
  const keys = ["a", "b", "c", "d", "e"];
  await Promise.all(Array.from({ length: 50 }, (_, index) => put(`${keys[index % 5]}${index}`)));
  for (const key of keys) {
    const order = written.filter((entry) => entry.startsWith(key)).map((entry) => Number(entry.slice(1)));
    expect(order).toEqual([...order].sort((one, other) => one - other));
    expect(order).toHaveLength(10);
  }
});

test("a bad entry fails alone, found by halves", async () => {
  let writes = 0;
  const { put } = inbox(async (batch) => {
    writes++;
    if (batch.includes("a77")) throw failing("22003");
    return batch;
  });
  const results = await Promise.allSettled(Array.from({ length: 100 }, (_, index) => put(`a${index}`)));
  expect(results.flatMap(({ status }, index) => (status === "rejected" ? [index] : []))).toEqual([77]);
  expect(writes).toBeLessThan(20);
});

test("an outage rejects everybody at once and the next entry is tried afresh", async () => {
  let isUp = false;
  let writes = 0;
  const { put, retried } = inbox(async (batch) => {
    writes++;
    if (!isUp) throw failing("ECONNREFUSED");
    return batch;
  });
  const results = await Promise.allSettled([put("a"), put("b"), put("c")]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  expect(writes).toBe(1);
  expect(retried).toEqual([]);
  isUp = true;
  expect(await put("d")).toBe("d");
});

test("a lost connection or a deadlock is tried again as it was", async () => {
  const failures = ["CONNECTION_CLOSED", "40P01"];
  const { put, retried } = inbox(async (batch) => {
    const code = failures.shift();
    if (code) throw failing(code);
    return batch;
  });
  expect(await Promise.all([put("a"), put("b")])).toEqual(["a", "b"]);
  expect(retried).toEqual([2, 2]);
});

test("a queue that is too long refuses instead of growing", async () => {
  let release = (): void => {};
  const { put } = inbox(
    async (batch) => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return batch;
    },
    { maxQueue: 2, batchSize: 2 },
  );
  const taken = [put("a"), put("b")];
  await expect(put("c")).rejects.toBeInstanceOf(QueueIsFull);
  await turn();
  release();
  expect(await Promise.all(taken)).toEqual(["a", "b"]);
});
