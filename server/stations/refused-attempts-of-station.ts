import { queryOf } from "@/db/handle";
import type { TenantRead } from "@/db/tenant";
import type { RefusedAttemptReason } from "@/server/domain/station/refused-attempt";
import type { GetStation } from "./get-station";
import type { z } from "zod";

export type RefusedAttemptRow = {
  readonly reason: RefusedAttemptReason;
  readonly network: string;
  readonly offeredSubprotocol: string | null;
  readonly count: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
};

/** Who tried to connect in a station's name and was refused, the newest first. */
export async function refusedAttemptsOfStation(
  db: TenantRead,
  { stationId }: z.infer<typeof GetStation>,
): Promise<readonly RefusedAttemptRow[]> {
  const rows = await queryOf(db)<Omit<RefusedAttemptRow, "firstAt" | "lastAt"> & { firstMs: number; lastMs: number }>`
    select reason, network, offered_subprotocol as "offeredSubprotocol", count,
           (extract(epoch from first_at) * 1000)::float8 as "firstMs",
           (extract(epoch from last_at) * 1000)::float8 as "lastMs"
      from refused_attempts
     where tenant_id = ${db.tenantId}::uuid and station_id = ${stationId}::uuid
     order by last_at desc, reason, network`;
  return rows.map(({ firstMs, lastMs, ...row }) => ({
    ...row,
    firstAt: new Date(firstMs),
    lastAt: new Date(lastMs),
  }));
}
