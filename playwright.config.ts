/**
 * End-to-end tests: a real browser against the whole product, which the global set-up starts
 * (e2e/stack).
 */
import { defineConfig } from "@playwright/test";
import { browserLaunchOptions } from "./e2e/stack/browser";

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  globalSetup: "./e2e/stack/global-setup.ts",
  // One product, one spec at a time: the specs share its database.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  outputDir: "test-results",
  use: {
    browserName: "chromium",
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Lisbon",
    // a page whose answer never ends is a fault of its own, not of the whole run
    navigationTimeout: 30_000,
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: browserLaunchOptions(),
  },
});
