import { expect, test } from "vitest";
import { generateSchemas, sdkVersions } from "./generate-schemas.mjs";
import schemas from "./schemas.json" with { type: "json" };

test("schemas.json was made from the Stripe SDK that is installed", () => {
  expect({ stripe: schemas.stripe, apiVersion: schemas.apiVersion }).toEqual(sdkVersions());
});

test("made again, a route and its parameters come out the same", { timeout: 120_000 }, () => {
  const made = generateSchemas({ Refunds: ["create"] });
  const committed: Record<string, unknown> = schemas.definitions;
  expect(schemas.routes).toContainEqual(made.routes[0]);
  for (const [name, definition] of Object.entries(made.definitions)) {
    expect({ [name]: committed[name] }).toEqual({ [name]: definition });
  }
});
