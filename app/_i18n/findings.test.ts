import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { CATALOGUES } from "./messages";

/** The codes that the types name: a type leaves no list behind, so its source is read. */
function typed(): readonly string[] {
  return ["server/domain/metering/finding.ts", "server/findings/add-finding.ts"]
    .map((path) => readFileSync(path, "utf8"))
    .flatMap((source) => [...source.matchAll(/^ {2}\| "([A-Z_]+)"/gm)].map(([, code]) => code ?? ""));
}

/** The codes in the files that write findings down, by either road. */
function written(): readonly string[] {
  return readdirSync("server", { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.includes(".test."))
    .map((path) => readFileSync(join("server", path), "utf8"))
    .filter((source) => /addFinding\(|insert\(findings\)/.test(source))
    .flatMap((source) => [...source.matchAll(/\bcode: "([A-Z_]+)"/g)].map(([, code]) => code ?? ""));
}

it("every finding the product can write down has words in both languages", () => {
  const codes = [...new Set([...typed(), ...written()])].sort();
  expect(codes).toEqual(expect.arrayContaining(["METER_GAP", "UNKNOWN_TOKEN", "PAYMENT_DIFFERS"]));
  expect(Object.keys(CATALOGUES.en.findings).sort()).toEqual(codes);
  expect(Object.keys(CATALOGUES.pt.findings).sort()).toEqual(codes);
});
