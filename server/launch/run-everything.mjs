/** The life of one `npm start`: settings, database and build, processes, welcome. How it ends: stopping.mjs. */
import { keepRunning } from "./crew.mjs";
import { chargerNetwork, standIns } from "./demo.mjs";
import { printWelcome, teller } from "./paper.mjs";
import { portsAreFree, prepare } from "./prepare.mjs";
import { ownPrograms, sharedEnvironment } from "./programs.mjs";
import { checkedSettings, isLoopback, loadDotEnv, reachable } from "./settings.mjs";
import { stateFolder, takeFolder, writeRunning } from "./state-folder.mjs";
import { PlainFailure } from "./step.mjs";
import { stopAll, whenAskedToStop } from "./stopping.mjs";
import { untilAnswers } from "./until-answers.mjs";

const say = teller("corrente");

/** @param {{ isDev: boolean }} options */
export async function runEverything({ isDev }) {
  loadDotEnv();
  const folder = stateFolder();
  takeFolder(folder);
  const life = { isStopping: false, wasAsked: false, folder, crew: new Map() };
  whenAskedToStop(life, say);
  try {
    await begin(life, isDev);
  } catch (error) {
    if (life.wasAsked) return; // what was cut short complains, and whoever asked is already stopping the rest
    await stopAll(life);
    throw error;
  }
}

async function begin(life, isDev) {
  const { folder, crew } = life;
  const settings = await checkedSettings(process.env);
  const isDemo = demoWished(settings);
  await portsAreFree(settings, say);
  const portal = `http://${reachable(settings.HOST)}:${settings.PORT}`;
  const gateway = `ws://${reachable(settings.GATEWAY_HOST)}:${settings.GATEWAY_PORT}`;
  const demo = isDemo ? await standIns(folder, settings, portal) : { env: {}, programs: [], inbox: null, stripe: null };

  const places = {
    portalUrl: portal,
    publicUrl: settings.PUBLIC_URL,
    gatewayUrl: gateway,
    inboxUrl: demo.inbox,
    stripeUrl: demo.stripe,
    isReady: false,
  };
  const record = () => {
    if (life.isStopping) return;
    const processes = Object.fromEntries([...crew.values()].map((member) => [member.name, member.pid()]));
    writeRunning(folder, { pid: process.pid, ...places, processes });
  };
  const databaseUrl = await prepare({ life, settings, isDemo, isDev, onChange: record, say });
  if (life.isStopping) return;

  const env = sharedEnvironment({ folder, settings, databaseUrl, isDemo, isDev, demoEnv: demo.env });
  Object.assign(places, { databaseUrl, smtpUrl: env.SMTP_URL ?? null, stripeWebhookSecret: env.STRIPE_WEBHOOK_SECRET });
  const run = ({ name, args }) =>
    crew.set(name, keepRunning({ name, args, env, tell: teller(name), onChange: () => setImmediate(record) }));
  for (const program of [...demo.programs, ...ownPrograms(settings, isDev)]) run(program);

  await untilAnswers([`${portal}/api/health`, `${gateway.replace(/^ws/, "http")}/health`], say, life);
  if (life.isStopping) return;
  if (isDemo) run(chargerNetwork(folder, gateway));
  printWelcome({ portal: settings.PUBLIC_URL, gateway: settings.GATEWAY_URL, ...demo, isDemo });
  places.isReady = true;
  record();
}

/** The demo has a published password, so nobody gets it by accident on a machine that others can reach. */
function demoWished({ HOST, GATEWAY_HOST }) {
  const wish = process.env.DEMO;
  if (!wish && !(isLoopback(HOST) && isLoopback(GATEWAY_HOST))) {
    throw new PlainFailure(
      "HOST lets other machines in, and the demo's sign-in is public: say DEMO=0 (no demo) or DEMO=1 (demo all the same).",
    );
  }
  return wish !== "0";
}
