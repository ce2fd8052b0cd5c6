import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FINDINGS } from "@/server/domain/finding-registry";
import { CATALOGUES } from "./messages";

test("every finding has a text in both languages", () => {
  const codes = Object.keys(FINDINGS).sort();
  expect(codes).toEqual(expect.arrayContaining(["METER_GAP", "UNKNOWN_TOKEN", "PAYMENT_DIFFERS"]));
  expect(Object.keys(CATALOGUES.en.findings).sort()).toEqual(codes);
  expect(Object.keys(CATALOGUES.pt.findings).sort()).toEqual(codes);
});

test("every code that is written as a finding stands in the registry", () => {
  const codes = readdirSync("server", { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.includes(".test."))
    .map((path) => readFileSync(join("server", path), "utf8"))
    .filter((source) => /addFinding\(|insert\(findings\)/.test(source))
    .flatMap((source) => [...source.matchAll(/\bcode: "([A-Z_]+)"/g)].map(([, code]) => code ?? ""));
  expect(codes).toContain("PAYMENT_DIFFERS");
  expect(codes.filter((code) => !Object.hasOwn(FINDINGS, code))).toEqual([]);
});
