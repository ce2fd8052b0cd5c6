import { expect, test } from "vitest";
import { GuessLimit } from "@/ocpp-gateway/guess-limit";

test("so many guesses, then a wait to the end of the window", () => {
  const limit = new GuessLimit(3, 60_000);
  expect([0, 1, 2, 3, 4].map((at) => limit.mayTry("CP1", "10.0.0.1", at))).toEqual([true, true, true, false, false]);
  expect(limit.mayTry("CP1", "10.0.0.1", 59_999)).toBe(false);
  expect(limit.mayTry("CP1", "10.0.0.1", 60_000)).toBe(true);
});

test("nobody can lock out a station from another address, nor its neighbour", () => {
  const limit = new GuessLimit(1, 60_000);
  limit.mayTry("CP1", "10.0.0.66", 0);
  expect(limit.mayTry("CP1", "10.0.0.66", 1)).toBe(false);
  expect(limit.mayTry("CP1", "10.0.0.1", 1)).toBe(true);
  expect(limit.mayTry("CP2", "10.0.0.66", 1)).toBe(true);
});

test("the right password clears the account", () => {
  const limit = new GuessLimit(2, 60_000);
  limit.mayTry("CP1", "10.0.0.1", 0);
  limit.forgive("CP1", "10.0.0.1");
  expect([1, 2, 3].map((at) => limit.mayTry("CP1", "10.0.0.1", at))).toEqual([true, true, false]);
});
