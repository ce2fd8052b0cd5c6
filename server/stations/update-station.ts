import { and, asc, eq, gt, inArray } from "drizzle-orm";
import { z } from "zod";
import { sessions } from "@/db/schema/sessions";
import { sites } from "@/db/schema/sites";
import { connectors, evses, SCHEMA_MODES, stations } from "@/db/schema/stations";
import type { TenantWrite } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import { announce } from "@/server/live/announce";
import { addEvses, EvseFacts } from "./evse-facts";
import { RegisterStation } from "./register-station";

export const UpdateStation = RegisterStation.pick({ siteId: true, name: true }).extend({
  stationId: z.uuid(),
  /** in the order of their numbers; fewer than before removes the last ones */
  evses: z.array(EvseFacts).min(1, "A station has at least one EVSE.").max(32, "At most 32 EVSEs."),
  /** strict: refused what breaks the official schema, from its next connection on */
  schemaMode: z.enum(SCHEMA_MODES).optional(),
  /** a test tool: never held for delivering faster than a charger can */
  isTest: z.boolean().optional(),
});

/**
 * Changes a station's name, site, EVSEs and how it is read. Its identity never changes: it is the
 * station's name in every message it ever sent.
 * @throws Refusal NOT_FOUND; CONFLICT when an EVSE that has charged is to be removed.
 */
export async function updateStation(
  db: TenantWrite,
  { stationId, siteId, name, evses: wanted, schemaMode, isTest }: z.infer<typeof UpdateStation>,
): Promise<void> {
  const [site] = await db.select({ id: sites.id }).from(sites).where(eq(sites.id, siteId));
  if (!site) throw new Refusal("site_not_found", { field: "siteId" });
  const [station] = await db
    .update(stations)
    .set({ siteId, name, schemaMode, isTest })
    .where(eq(stations.id, stationId))
    .returning({ id: stations.id });
  if (!station) throw new Refusal("station_not_found");
  const existing = await db
    .select({ evseNumber: evses.evseNumber })
    .from(evses)
    .where(and(eq(evses.stationId, stationId), gt(evses.evseNumber, 0)))
    .orderBy(asc(evses.evseNumber));
  const numbers = existing.map(({ evseNumber }) => evseNumber);
  for (const [index, evseNumber] of numbers.slice(0, wanted.length).entries()) {
    const facts = wanted[index];
    if (!facts) continue;
    await db
      .update(evses)
      .set({ currentKind: facts.kind, maxPowerW: facts.maxPowerW })
      .where(and(eq(evses.stationId, stationId), eq(evses.evseNumber, evseNumber)));
  }
  await removeEvses(db, stationId, numbers.slice(wanted.length));
  await addEvses(db, stationId, wanted.slice(numbers.length), (numbers.at(-1) ?? 0) + 1);
  await announce(db, ["stations", "overview", `station:${stationId}`]);
}

async function removeEvses(db: TenantWrite, stationId: string, numbers: readonly number[]): Promise<void> {
  if (numbers.length === 0) return;
  const [used] = await db
    .select({ evseNumber: sessions.evseNumber })
    .from(sessions)
    .where(and(eq(sessions.stationId, stationId), inArray(sessions.evseNumber, [...numbers])))
    .limit(1);
  if (used) {
    throw new Refusal("evse_has_charged", {
      evse: used.evseNumber,
    });
  }
  await db
    .delete(connectors)
    .where(and(eq(connectors.stationId, stationId), inArray(connectors.evseNumber, [...numbers])));
  await db.delete(evses).where(and(eq(evses.stationId, stationId), inArray(evses.evseNumber, [...numbers])));
}
