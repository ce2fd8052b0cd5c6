import { describe, expect, test } from "vitest";
import type { CommandResult, StationCommand } from "./command";
import { joinResults, splitCommand } from "./split-command";

const name = (variable: string, component = "C") => ({ component, instance: null, evse: null, variable });
const get = (...names: string[]): StationCommand => ({
  type: "get-variables",
  variables: names.map((one) => name(one)),
});
const set = (...names: string[]): StationCommand => ({
  type: "set-variables",
  variables: names.map((one, index) => ({ ...name(one), value: String(index) })),
});

const NO_LIMITS = { items: null, bytes: null };
const bytesOf = (part: StationCommand) => JSON.stringify(part).length;
const partsOf = (command: StationCommand, limits: Partial<typeof NO_LIMITS> | { items?: number; bytes?: number }) =>
  splitCommand(command, { ...NO_LIMITS, ...limits }, bytesOf).map((part) =>
    "variables" in part ? part.variables.map(({ variable }) => variable) : part.type,
  );

describe("a command is split", () => {
  test("by the items that a message may carry, in its order", () => {
    expect(partsOf(get("a", "b", "c", "d", "e"), { items: 2 })).toEqual([["a", "b"], ["c", "d"], ["e"]]);
    expect(partsOf(get("a", "b"), { items: 2 })).toEqual([["a", "b"]]);
  });

  test("by the bytes of the message, and what is too large alone goes alone", () => {
    const bytes = bytesOf(get("a", "b"));
    expect(partsOf(get("a", "b", "c"), { bytes })).toEqual([["a", "b"], ["c"]]);
    expect(partsOf(get("x".repeat(500), "b", "c"), { bytes })).toEqual([["x".repeat(500)], ["b", "c"]]);
  });

  test("where it sets a variable a second time, whatever the case of its name", () => {
    expect(partsOf(set("a", "b", "A", "c", "a"), {})).toEqual([["a", "b"], ["A", "c"], ["a"]]);
    expect(partsOf(get("a", "a"), {})).toEqual([["a", "a"]]);
  });

  test("never when it carries no variables, or asks for all", () => {
    expect(partsOf({ type: "reset", kind: "soft" }, { items: 1, bytes: 1 })).toEqual(["reset"]);
    expect(partsOf(get(), { items: 1 })).toEqual([[]]);
  });
});

describe("the results of the parts are one", () => {
  const answer = (status: string, variable: string): CommandResult => ({
    type: "answered",
    isAccepted: status === "Accepted" || status === "RebootRequired",
    status,
    info: null,
    variables: [{ ...name(variable), status, value: "1", isReadOnly: null }],
  });
  const joined = (command: StationCommand, results: readonly CommandResult[], total = results.length) => {
    const result = joinResults(command, results, total);
    return result.type === "answered"
      ? [result.isAccepted, result.status, result.variables.map(({ variable }) => variable).join("")]
      : result.type;
  };

  test("of a set: accepted when all are, and a restart is remembered", () => {
    expect(joined(set("a", "b"), [answer("Accepted", "a"), answer("Accepted", "b")])).toEqual([true, "Accepted", "ab"]);
    const reboot = [answer("Accepted", "a"), answer("RebootRequired", "b")];
    expect(joined(set("a", "b"), reboot)).toEqual([true, "RebootRequired", "ab"]);
    expect(joined(set("a", "b"), [answer("Rejected", "a"), answer("Accepted", "b")])).toEqual([
      false,
      "Rejected",
      "ab",
    ]);
  });

  test("of a get: accepted when any is", () => {
    const results = [answer("UnknownVariable", "a"), answer("Accepted", "b")];
    expect(joined(get("a", "b"), results)).toEqual([true, "Accepted", "ab"]);
  });

  test("that end with a refusal or silence keep what was answered before", () => {
    const refused: CommandResult = { type: "refused", errorCode: "InternalError", description: "" };
    expect(joined(set("a", "b", "c"), [answer("Accepted", "a"), refused], 3)).toEqual([false, "InternalError", "a"]);
    expect(joined(set("a", "b"), [answer("Accepted", "a"), { type: "timed-out" }])).toEqual([false, "NoAnswer", "a"]);
    expect(joined(set("a", "b"), [refused], 2)).toBe("refused");
    expect(joined(set("a", "b"), [answer("Accepted", "a")], 2)).toEqual([false, "Incomplete", "a"]);
  });
});
