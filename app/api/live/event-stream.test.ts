import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Watcher } from "@/server/live/watch";
import { eventStream } from "./event-stream";

let watchers: Set<Watcher>;
const watch = (watcher: Watcher) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};
const publish = (topic: "stations") => {
  for (const { onTopics } of watchers) onTopics([topic]);
};

beforeEach(() => {
  watchers = new Set();
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function received(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string | null> {
  const { value, done } = await reader.read();
  return done ? null : new TextDecoder().decode(value);
}

test("whoever may no longer listen is sent away at the next ping, and nothing is heard for them any more", async () => {
  let isMember = true;
  const reader = eventStream({
    watch,
    mayStay: () => Promise.resolve(isMember),
    signal: new AbortController().signal,
  }).getReader();
  expect(await received(reader)).toBe("retry: 1000\n\n");
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await received(reader)).toBe(": still here\n\n");
  publish("stations");
  expect(await received(reader)).toBe('data: ["stations"]\n\n');

  isMember = false;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await received(reader)).toBeNull();
  expect(watchers.size).toBe(0);
});

test("a database that is away sends nobody away", async () => {
  const mayStay = () => Promise.reject(new Error("connect ECONNREFUSED"));
  const reader = eventStream({ watch, mayStay, signal: new AbortController().signal }).getReader();
  await received(reader);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await received(reader)).toBe(": still here\n\n");
  expect(watchers.size).toBe(1);
});

test("a browser that goes while it is looked at is forgotten once", async () => {
  const leaving = new AbortController();
  let answer = (_may: boolean): void => {};
  const mayStay = () => new Promise<boolean>((resolve) => (answer = resolve));
  const reader = eventStream({ watch, mayStay, signal: leaving.signal }).getReader();
  await received(reader);
  await vi.advanceTimersByTimeAsync(20_000);
  leaving.abort();
  answer(false);
  expect(await received(reader)).toBeNull();
  expect(watchers.size).toBe(0);
});
