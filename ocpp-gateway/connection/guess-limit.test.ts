import { expect, test } from "vitest";
import { GuessLimit } from "@/ocpp-gateway/connection/guess-limit";

const limitOf = (maxGuesses: number, maxGuessesOfAddress = 100) =>
  new GuessLimit({ maxGuesses, maxGuessesOfAddress, guessWindowMs: 60_000 });

test("so many guesses, then a wait to the end of the window", () => {
  const limit = limitOf(3);
  expect([0, 1, 2, 3, 4].map((at) => limit.startAttempt("CP1", "10.0.0.1", at))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
  expect(limit.startAttempt("CP1", "10.0.0.1", 59_999)).toBe(false);
  expect(limit.startAttempt("CP1", "10.0.0.1", 60_000)).toBe(true);
});

test("nobody can lock out a station from another address, nor its neighbour", () => {
  const limit = limitOf(1);
  limit.startAttempt("CP1", "10.0.0.66", 0);
  expect(limit.startAttempt("CP1", "10.0.0.66", 1)).toBe(false);
  expect(limit.startAttempt("CP1", "10.0.0.1", 1)).toBe(true);
  expect(limit.startAttempt("CP2", "10.0.0.66", 1)).toBe(true);
});

test("the right password clears the account", () => {
  const limit = limitOf(2);
  limit.startAttempt("CP1", "10.0.0.1", 0);
  limit.recordSuccess("CP1", "10.0.0.1");
  expect([1, 2, 3].map((at) => limit.startAttempt("CP1", "10.0.0.1", at))).toEqual([true, true, false]);
});

test("an address that guesses at one identity after the other has to wait, and no other address", () => {
  const limit = limitOf(10, 3);
  for (const identity of ["CP1", "CP2", "CP3"]) {
    expect(limit.startAttempt(identity, "10.0.0.66", 0)).toBe(true);
    limit.recordFailure("10.0.0.66", 0);
  }
  expect(limit.startAttempt("CP4", "10.0.0.66", 1)).toBe(false);
  expect(limit.startAttempt("CP4", "10.0.0.1", 1)).toBe(true);
  expect(limit.startAttempt("CP4", "10.0.0.66", 60_000)).toBe(true);
});

test("identities that signed in before are not locked out by wrong passwords from the same address", () => {
  const limit = limitOf(10, 1);
  limit.startAttempt("CP1", "10.0.0.1", 0);
  limit.recordSuccess("CP1", "10.0.0.1");
  limit.recordFailure("10.0.0.1", 1);
  expect(limit.startAttempt("CP2", "10.0.0.1", 2)).toBe(false);
  expect(limit.startAttempt("CP1", "10.0.0.1", 2)).toBe(true);
});

test("a fleet that comes back at once from one address is no guess", () => {
  const limit = limitOf(10, 5);
  const fleet = Array.from({ length: 1000 }, (_, at) => `CP${at}`);
  expect(fleet.every((identity) => limit.startAttempt(identity, "10.0.0.1", 0))).toBe(true);
});
