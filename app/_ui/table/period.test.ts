import { describe, expect, test } from "vitest";
import { periodNamed } from "./period";

describe("periodNamed counts calendar days of the operator", () => {
  test.each([
    ["last7", "2026-03-03", { from: "2026-02-25", to: "2026-03-03" }],
    ["lastMonth", "2024-03-31", { from: "2024-02-01", to: "2024-02-29" }],
    ["lastMonth", "2026-01-15", { from: "2025-12-01", to: "2025-12-31" }],
    ["thisMonth", "2026-11-22", { from: "2026-11-01", to: "2026-11-30" }],
    ["yesterday", "2026-01-01", { from: "2025-12-31", to: "2025-12-31" }],
  ] as const)("%s on %s", (name, today, period) => {
    expect(periodNamed(name, today)).toEqual(period);
  });
});
