import { expect, test } from "vitest";
import { exportAddress, many, matching, one, pageOf, UUID } from "./query";

test("an address is read tolerantly: what is not understood is as if it were not there", () => {
  const query = { q: ["a", "b"], site: "x", after: "bm8_-", before: "no cursor!" };
  expect([one(query, "q"), many(query, "q"), many(query, "none")]).toEqual(["a", ["a", "b"], []]);
  expect(matching(query, "site", UUID)).toBeUndefined();
  expect(pageOf(query)).toEqual({ after: "bm8_-" });
});

test("an export keeps the filters, every value of them, and nothing else", () => {
  const query = { billing: ["hold", "rated"], after: "bm8", q: "a&b" };
  expect(exportAddress("voltaria", "sessions", query, ["q", "billing"])).toBe(
    "/api/export/voltaria/sessions?q=a%26b&billing=hold&billing=rated",
  );
});
