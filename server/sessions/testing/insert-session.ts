import { sessionStates, sessions } from "@/db/schema/sessions";
import { meterReadings } from "@/db/schema/meter-readings";
import type { FreshTenant } from "@/db/testing/fresh-tenant";
import { writeTenant } from "@/db/tenant";

export type SessionInput = {
  readonly startedAt: Date;
  /** default 60 */
  readonly chargingMinutes?: number;
  readonly idleMinutes?: number;
  readonly energyMilliWh?: bigint;
  readonly who?: "driver" | "emsp" | "nobody";
  readonly isActive?: boolean;
  readonly hasTariff?: boolean;
  readonly billingState?: "settling" | "needs_price" | "hold" | "open";
  readonly stationId?: string;
};

const REGISTER = 5_000_000_000n;

/**
 * Inserts an unpriced session as a meter reports it; `finalizeSession` prices it. Returns its id.
 */
export async function insertSession(tenant: FreshTenant, input: SessionInput): Promise<string> {
  const { startedAt, chargingMinutes = 60, idleMinutes = 0, energyMilliWh = 10_000_000n, isActive = false } = input;
  const holder = input.who === "nobody" ? null : tenant[input.who ?? "driver"];
  const chargedUntil = new Date(startedAt.getTime() + chargingMinutes * 60_000);
  const endedAt = new Date(chargedUntil.getTime() + idleMinutes * 60_000);
  const stationId = input.stationId ?? tenant.station.id;
  return writeTenant(tenant.tenantId, async (db) => {
    const [row] = await db
      .insert(sessions)
      .values({
        stationId,
        siteId: tenant.siteId,
        evseNumber: 1,
        connectorNumber: 1,
        state: isActive ? "active" : "ended",
        tokenUid: holder?.uid ?? null,
        tokenId: holder?.tokenId ?? null,
        billingAccountId: holder?.billingAccountId ?? null,
        startedAt,
        endedAt: isActive ? null : endedAt,
        startReceivedAt: startedAt,
        endReceivedAt: isActive ? null : endedAt,
        meterStartMilliWh: REGISTER,
        meterStopMilliWh: isActive ? null : REGISTER + energyMilliWh,
        lastRegisterMilliWh: REGISTER + energyMilliWh,
        lastMeteredAt: chargedUntil,
        chargingState: "charging",
        tariffVersionId: input.hasTariff === false ? null : (tenant.tariff?.versionId ?? null),
        billingState: input.billingState ?? (isActive ? "open" : "settling"),
      })
      .returning({ id: sessions.id });
    if (!row) throw new Error("The session was not stored.");
    const reading = (at: Date, context: string, registerMilliWh: bigint) => ({
      stationId,
      evseNumber: 1,
      sessionId: row.id,
      at,
      receivedAt: at,
      context,
      registerMilliWh,
      powerW: 10_000,
      socPercent: 50,
      currentA: 14.5,
    });
    await db
      .insert(meterReadings)
      .values([
        reading(startedAt, "Transaction.Begin", REGISTER),
        reading(chargedUntil, "Sample.Periodic", REGISTER + energyMilliWh),
      ]);
    await db
      .insert(sessionStates)
      .values([
        { sessionId: row.id, at: startedAt, state: "charging" },
        ...(idleMinutes > 0 ? [{ sessionId: row.id, at: chargedUntil, state: "idle_ev" }] : []),
      ]);
    return row.id;
  });
}
