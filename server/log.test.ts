import { channel } from "node:diagnostics_channel";
import { expect, test, vi } from "vitest";
import { log, readable } from "./log";

test("a record becomes one line that a person can read", () => {
  const record = { level: "info", time: "2026-11-22T12:30:01.123Z", part: "gateway", station: "PT-1", msg: "online" };
  expect(readable(JSON.stringify(record))).toBe("12:30:01 info  gateway: online station=PT-1\n");
});

test("an error keeps its stack, indented below its line", () => {
  const record = { level: "error", time: "2026-11-22T12:30:01.123Z", msg: "lost", err: { stack: "Error: a\n at b" } };
  expect(readable(JSON.stringify(record))).toBe("12:30:01 error lost\n    Error: a\n     at b\n");
});

test("every cross-operator query is logged with its reason", () => {
  const debugSpy = vi.spyOn(log, "debug").mockImplementation(() => undefined);
  channel("corrente.platform").publish({ reason: "a test looks" });
  expect(debugSpy).toHaveBeenCalledWith(expect.objectContaining({ reason: "a test looks" }), expect.any(String));
});
