/**
 * Playwright's `test` with the addresses of the product under test: `import { expect, test } from
 * "@/e2e/stack/test"`.
 */
import { test as base } from "@playwright/test";
import { runningFile } from "./env";
import { readRunning, type Running } from "./stack";

export { expect, type Page } from "@playwright/test";

/** The `baseURL` of each page is the portal: `page.goto("/sign-in")`. */
export const test = base.extend<{ product: Running }>({
  // Playwright reads a fixture's dependencies from its first parameter, an object pattern.
  // oxlint-disable-next-line no-empty-pattern
  product: async ({}, use) => {
    await use(running());
  },
  baseURL: async ({ product }, use) => {
    await use(product.portalUrl);
  },
});

function running(): Running {
  const file = runningFile();
  if (!file) throw new Error("The product is not running: start these tests with `npm run e2e`.");
  return readRunning(file);
}
