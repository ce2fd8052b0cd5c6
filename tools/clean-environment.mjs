/** The environment in which tests run, whoever starts them. */

/** A developer's own settings must neither break the tests nor be written to by them. */
const OWN_SETTINGS = new RegExp(
  "^(HOST|PORT|PUBLIC_URL|GATEWAY_.*|DATABASE_URL|AUTH_.*|STRIPE_.*|SMTP_URL|MAIL_FROM|LOG_.*|" +
    "DEMO|DATA_DIR|TRUSTED_PROXIES|MESSAGE_LOG_.*|NODE_ENV)$",
);

/** @returns {Record<string, string>} our environment without the settings of Corrente. */
export function cleanEnvironment() {
  const kept = Object.entries(process.env).filter(([name]) => !OWN_SETTINGS.test(name));
  return { ...Object.fromEntries(kept), NEXT_TELEMETRY_DISABLED: "1" };
}
