/** Playwright's global set-up: one product for the whole run. Returns its own tear-down. */
import { announceRunningFile } from "./env";
import { startStack } from "./stack";

// Playwright requires a default export.
export default async function globalSetup(): Promise<() => Promise<void>> {
  const stack = await startStack();
  announceRunningFile(stack.runningFile);
  console.log(`Corrente under test: ${stack.running.portalUrl}, log ${stack.logFile}`);
  return stack.stop;
}
