/** End-to-end tests: a real browser against the whole product, which the global set-up starts (e2e/stack). */
import { defineConfig } from "@playwright/test";
import { browserLaunchOptions } from "./e2e/stack/browser";

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  // The long tours of every screen on a phone and in Portuguese have a command of their own: npm run e2e:tours
  grepInvert: process.env["TOURS"] ? [] : [/phone: every screen/, /Portuguese: every screen/],
  globalSetup: "./e2e/stack/global-setup.ts",
  // One product, one story at a time: the specs share its database.
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
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: browserLaunchOptions(),
  },
});
