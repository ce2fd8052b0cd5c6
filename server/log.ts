/**
 * The log of one process: JSON for machines, one readable line for people (a terminal, `npm start`,
 * `npm run dev`).
 */
import { subscribe } from "node:diagnostics_channel";
import pino, { type Logger } from "pino";
import { envOrExit } from "@/server/env";

/**
 * Words that must not reach a log, wherever they stand in the first two levels of what is logged.
 */
const REDACTED_KEYS = ["password", "authorization", "cookie", "secret", "token", "sessionToken"];

export const log: Logger = pino(
  {
    level: envOrExit().LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: REDACTED_KEYS.flatMap((key) => [key, `*.${key}`]), censor: "(hidden)" },
  },
  isForPeople() ? { write: (line: string) => void process.stdout.write(readable(line)) } : process.stdout,
);

// every platform query gives its reason (db/platform.ts); subscribed by name, because the log
// imports no database
subscribe("corrente.platform", (message) =>
  log.debug({ part: "platform", ...(message as { reason: string }) }, "Looks across operators"),
);

/**
 * @param part what speaks: "gateway", "worker", "mail", …
 * @returns a logger that names it on each line.
 */
export function logFor(part: string): Logger {
  return log.child({ part });
}

/**
 * @param line one JSON record of pino's.
 * @returns `12:30:01 info gateway: station came online station=PT-LIS-01`, and below it the stack
 *   of an error.
 */
export function readable(line: string): string {
  const record: unknown = JSON.parse(line);
  if (typeof record !== "object" || record === null) return line;
  const { level, time, part, msg, err, ...rest } = record as Record<string, unknown>;
  const fields = Object.entries(rest).map(([name, value]) => `${name}=${plain(value)}`);
  const source = typeof part === "string" ? `${part}: ` : "";
  const head = [`${plain(time).slice(11, 19)} ${plain(level).padEnd(5)} ${source}${plain(msg ?? "")}`, ...fields].join(
    " ",
  );
  return `${head}${stackOf(err)}\n`;
}

function plain(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

function stackOf(err: unknown): string {
  if (typeof err !== "object" || err === null) return "";
  const text = "stack" in err ? err.stack : JSON.stringify(err);
  return `\n${plain(text)}`.replaceAll("\n", "\n    ");
}

function isForPeople(): boolean {
  const { LOG_STYLE, NODE_ENV } = envOrExit();
  return LOG_STYLE ? LOG_STYLE === "line" : process.stdout.isTTY || NODE_ENV !== "production";
}
