/**
 * The only place where server code reads its environment. `.env.example` explains each name to
 * people.
 */
import { z } from "zod";

/** Everything that configures the three processes, checked and with its defaults filled in. */
export type Env = Readonly<z.infer<typeof EnvSchema>>;

/** The message holds one sentence for each problem, one a line below a head. */
export class WrongEnvironment extends Error {
  constructor(readonly sentences: readonly string[]) {
    const head = `Corrente does not start with ${sentences.length > 1 ? "these settings" : "this setting"}:`;
    super([head, ...sentences].join("\n  "));
    this.name = "WrongEnvironment";
  }
}

let cached: Env | undefined;

/**
 * The environment of this process, read at the first call and not before: `next build` runs without
 * any of it.
 * @throws WrongEnvironment
 */
export function env(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}

/**
 * As {@link env}, at the beginning of a process: wrong settings end it with their sentences and
 * nothing else.
 */
export function envOrExit(): Env {
  try {
    return env();
  } catch (error) {
    if (!(error instanceof WrongEnvironment)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/**
 * The key that signs sign-in cookies and links. `npm start` makes and keeps one; who deploys the
 * portal alone sets it.
 * @throws WrongEnvironment when there is none.
 */
export function authSecret(): string {
  const secret = env().AUTH_SECRET;
  if (secret) return secret;
  throw new WrongEnvironment([
    "AUTH_SECRET is not set: put 32 or more random characters there (openssl rand -base64 33).",
  ]);
}

/**
 * @param source names and raw values; an empty value counts as absent, so that `.env` may carry
 *   empty lines.
 * @throws WrongEnvironment
 */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const read = EnvSchema.safeParse(filled);
  if (read.success) return read.data;
  throw new WrongEnvironment(read.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`));
}

const port = (preset: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, { error: withGivenValue("must be a port number between 1 and 65535") })
    .transform(Number)
    .refine((value) => value >= 1 && value <= 65_535, {
      error: withGivenValue("must be a port number between 1 and 65535"),
    })
    .default(preset);

/** A name or a number of an address; whether this machine has it is seen when it is listened on. */
const host = z.string().regex(/^[A-Za-z0-9.:_%-]+$/, {
  error: withGivenValue("must be an address or a name of this machine, such as 127.0.0.1 or 0.0.0.0"),
});

const url = (schemes: readonly string[], example: string) =>
  z.string().refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol), {
    error: withoutValue(`must be a URL like ${example}`),
  });

const Variables = z.object({
  NODE_ENV: z
    .enum(["production", "development", "test"], { error: withGivenValue("must be production, development or test") })
    .default("development"),
  HOST: host.default("127.0.0.1"),
  PORT: port(3000),
  PUBLIC_URL: url(["http:", "https:"], "https://portal.example.com")
    .refine((value) => !URL.canParse(value) || isOrigin(new URL(value)), {
      error: withoutValue("must end after the host and its port: the portal lives at the root of its address"),
    })
    .transform(withoutSlash)
    .optional(),
  GATEWAY_HOST: host.optional(),
  GATEWAY_PORT: port(9220),
  GATEWAY_URL: url(["ws:", "wss:"], "wss://ocpp.example.com").transform(withoutSlash).optional(),
  // Optional here, for there is work without a database; db/env.ts insists on it where one is
  // opened.
  DATABASE_URL: url(["postgres:", "postgresql:"], "postgres://user:password@host:5432/corrente").optional(),
  TRUSTED_PROXIES: z
    .string()
    .regex(/^\d$/, { error: withGivenValue("must be a number of proxies between 0 and 9") })
    .transform(Number)
    .default(1),
  GATEWAY_TRUSTED_PROXIES: z
    .string()
    .regex(/^\d$/, { error: withGivenValue("must be a number of proxies between 0 and 9") })
    .transform(Number)
    .default(0),
  AUTH_SECRET: z.string().min(32, { error: "must have at least 32 characters (openssl rand -base64 33)." }).optional(),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_/, { error: "must be a secret key from Stripe: it begins with sk_ or rk_." })
    .optional(),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_/, { error: "must be the signing secret of a Stripe webhook endpoint: it begins with whsec_." })
    .optional(),
  STRIPE_API_BASE: url(["http:", "https:"], "http://127.0.0.1:9231").transform(withoutSlash).optional(),
  SMTP_URL: url(["smtp:", "smtps:"], "smtps://user:password@mail.example.com:465").optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^<>]*<[^<>@\s]+@[^<>@\s]+>$|^[^<>@\s]+@[^<>@\s]+$/, {
      error: withGivenValue("must be an address like Corrente <billing@example.com>"),
    })
    .default("Corrente <no-reply@corrente.test>"),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], {
      error: withGivenValue("must be fatal, error, warn, info, debug, trace or silent"),
    })
    .optional(),
  LOG_STYLE: z.enum(["line", "json"], { error: withGivenValue("must be line or json") }).optional(),
  DEMO: z
    .enum(["0", "1"], { error: withGivenValue("must be 0 or 1") })
    .default("0")
    .transform((value) => value === "1"),
  MESSAGE_LOG_RETENTION_DAYS: z
    .string()
    .regex(/^\d{1,4}$/, { error: withGivenValue("must be a whole number of days between 1 and 3650") })
    .transform(Number)
    .refine((days) => days >= 1 && days <= 3650, {
      error: withGivenValue("must be a whole number of days between 1 and 3650"),
    })
    .default(90),
});

const EnvSchema = Variables.superRefine((value, context) => {
  if (value.STRIPE_SECRET_KEY && !value.STRIPE_WEBHOOK_SECRET) {
    context.addIssue({
      code: "custom",
      path: ["STRIPE_WEBHOOK_SECRET"],
      message: "is not set although STRIPE_SECRET_KEY is: without it no payment could ever be confirmed.",
    });
  }
  if (value.STRIPE_WEBHOOK_SECRET && !value.STRIPE_SECRET_KEY) {
    context.addIssue({
      code: "custom",
      path: ["STRIPE_SECRET_KEY"],
      message: "is not set although STRIPE_WEBHOOK_SECRET is: what Stripe tells could not be looked at.",
    });
  }
}).transform((value) => ({
  ...value,
  /** The portal as people's browsers reach it, without a slash at the end. */
  PUBLIC_URL: value.PUBLIC_URL ?? `http://localhost:${value.PORT}`,
  GATEWAY_HOST: value.GATEWAY_HOST ?? value.HOST,
  /**
   * The gateway as stations reach it; a station's own address is
   * `${GATEWAY_URL}/ocpp/${stationId}`.
   */
  GATEWAY_URL: value.GATEWAY_URL ?? `ws://localhost:${value.GATEWAY_PORT}`,
  LOG_LEVEL: value.LOG_LEVEL ?? (value.NODE_ENV === "test" ? ("silent" as const) : ("info" as const)),
}));

/**
 * Says what was given, which spares the reader a look at three files; never for values that hold
 * secrets.
 */
function withGivenValue(rule: string) {
  return (issue: { input?: unknown }) => `${rule}, not ${JSON.stringify(issue.input)}.`;
}

function withoutValue(rule: string) {
  return `${rule}.`;
}

function isOrigin({ pathname, search, hash, username }: URL): boolean {
  return /^\/+$/.test(pathname) && `${search}${hash}${username}` === "";
}

function withoutSlash(value: string): string {
  return value.replace(/\/+$/, "");
}
