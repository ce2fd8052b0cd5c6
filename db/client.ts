import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { registerArrayTypes } from "./array-types";
import { DriverSocket, type Security, type ServerAddress } from "./driver-socket";
import { databaseUrl } from "./env";
import { dropLostTransactions } from "./lost-connection";

/** The processes of the product; each assumes its own Postgres role at connect. */
export type ProcessRole = "portal" | "worker" | "gateway";

export type Pool = postgres.Sql<Record<string, never>>;

const POOL_SIZE: Readonly<Record<ProcessRole, number>> = { portal: 16, worker: 8, gateway: 8 };

/**
 * The gateway asks by key and prepares its questions once: one that was planned while a table was
 * empty would go on reading all of it until the next analyze.
 */
const SESSION_SETTINGS: Readonly<Record<ProcessRole, Readonly<Record<string, string>>>> = {
  portal: {},
  worker: {},
  gateway: { enable_seqscan: "off" },
};

const pools = new Map<ProcessRole, Pool>();
let currentRole: "portal" | "worker" = "portal";

/**
 * Say once, at the start of a process, which role the tenant handles use. The portal's is the
 * default.
 */
export const actAs = (role: "portal" | "worker"): void => {
  currentRole = role;
};

/** The pool of the tenant handles of this process. */
export const ownPool = (): Pool => poolOf(currentRole);

/** The raw pool of a role; only db/ may hold it. */
export function poolOf(role: ProcessRole): Pool {
  const existing = pools.get(role);
  if (existing) return existing;
  const pool = open(role);
  pools.set(role, pool);
  return pool;
}

/**
 * Drizzle over the process's own pool: outside a tenant's transaction every tenant table refuses.
 */
export const ownDrizzle = (): PostgresJsDatabase => drizzle(ownPool(), { casing: "snake_case" });

/** Closes every pool of this process; waits for running queries up to five seconds. */
export async function closePools(): Promise<void> {
  const open = [...pools.values()];
  pools.clear();
  await Promise.all(open.map((pool) => pool.end({ timeout: 5 })));
}

/** One connection as the login itself, which has assumed no role yet; whoever opens it ends it. */
export const openLogin = (): Pool => connect(1, { application_name: "corrente" });

function open(role: ProcessRole): Pool {
  const session = { application_name: `corrente-${role}`, role: `corrente_${role}`, ...SESSION_SETTINGS[role] };
  return dropLostTransactions(connect(POOL_SIZE[role], session));
}

function connect(max: number, session: Readonly<Record<string, string>>): Pool {
  const address = addressIn(new URL(databaseUrl()));
  const pool = postgres(databaseUrl(), {
    max,
    onnotice: () => {},
    connection: session,
    fetch_types: false, // see array-types.ts
    connect_timeout: 10,
    // seconds before the n-th try to connect again: a database that comes back is found within a
    // second
    backoff: (tries) => Math.min(0.05 * 2 ** Math.min(tries, 10), 1),
    // TLS is the socket's business, see driver-socket.ts
    ...(address ? { ssl: false, socket: () => new DriverSocket(address) } : {}),
  });
  registerArrayTypes(pool.options);
  return pool;
}

/** Null for a Unix socket, which the driver opens itself. */
function addressIn(url: URL): ServerAddress | null {
  if (url.hostname === "" || url.hostname.startsWith("%2F")) return null;
  const mode = url.searchParams.get("sslmode") ?? url.searchParams.get("ssl") ?? "disable";
  return { host: url.hostname.replace(/^\[|\]$/g, ""), port: Number(url.port || "5432"), security: securityOf(mode) };
}

function securityOf(sslmode: string): Security {
  if (/^(disable|false|0)$/.test(sslmode)) return "plain";
  if (/^(allow|prefer)$/.test(sslmode)) return "preferred";
  return sslmode.startsWith("verify") ? "verified" : "encrypted";
}
