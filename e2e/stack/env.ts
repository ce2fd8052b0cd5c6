/**
 * The environment of the end-to-end tests: values for the product under test, and values from the
 * global set-up for the tests.
 */

const RUNNING_FILE = "CORRENTE_E2E_RUNNING_FILE";

/** The browser to use instead of the one that is found. */
export const requestedBrowser = (): string | undefined => process.env["CHROMIUM_PATH"] || undefined;

/** Folders that the machine searches for programs. */
export const programFolders = (): readonly string[] => (process.env["PATH"] ?? "").split(":").filter(Boolean);

/**
 * The file that locates this run's stack. Playwright's workers inherit it from the global set-up.
 */
export const runningFile = (): string | undefined => process.env[RUNNING_FILE];

export function announceRunningFile(path: string): void {
  process.env[RUNNING_FILE] = path;
}

/**
 * The environment for a product under test. Every configuration variable of the caller is emptied;
 * an empty value also hides the one in `.env`.
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
