import { desc, gt } from "drizzle-orm";
import { pingDatabase } from "@/db/health";
import { withIdentity } from "@/db/identity";
import { gateways } from "@/db/schema/gateways";

const GATEWAY_STALE_AFTER_MS = 20_000;
/**
 * A database that does not answer for so long is down to whoever watches us, though it may only be
 * hanging.
 */
const HEALTH_TIMEOUT_MS = 5_000;

export type PortalHealth = {
  readonly status: "up" | "degraded" | "down";
  readonly database: { readonly status: "up" | "down"; readonly answeredInMs: number | null };
  /** gateways that said so within the last twenty seconds */
  readonly gateways: number;
};

const DOWN: PortalHealth = { status: "down", database: { status: "down", answeredInMs: null }, gateways: 0 };

/**
 * The truth about the portal's parts: down without a database, degraded when no gateway runs
 * (chargers cannot reach us).
 */
export async function portalHealth(): Promise<PortalHealth> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<PortalHealth>((resolve) => {
    timer = setTimeout(() => resolve(DOWN), HEALTH_TIMEOUT_MS);
  });
  // the answer is the error's whole meaning here: whatever the reason, the database did not answer
  const answer = queryHealth().catch(() => DOWN);
  const health = await Promise.race([answer, timeout]);
  clearTimeout(timer);
  return health;
}

async function queryHealth(): Promise<PortalHealth> {
  const answeredInMs = await pingDatabase();
  const running = await withIdentity((db) =>
    db
      .select({ id: gateways.id })
      .from(gateways)
      .where(gt(gateways.seenAt, new Date(Date.now() - GATEWAY_STALE_AFTER_MS)))
      .orderBy(desc(gateways.seenAt)),
  );
  return {
    status: running.length > 0 ? "up" : "degraded",
    database: { status: "up", answeredInMs },
    gateways: running.length,
  };
}
