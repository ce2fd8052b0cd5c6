import { randomUUID } from "node:crypto";
import { meterReadings } from "@/db/schema/meter-readings";
import { stationEvents } from "@/db/schema/station-events";
import { sessionStates, sessions } from "@/db/schema/sessions";
import type { TenantWrite } from "@/db/tenant";
import { pastSessions } from "./history";
import type { SeededStation } from "./seed-network";
import type { Customer } from "./seed-customers";
import { reportedStates } from "./reported-states";

const CHUNK = 500;

/**
 * A believable past: finished sessions with their meter readings, idle times and connectors'
 * states, still unpriced (`settling`). The caller settles them through the same use case as a live
 * session's end, so that there is no second way to a price. Returns the sessions' ids by end time.
 */
export async function seedHistory(
  db: TenantWrite,
  stations: readonly SeededStation[],
  customers: ReadonlyMap<string, Customer>,
  lockTariff: (at: Date, station: SeededStation, audience: "driver" | "emsp") => Promise<string | null>,
  from: Date,
  to: Date,
): Promise<readonly { readonly sessionId: string; readonly endedAt: Date }[]> {
  const [first, ...rest] = [...customers.keys()].filter((uid) => uid !== "VISITOR1");
  if (first === undefined) return [];
  const made: (typeof sessions.$inferInsert & { id: string; endedAt: Date })[] = [];
  const readings: (typeof meterReadings.$inferInsert)[] = [];
  const states: (typeof sessionStates.$inferInsert)[] = [];
  const statusEvents: (typeof stationEvents.$inferInsert)[] = [];
  for (const station of stations) {
    const stationSessions = pastSessions(station, from, to, [first, ...rest]);
    statusEvents.push(...reportedStates(station.stationId, station.evses, stationSessions, from));
    for (const past of stationSessions) {
      const customer = customers.get(past.tokenUid);
      const opening = past.readings.at(0)?.registerMilliWh ?? null;
      const closing = past.readings.at(-1)?.registerMilliWh ?? null;
      const id = randomUUID();
      made.push({
        id,
        stationId: station.stationId,
        siteId: station.siteId,
        evseNumber: past.evseNumber,
        connectorNumber: 1,
        state: "ended",
        tokenUid: past.tokenUid,
        tokenId: customer?.tokenId ?? null,
        billingAccountId: customer?.billingAccountId ?? null,
        startedAt: past.startedAt,
        endedAt: past.endedAt,
        startReceivedAt: past.startedAt,
        endReceivedAt: past.endedAt,
        stopReason: "Local",
        meterStartMilliWh: opening,
        meterStopMilliWh: closing,
        lastRegisterMilliWh: closing,
        lastMeteredAt: past.chargedUntil,
        tariffVersionId: await lockTariff(past.startedAt, station, customer?.kind ?? "driver"),
        tariffLockedAt: past.startedAt,
        billingState: "settling",
      });
      readings.push(
        ...past.readings.map((reading, index) => ({
          stationId: station.stationId,
          evseNumber: past.evseNumber,
          sessionId: id,
          at: reading.at,
          receivedAt: reading.at,
          context:
            index === 0
              ? "Transaction.Begin"
              : index === past.readings.length - 1
                ? "Transaction.End"
                : "Sample.Periodic",
          registerMilliWh: reading.registerMilliWh,
          powerW: reading.powerW,
          socPercent: station.kind === "DC" ? reading.socPercent : null,
        })),
      );
      states.push({ sessionId: id, at: past.startedAt, state: "charging" });
      if (past.endedAt > past.chargedUntil) states.push({ sessionId: id, at: past.chargedUntil, state: "idle_ev" });
    }
  }
  for (let start = 0; start < made.length; start += CHUNK)
    await db.insert(sessions).values(made.slice(start, start + CHUNK));
  for (let start = 0; start < readings.length; start += CHUNK)
    await db.insert(meterReadings).values(readings.slice(start, start + CHUNK));
  for (let start = 0; start < states.length; start += CHUNK)
    await db.insert(sessionStates).values(states.slice(start, start + CHUNK));
  for (let start = 0; start < statusEvents.length; start += CHUNK)
    await db.insert(stationEvents).values(statusEvents.slice(start, start + CHUNK));
  return made
    .map(({ id, endedAt }) => ({ sessionId: id, endedAt }))
    .toSorted((a, b) => a.endedAt.getTime() - b.endedAt.getTime());
}
