import { z } from "zod";
import { connectors, evses } from "@/db/schema/stations";
import type { TenantWrite } from "@/db/tenant";

/** One EVSE as a person describes it; `maxPowerW` in watts, null when nobody knows. */
export const EvseFacts = z.object({
  kind: z.enum(["AC", "DC"]),
  maxPowerW: z
    .number({ error: "Write the power in kilowatts, such as 22." })
    .int()
    .min(1, "More than zero.")
    .max(5_000_000, "At most 5,000 kW.")
    .nullable(),
});

/** OCPI ConnectorType of a new EVSE's only connector: what stands at nearly every European one. */
const STANDARD = { AC: "IEC_62196_T2", DC: "IEC_62196_T2_COMBO" } as const;

/**
 * Stores the EVSEs numbered from `first`, each with one connector; the station reports its own
 * states and further connectors later.
 */
export async function addEvses(
  db: TenantWrite,
  stationId: string,
  facts: readonly z.infer<typeof EvseFacts>[],
  first = 1,
): Promise<void> {
  if (facts.length === 0) return;
  await db.insert(evses).values(
    facts.map(({ kind, maxPowerW }, index) => ({
      stationId,
      evseNumber: first + index,
      currentKind: kind,
      maxPowerW,
    })),
  );
  await db
    .insert(connectors)
    .values(
      facts.map(({ kind }, index) => ({
        stationId,
        evseNumber: first + index,
        connectorNumber: 1,
        standard: STANDARD[kind],
      })),
    )
    .onConflictDoNothing();
}
