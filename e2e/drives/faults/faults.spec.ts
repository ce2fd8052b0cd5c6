/** A short `npm run faults` on the suite's own product. */
import { runningFile } from "@/e2e/stack/env";
import { expect, test } from "@/e2e/stack/test";
import { driveFaults } from "./drive";

test("six kills in the middle of charging and billing lose nothing and bill nothing twice", async () => {
  test.setTimeout(300_000);
  const file = runningFile();
  if (!file) throw new Error("The product is not running: start these tests with `npm run e2e`.");
  const report = await driveFaults({ runningFile: file, kills: 6, seed: "suite", stations: 4, log: () => undefined });
  expect(report.violations).toEqual([]);
  expect(report.kills.gateway + report.kills.worker + report.kills.postgres).toBe(6);
  // the drive proves nothing if no session ran
  expect(report.sessions).toBeGreaterThan(4);
  expect(report.invoices).toBeGreaterThan(0);
  expect(report.paid).toBeGreaterThan(0);
});
