import { expect, test } from "vitest";
import { liveMessage, readLiveMessage } from "@/server/live/topics";

test("topics travel by name, and too many of them as everything", () => {
  expect(readLiveMessage(liveMessage("t1", new Set(["sessions", "session:1"])))).toEqual({
    tenantId: "t1",
    topics: ["sessions", "session:1"],
  });
  const many = new Set(
    Array.from({ length: 300 }, (_, index) => `session:00000000-0000-4000-8000-${String(index).padStart(12, "0")}`),
  );
  const message = liveMessage("t1", many);
  expect(message.length).toBeLessThan(8_000);
  expect(readLiveMessage(message)?.topics).toEqual(["*"]);
});

test("what others say on the channel is not ours", () => {
  expect(readLiveMessage("hello")).toBeNull();
  expect(readLiveMessage('{"tenant":1}')).toBeNull();
});
