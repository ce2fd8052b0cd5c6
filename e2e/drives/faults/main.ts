/**
 * `npm run faults`: starts the whole product, kills its processes while it works, and checks that
 * nothing was lost.
 */
import { copyFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startStack } from "@/e2e/stack/stack";
import { driveFaults, type FaultReport } from "./drive";

const HELP = `npm run faults -- [options]
  --kills N      how many processes are killed with SIGKILL   (60)
  --stations N   how many stations charge meanwhile           (8)
  --seed TEXT    chooses victims, moments and cars            (corrente)`;

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "60" },
    stations: { type: "string", default: "8" },
    seed: { type: "string", default: "corrente" },
    help: { type: "boolean", default: false },
  },
});

if (values.help) console.log(HELP);
else process.exit(await run(Number(values.kills), Number(values.stations)));

async function run(kills: number, stations: number): Promise<number> {
  if (!(Number.isInteger(kills) && kills > 0 && Number.isInteger(stations) && stations > 0)) {
    console.error("--kills and --stations must be whole numbers above zero.");
    return 2;
  }
  const begun = Date.now();
  const log = (line: string) => console.log(`${seconds(begun)}  ${line}`);
  log("starting Corrente");
  const stack = await startStack();
  const stop = () => void stack.stop().then(() => process.exit(130));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  try {
    const report = await driveFaults({ runningFile: stack.runningFile, kills, seed: values.seed, stations, log });
    print(report, seconds(begun));
    if (report.violations.length === 0) return 0;
    keepLog(stack.logFile);
    return 1;
  } catch (error) {
    console.error(error);
    keepLog(stack.logFile);
    return 1;
  } finally {
    await stack.stop();
  }
}

/** Copies the log of all processes; the stack's own folder is removed. */
function keepLog(logFile: string): void {
  const kept = join(tmpdir(), `corrente-faults-${process.pid}.log`);
  copyFileSync(logFile, kept);
  console.error(`Log of the processes: ${kept}`);
}

function print(report: FaultReport, took: string): void {
  const { kills, acknowledged, violations } = report;
  const total = Object.values(acknowledged).reduce((sum, count) => sum + count, 0);
  const byAction = Object.entries(acknowledged).map(([action, count]) => `${action} ${count}`);
  const lines = [
    ["kills", `gateway ${kills.gateway}, worker ${kills.worker}, Postgres ${kills.postgres}`],
    ["messages", `${total} acknowledged (${byAction.join(", ")})`],
    ["", `${report.unanswered} calls without an answer, ${report.refused} refused: sent again`],
    ["sessions", `${report.sessions}, ${report.wh / 1_000} kWh metered and billed`],
    ["documents", `${report.records} charge records, ${report.invoices} invoices, ${report.paid} paid`],
    ["", `${report.failedActs} acts of the billing loop failed and were repeated`],
    ["violations", String(violations.length)],
    ["took", took.trim()],
  ];
  console.log(`\n${lines.map(([name = "", text = ""]) => `${name.padEnd(12)}${text}`).join("\n")}`);
  for (const violation of violations.slice(0, 50)) console.log(`  ${violation}`);
}

function seconds(begun: number): string {
  return `${((Date.now() - begun) / 1_000).toFixed(0).padStart(4)} s`;
}
