import { expect, test } from "vitest";
import { type Candidate, chooseTariff } from "@/server/tariffs/choose-tariff";

const T0 = Date.parse("2026-03-02T10:00:00Z");
const DAY = 86_400_000;

const candidate = (assignmentId: string, more: Partial<Candidate> = {}): Candidate => ({
  assignmentId,
  tariffId: `tariff-${assignmentId}`,
  tariffSlug: assignmentId,
  scope: "operator",
  audience: "any",
  validFromMs: T0 - 10 * DAY,
  validToMs: null,
  retiredAtMs: null,
  createdAtMs: T0 - 10 * DAY,
  tariffVersionId: `version-${assignmentId}`,
  ...more,
});

const choose = (candidates: readonly Candidate[], audience: "any" | "driver" | "emsp" = "driver") =>
  chooseTariff(candidates, audience, T0).tariffVersionId;

test("the most specific place wins, whatever the audience", () => {
  const operator = candidate("operator", { audience: "driver" });
  const site = candidate("site", { scope: "site" });
  const station = candidate("station", { scope: "station" });
  expect(choose([operator, site, station])).toBe("version-station");
  expect(choose([operator, site])).toBe("version-site");
});

test("in one place, a price made for the audience beats one for anybody, then the newest wins", () => {
  const anybody = candidate("anybody", { validFromMs: T0 - DAY });
  const drivers = candidate("drivers", { audience: "driver" });
  expect(choose([anybody, drivers])).toBe("version-drivers");
  expect(choose([anybody, drivers], "emsp")).toBe("version-anybody");
  expect(choose([anybody, candidate("older")])).toBe("version-anybody");
});

test("no match is no price, and every candidate has a reason", () => {
  const { tariffVersionId, basis } = chooseTariff(
    [
      candidate("emsp", { audience: "emsp" }),
      candidate("tomorrow", { validFromMs: T0 + 1 }),
      candidate("over", { validToMs: T0 }),
      candidate("retired", { retiredAtMs: T0 }),
      candidate("draft", { tariffVersionId: null }),
    ],
    "driver",
    T0,
  );
  expect(tariffVersionId).toBeNull();
  expect(basis.candidates.map(({ tariff, verdict }) => [tariff, verdict])).toEqual([
    ["emsp", "other_audience"],
    ["tomorrow", "not_yet_valid"],
    ["over", "no_longer_valid"],
    ["retired", "retired"],
    ["draft", "not_published"],
  ]);
});

test("losing candidates name the reason", () => {
  const { basis } = chooseTariff(
    [
      candidate("site", { scope: "site", audience: "driver" }),
      candidate("operator"),
      candidate("wide", { scope: "site" }),
    ],
    "driver",
    T0,
  );
  expect(basis.candidates.map(({ verdict }) => verdict)).toEqual(["chosen", "less_specific", "wider_audience"]);
  expect(basis).toMatchObject({ at: "2026-03-02T10:00:00.000Z", audience: "driver" });
});
