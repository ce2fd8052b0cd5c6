import { z } from "zod";
import { queryOf } from "@/db/handle";
import type { TenantRead } from "@/db/tenant";

export const SeekUnknownStation = z.object({ identity: z.string().trim().min(1).max(255) });

export type UnknownStation = {
  /** of the newest attempt */
  readonly network: string;
  readonly offeredSubprotocol: string | null;
  readonly count: number;
  readonly lastAt: Date;
};

/**
 * Whether a charger has tried to connect under exactly this id, which no station has; null when
 * none did. Row security shows no other row (policy sought_identity).
 */
export async function seekUnknownStation(
  db: TenantRead,
  { identity }: z.infer<typeof SeekUnknownStation>,
): Promise<UnknownStation | null> {
  const query = queryOf(db);
  await query`select set_config('app.sought_identity', ${identity}::text, true)`;
  const [row] = await query<Omit<UnknownStation, "lastAt"> & { lastMs: number }>`
    select network, offered_subprotocol as "offeredSubprotocol", count,
           (extract(epoch from last_at) * 1000)::float8 as "lastMs"
      from unknown_stations where identity = ${identity}::text`;
  if (!row) return null;
  const { lastMs, ...facts } = row;
  return { ...facts, lastAt: new Date(lastMs) };
}
