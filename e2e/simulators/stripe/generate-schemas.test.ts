import { expect, test } from "vitest";
import { generateSchemas, sdkVersions } from "./generate-schemas.mjs";
import schemas from "./schemas.json" with { type: "json" };

test("schemas.json was generated from the installed Stripe SDK", () => {
  expect({ stripe: schemas.stripe, apiVersion: schemas.apiVersion }).toEqual(sdkVersions());
});

test("generating a route and its parameters again gives the same result", { timeout: 120_000 }, () => {
  const made = generateSchemas({ Refunds: ["create"] });
  const committed: Record<string, unknown> = schemas.definitions;
  expect(schemas.routes).toContainEqual(made.routes[0]);
  for (const [name, definition] of Object.entries(made.definitions)) {
    expect({ [name]: committed[name] }).toEqual({ [name]: definition });
  }
});
