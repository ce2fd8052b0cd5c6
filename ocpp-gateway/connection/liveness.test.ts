import { expect, test } from "vitest";
import { Liveness } from "@/ocpp-gateway/connection/liveness";
import { LIMITS } from "@/ocpp-gateway/gateway-context";

const S = 1000;

/** Sweeps every five seconds. @returns when the connection was given up; null when it was not. */
function sweepUntil(liveness: Liveness, untilS: number, onSweep: (atMs: number, verdict: string) => void = () => {}) {
  for (let atMs = 5 * S; atMs <= untilS * S; atMs += 5 * S) {
    const verdict = liveness.check(atMs, LIMITS);
    if (verdict === "dead") return atMs / S;
    onSweep(atMs, verdict);
  }
  return null;
}

test("a station without pongs stays while its heartbeats come, for a day, and is remarked once", () => {
  const liveness = new Liveness(0);
  let notes = 0;
  const diedAtS = sweepUntil(liveness, 86_400, (atMs) => {
    if (atMs % (300 * S) === 0) liveness.seen(atMs);
    if (liveness.lacksPong(LIMITS)) notes++;
  });
  expect({ diedAtS, notes }).toEqual({ diedAtS: null, notes: 1 });
});

test("two heartbeats that do not come are the end of a station without pongs", () => {
  const liveness = new Liveness(0);
  expect(sweepUntil(liveness, 3600)).toBe(635);
  expect(liveness.lacksPong(LIMITS)).toBe(false); // it only died
});

test("a station that has answered a ping is given up after 75 seconds of silence", () => {
  const liveness = new Liveness(0);
  expect(liveness.check(1 * S, LIMITS)).toBe("ping");
  liveness.ponged(1 * S);
  expect(sweepUntil(liveness, 3600)).toBe(80);
  expect(liveness.lacksPong(LIMITS)).toBe(false);
});

test("pings are sent every so often, not at each look", () => {
  const liveness = new Liveness(0);
  let pings = 0;
  sweepUntil(liveness, 300, (_atMs, verdict) => {
    if (verdict === "ping") pings++;
  });
  expect(pings).toBeLessThan(18);
  expect(pings).toBeGreaterThan(8);
});

test("a model that never answers pings is sent none, and is judged by its messages", () => {
  const liveness = new Liveness(0, "never");
  const verdicts = new Set<string>();
  expect(sweepUntil(liveness, 3600, (_atMs, verdict) => verdicts.add(verdict))).toBe(635);
  expect([...verdicts]).toEqual(["alive"]);
  expect(liveness.lacksPong(LIMITS)).toBe(false);
});

test("a model that answers pings is given up after 75 seconds, its first pong not awaited", () => {
  expect(sweepUntil(new Liveness(0, "answers"), 3600)).toBe(80);
});
