import type { TenantWrite } from "@/db/tenant";
import { announce } from "@/server/live/announce";

/** Notifies the pages that show a session of a change. */
export const announceSession = (db: TenantWrite, sessionId: string, stationId: string | null): Promise<void> =>
  announce(db, [
    `session:${sessionId}`,
    "sessions",
    "overview",
    ...(stationId === null ? [] : [`station:${stationId}`]),
  ]);
