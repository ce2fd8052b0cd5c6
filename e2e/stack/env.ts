/** The environment of the end-to-end tests: what they hand to the product, and what the global set-up hands to tests. */

const RUNNING_FILE = "CORRENTE_E2E_RUNNING_FILE";

/** A browser of your choice instead of the one that is found. */
export const requestedBrowser = (): string | undefined => process.env["CHROMIUM_PATH"] || undefined;

/** Folders in which the machine looks for programs. */
export const programFolders = (): readonly string[] => (process.env["PATH"] ?? "").split(":").filter(Boolean);

/** Which file says where the stack of this run is: workers inherit it from the global set-up. */
export const runningFile = (): string | undefined => process.env[RUNNING_FILE];

export function announceRunningFile(path: string): void {
  process.env[RUNNING_FILE] = path;
}

/**
 * The environment for a product under test: nothing of the person who runs the tests configures it. An empty value hides
 * also what `.env` says.
 */
export function cleanEnvironment(own: Readonly<Record<string, string>>): Record<string, string> {
  const hidden = Object.fromEntries(CONFIGURATION.map((name) => [name, ""]));
  const given = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(given.filter(([name]) => !name.startsWith("npm_"))), ...hidden, ...own };
}

const CONFIGURATION = [
  "HOST",
  "PORT",
  "PUBLIC_URL",
  "GATEWAY_HOST",
  "GATEWAY_PORT",
  "GATEWAY_URL",
  "GATEWAY_TRUSTED_PROXIES",
  "TRUSTED_PROXIES",
  "DATABASE_URL",
  "AUTH_SECRET",
  "STRIPE_SECRET_KEY",
  "STRIPE_WEBHOOK_SECRET",
  "STRIPE_API_BASE",
  "SMTP_URL",
  "MAIL_FROM",
  "LOG_LEVEL",
  "LOG_STYLE",
  "DEMO",
  "MESSAGE_LOG_RETENTION_DAYS",
  "NODE_ENV",
];
