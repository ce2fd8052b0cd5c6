/**
 * The demo's simulators: a Stripe stand-in, an inbox for its mail, and a small network of simulated
 * chargers.
 */
import { join } from "node:path";
import { WITH_TYPESCRIPT } from "./project.mjs";
import { keptPort, keptSecret } from "./state-folder.mjs";

/**
 * @typedef {{ name: string, args: string[] }} Program
 * @typedef {{ env: Record<string, string>, programs: Program[], inbox: string | null, stripe:
 *   string | null }} Demo `env` goes to portal, gateway and worker.
 */

/**
 * Each stand-in only where nothing real is configured.
 * @param {string} folder  the state folder
 * @param {import("../env.ts").Env} settings
 * @param {string} portal  where the launcher reaches the portal
 * @returns {Promise<Demo>}
 */
export async function simulators(folder, settings, portal) {
  const parts = [];
  if (!settings.STRIPE_SECRET_KEY) parts.push(await stripeSimulator(folder, portal));
  if (!settings.SMTP_URL) parts.push(await mailbox(folder));
  return {
    env: Object.assign({}, ...parts.map((part) => part.env)),
    programs: parts.map((part) => part.program),
    inbox: parts.find((part) => part.program.name === "mailbox")?.url ?? null,
    stripe: parts.find((part) => part.program.name === "stripe")?.url ?? null,
  };
}

/**
 * @param {string} folder  the state folder: the seed writes there which stations are simulated
 * @param {string} gateway  a ws:// URL
 * @returns {Program}
 */
export function chargerNetwork(folder, gateway) {
  const options = { "--url": `${gateway}/ocpp`, "--stations": join(folder, "demo-stations.json") };
  return {
    name: "chargers",
    args: [...WITH_TYPESCRIPT, "e2e/simulators/charger/network.ts", ...Object.entries(options).flat()],
  };
}

async function stripeSimulator(folder, portal) {
  const port = await keptPort(folder, "stripe", 9231);
  const url = `http://127.0.0.1:${port}`;
  const webhookSecret = keptSecret(folder, "stripeWebhook", "whsec_");
  const options = {
    "--port": String(port),
    "--webhook-url": `${portal}/api/webhooks/stripe`,
    "--webhook-secret": webhookSecret,
    "--data": join(folder, "stripe.json"),
  };
  return {
    url,
    env: {
      STRIPE_SECRET_KEY: keptSecret(folder, "stripeKey", "sk_test_"),
      STRIPE_WEBHOOK_SECRET: webhookSecret,
      STRIPE_API_BASE: url,
    },
    program: {
      name: "stripe",
      args: [...WITH_TYPESCRIPT, "e2e/simulators/stripe/main.ts", ...Object.entries(options).flat()],
    },
  };
}

async function mailbox(folder) {
  const smtp = await keptPort(folder, "mailboxSmtp", 9225);
  const http = await keptPort(folder, "mailboxHttp", 9226);
  const options = { "--smtp-port": String(smtp), "--http-port": String(http), "--dir": join(folder, "mailbox") };
  return {
    url: `http://127.0.0.1:${http}`,
    env: { SMTP_URL: `smtp://127.0.0.1:${smtp}` },
    program: {
      name: "mailbox",
      args: [...WITH_TYPESCRIPT, "e2e/simulators/mailbox/main.ts", ...Object.entries(options).flat()],
    },
  };
}
