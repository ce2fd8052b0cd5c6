import { expect, test } from "vitest";
import { parseEnv, WrongEnvironment } from "./env";

function sentences(source: Record<string, string>): readonly string[] {
  try {
    parseEnv(source);
    return [];
  } catch (error) {
    if (error instanceof WrongEnvironment) return error.sentences;
    throw error;
  }
}

test("an empty environment is a running demo on the loopback address", () => {
  expect(parseEnv({})).toMatchObject({
    HOST: "127.0.0.1",
    PORT: 3000,
    PUBLIC_URL: "http://localhost:3000",
    GATEWAY_HOST: "127.0.0.1",
    GATEWAY_PORT: 9220,
    GATEWAY_URL: "ws://localhost:9220",
    DEMO: false,
    MESSAGE_LOG_RETENTION_DAYS: 90,
  });
});

test("addresses follow the ports, unless they are given", () => {
  expect(parseEnv({ PORT: "4000", GATEWAY_PORT: "9000" })).toMatchObject({
    PUBLIC_URL: "http://localhost:4000",
    GATEWAY_URL: "ws://localhost:9000",
  });
  expect(parseEnv({ PUBLIC_URL: "https://corrente.example/", GATEWAY_URL: "wss://ocpp.example/" })).toMatchObject({
    PUBLIC_URL: "https://corrente.example",
    GATEWAY_URL: "wss://ocpp.example",
  });
});

test("an empty value counts as absent", () => {
  expect(parseEnv({ STRIPE_SECRET_KEY: "", PORT: "" })).toMatchObject({ PORT: 3000 });
});

test.each([
  [{ PORT: "http" }, 'PORT must be a port number between 1 and 65535, not "http".'],
  [{ PORT: "70000" }, "PORT must be a port number between 1 and 65535, not 70000."],
  [{ GATEWAY_PORT: "0" }, "GATEWAY_PORT must be a port number between 1 and 65535, not 0."],
  [{ PUBLIC_URL: "localhost" }, "PUBLIC_URL must be a URL like https://portal.example.com."],
  [{ GATEWAY_URL: "http://x.test" }, "GATEWAY_URL must be a URL like wss://ocpp.example.com."],
  [
    { DATABASE_URL: "mysql://root:topsecret@db/x" },
    "DATABASE_URL must be a URL like postgres://user:password@host:5432/corrente.",
  ],
  [{ AUTH_SECRET: "short" }, "AUTH_SECRET must have at least 32 characters (openssl rand -base64 33)."],
  [
    { STRIPE_SECRET_KEY: "pk_live_1", STRIPE_WEBHOOK_SECRET: "whsec_1" },
    "STRIPE_SECRET_KEY must be a secret key from Stripe: it begins with sk_ or rk_.",
  ],
  [
    { STRIPE_SECRET_KEY: "sk_test_1" },
    "STRIPE_WEBHOOK_SECRET is not set although STRIPE_SECRET_KEY is: without it no payment could ever be confirmed.",
  ],
  [
    { STRIPE_WEBHOOK_SECRET: "whsec_1" },
    "STRIPE_SECRET_KEY is not set although STRIPE_WEBHOOK_SECRET is: what Stripe tells could not be looked at.",
  ],
  [
    { PUBLIC_URL: "https://example.com/corrente" },
    "PUBLIC_URL must end after the host and its port: the portal lives at the root of its address.",
  ],
  [
    { HOST: "http://0.0.0.0" },
    'HOST must be an address or a name of this machine, such as 127.0.0.1 or 0.0.0.0, not "http://0.0.0.0".',
  ],
  [{ TRUSTED_PROXIES: "two" }, 'TRUSTED_PROXIES must be a number of proxies between 0 and 9, not "two".'],
  [{ STRIPE_API_BASE: "api.stripe.com" }, "STRIPE_API_BASE must be a URL like http://127.0.0.1:9231."],
  [{ SMTP_URL: "mail.example.com" }, "SMTP_URL must be a URL like smtps://user:password@mail.example.com:465."],
  [{ MAIL_FROM: "Corrente" }, 'MAIL_FROM must be an address like Corrente <billing@example.com>, not "Corrente".'],
  [{ LOG_LEVEL: "loud" }, 'LOG_LEVEL must be fatal, error, warn, info, debug, trace or silent, not "loud".'],
  [{ DEMO: "yes" }, 'DEMO must be 0 or 1, not "yes".'],
  [
    { MESSAGE_LOG_RETENTION_DAYS: "0" },
    "MESSAGE_LOG_RETENTION_DAYS must be a whole number of days between 1 and 3650, not 0.",
  ],
])("%o is refused in one sentence", (source: Record<string, string>, sentence) => {
  expect(sentences(source)).toEqual([sentence]);
});

test("every problem is reported at once, and no sentence repeats a password", () => {
  const problems = sentences({ PORT: "x", DATABASE_URL: "mysql://root:topsecret@db/x", SMTP_URL: "topsecret" });
  expect(problems).toHaveLength(3);
  expect(problems.join()).not.toContain("topsecret");
});
