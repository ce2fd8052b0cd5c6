/** Which processes make up the product, and the environment they share. */
import { inProject } from "./project.mjs";
import { keptSecret } from "./state-folder.mjs";

/** @typedef {{ name: string, args: string[] }} Program  what Node is given */

/** Messages die young: with more room for them, garbage is collected less often. */
const GATEWAY_FLAGS = ["--max-semi-space-size=32"];

/**
 * @param {import("../env.ts").Env} settings
 * @param {boolean} isDev
 * @returns {Program[]}
 */
export function ownPrograms({ HOST, PORT }, isDev) {
  if (!isDev) {
    return [
      { name: "portal", args: ["server/launch/portal.mjs"] },
      { name: "gateway", args: [...GATEWAY_FLAGS, ".build/gateway.mjs"] },
      { name: "worker", args: [".build/worker.mjs"] },
    ];
  }
  const next = inProject("node_modules/next/dist/bin/next");
  const watch = [inProject("node_modules/tsx/dist/cli.mjs"), "watch", "--clear-screen=false"];
  return [
    { name: "portal", args: [next, "dev", "--port", String(PORT), "--hostname", HOST] },
    { name: "gateway", args: [...watch, "ocpp-gateway/main.ts"] },
    { name: "worker", args: [...watch, "server/worker.ts"] },
  ];
}

/**
 * @param {{ folder: string, settings: import("../env.ts").Env, databaseUrl: string, isDemo:
 *   boolean, isDev: boolean, demoEnv: Record<string, string> }} facts
 * @returns {NodeJS.ProcessEnv}
 */
export function sharedEnvironment({ folder, settings, databaseUrl, isDemo, isDev, demoEnv }) {
  return {
    ...process.env,
    ...demoEnv,
    NODE_ENV: isDev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    AUTH_SECRET: settings.AUTH_SECRET ?? keptSecret(folder, "auth"),
    PUBLIC_URL: settings.PUBLIC_URL,
    GATEWAY_URL: settings.GATEWAY_URL,
    DEMO: isDemo ? "1" : "0",
    LOG_STYLE: process.env.LOG_STYLE || "line",
  };
}
