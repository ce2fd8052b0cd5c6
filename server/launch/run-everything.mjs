/**
 * The life of one `npm start`: settings, database and build, processes, welcome. How it ends:
 * stopping.mjs.
 */
import { keepRunning } from "./supervisor.mjs";
import { chargerNetwork, simulators } from "./demo.mjs";
import { printWelcome, prefixedWriter } from "./console.mjs";
import { waitForFreePorts, prepare } from "./prepare.mjs";
import { ownPrograms, sharedEnvironment } from "./programs.mjs";
import { checkedSettings, isLoopback, loadDotEnv, reachable } from "./settings.mjs";
import { stateFolder, lockFolder, writeRunning } from "./state-folder.mjs";
import { LaunchError } from "./step.mjs";
import { stopAll, onStopSignal } from "./shutdown.mjs";
import { waitUntilHealthy } from "./wait-until-healthy.mjs";

const print = prefixedWriter("corrente");

/** @param {{ isDev: boolean }} options */
export async function runEverything({ isDev }) {
  loadDotEnv();
  const folder = stateFolder();
  lockFolder(folder);
  const state = { isStopping: false, isStopRequested: false, folder, supervised: new Map() };
  onStopSignal(state, print);
  try {
    await startAll(state, isDev);
  } catch (error) {
    if (state.isStopRequested) return; // what was cut short complains, and whoever asked is already stopping the rest
    await stopAll(state);
    throw error;
  }
}

async function startAll(state, isDev) {
  const { folder, supervised } = state;
  const settings = await checkedSettings(process.env);
  const isDemo = isDemoEnabled(settings);
  await waitForFreePorts(settings, print);
  const portal = `http://${reachable(settings.HOST)}:${settings.PORT}`;
  const gateway = `ws://${reachable(settings.GATEWAY_HOST)}:${settings.GATEWAY_PORT}`;
  const demo = isDemo
    ? await simulators(folder, settings, portal)
    : { env: {}, programs: [], inbox: null, stripe: null };

  const addresses = {
    portalUrl: portal,
    publicUrl: settings.PUBLIC_URL,
    gatewayUrl: gateway,
    inboxUrl: demo.inbox,
    stripeUrl: demo.stripe,
    isReady: false,
  };
  const record = () => {
    if (state.isStopping) return;
    const processes = Object.fromEntries([...supervised.values()].map((child) => [child.name, child.pid()]));
    writeRunning(folder, { pid: process.pid, ...addresses, processes });
  };
  const databaseUrl = await prepare({ state, settings, isDemo, isDev, onChange: record, print });
  if (state.isStopping) return;

  const env = sharedEnvironment({ folder, settings, databaseUrl, isDemo, isDev, demoEnv: demo.env });
  Object.assign(addresses, {
    databaseUrl,
    smtpUrl: env.SMTP_URL ?? null,
    stripeWebhookSecret: env.STRIPE_WEBHOOK_SECRET,
  });
  const run = ({ name, args }) =>
    supervised.set(
      name,
      keepRunning({ name, args, env, onLine: prefixedWriter(name), onChange: () => setImmediate(record) }),
    );
  for (const program of [...demo.programs, ...ownPrograms(settings, isDev)]) run(program);

  await waitUntilHealthy([`${portal}/api/health`, `${gateway.replace(/^ws/, "http")}/health`], print, state);
  if (state.isStopping) return;
  if (isDemo) run(chargerNetwork(folder, gateway));
  printWelcome({ portal: settings.PUBLIC_URL, gateway: settings.GATEWAY_URL, ...demo, isDemo });
  addresses.isReady = true;
  record();
}

/**
 * The demo has a published password, so nobody gets it by accident on a machine that others can
 * reach.
 */
function isDemoEnabled({ HOST, GATEWAY_HOST }) {
  const setting = process.env.DEMO;
  if (!setting && !(isLoopback(HOST) && isLoopback(GATEWAY_HOST))) {
    throw new LaunchError(
      "HOST lets other machines in, and the demo's sign-in is public: say DEMO=0 (no demo) or " +
        "DEMO=1 (demo all the same).",
    );
  }
  return setting !== "0";
}
