import type { TenantRead } from "@/db/tenant";
import type { Role } from "@/server/domain/access/role";
import { needsAttention } from "./attention";
import { lastDays } from "./days";
import { firstSteps } from "./first-steps";
import { liveNow } from "./live-now";

const SHOWN_SESSIONS = 8;

/** Are we fine, and what did we earn: four statements for the whole page. */
export async function getOverview(db: TenantRead, role: Role) {
  return {
    live: await liveNow(db, SHOWN_SESSIONS),
    ...(await lastDays(db)),
    attention: await needsAttention(db, role),
    firstSteps: await firstSteps(db, role),
  };
}
