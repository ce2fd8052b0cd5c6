import fc from "fast-check";
import { expect, test } from "vitest";
import { CONNECTOR_STATES, type ConnectorState } from "./event";
import { stateLane, type ReportedState } from "./state-lane";

const reported = (atMs: number, state: ConnectorState, connector = 1): ReportedState => ({ atMs, connector, state });

test("begins with the state reported last before, and changes when another one is reported", () => {
  expect(stateLane([reported(5, "available"), reported(30, "charging"), reported(60, "available")], 10, 100)).toEqual([
    { fromMs: 10, toMs: 30, state: "available" },
    { fromMs: 30, toMs: 60, state: "charging" },
    { fromMs: 60, toMs: 100, state: "available" },
  ]);
});

test("shows null for the time before the first report", () => {
  expect(stateLane([reported(40, "available")], 0, 50)).toEqual([
    { fromMs: 0, toMs: 40, state: null },
    { fromMs: 40, toMs: 50, state: "available" },
  ]);
  expect(stateLane([], 0, 50)).toEqual([{ fromMs: 0, toMs: 50, state: null }]);
});

test("lets the connector in use speak for the EVSE, and the free one for that of no use", () => {
  const lane = stateLane(
    [reported(0, "available", 1), reported(0, "unavailable", 2), reported(20, "charging", 1)],
    0,
    50,
  );
  expect(lane.map(({ state }) => state)).toEqual(["available", "charging"]);
});

test("takes free EVSEs out of order with their station, and lets one in use go on", () => {
  const station = [reported(10, "faulted", 0), reported(40, "available", 0)];
  expect(stateLane([reported(0, "available"), ...station], 0, 50).map(({ state }) => state)).toEqual([
    "available",
    "faulted",
    "available",
  ]);
  expect(stateLane([reported(0, "charging"), ...station], 0, 50).map(({ state }) => state)).toEqual(["charging"]);
});

test("covers the window exactly, adjacent spans differ, whatever is reported in whatever order", () => {
  const one = fc.record({
    atMs: fc.integer({ min: -20, max: 120 }),
    connector: fc.integer({ min: 0, max: 2 }),
    state: fc.constantFrom(...CONNECTOR_STATES),
  });
  fc.assert(
    fc.property(fc.array(one), (all) => {
      const lane = stateLane(all, 0, 100);
      expect(lane[0]?.fromMs).toBe(0);
      expect(lane.at(-1)?.toMs).toBe(100);
      for (const { fromMs, toMs } of lane) expect(toMs).toBeGreaterThan(fromMs);
      for (const [index, next] of lane.slice(1).entries()) {
        expect(next.fromMs).toBe(lane[index]?.toMs);
        expect(next.state).not.toBe(lane[index]?.state);
      }
    }),
  );
});
