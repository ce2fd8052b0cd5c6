import { randomUUID } from "node:crypto";
import { chargeLines, chargeRecords } from "@/db/schema/charge-records";
import { sessions } from "@/db/schema/sessions";
import { writeTenant } from "@/db/tenant";
import type { FreshTenant } from "@/db/testing/fresh-tenant";

export type RecordFacts = {
  account: "driver" | "emsp" | null;
  priceSide?: "GROSS" | "NET";
  netMinor: bigint;
  taxMinor: bigint;
  energyMilliWh?: bigint;
  endedAt?: Date;
  kind?: "NORMAL" | "CREDIT";
};

/** Inserts an ended session of one hour and its charge record with one line of energy at 23 %. */
export function insertChargeRecord(tenant: FreshTenant, facts: RecordFacts): Promise<string> {
  if (!tenant.tariff) throw new Error("charge records need a tariff");
  const { netMinor, taxMinor, account } = facts;
  const { versionId } = tenant.tariff;
  const endedAt = facts.endedAt ?? new Date("2026-01-15T12:00:00Z");
  const startedAt = new Date(endedAt.getTime() - 3_600_000);
  const holder = account === null ? null : tenant[account];
  const recordId = randomUUID();
  return writeTenant(tenant.tenantId, async (db) => {
    const [session] = await db
      .insert(sessions)
      .values({
        stationId: tenant.station.id,
        siteId: tenant.siteId,
        evseNumber: 1,
        connectorNumber: 1,
        state: "ended",
        tokenId: holder?.tokenId ?? null,
        billingAccountId: holder?.billingAccountId ?? null,
        startedAt,
        endedAt,
        startReceivedAt: startedAt,
        billingState: holder ? "rated" : "not_billable",
        tariffVersionId: versionId,
      })
      .returning({ id: sessions.id });
    if (!session) throw new Error("the session was not stored");
    const amounts = { netMinor, taxMinor, grossMinor: netMinor + taxMinor };
    await db.insert(chargeRecords).values({
      ...amounts,
      id: recordId,
      kind: facts.kind ?? "NORMAL",
      sessionId: session.id,
      legalEntityId: tenant.legalEntityId,
      billingAccountId: holder?.billingAccountId ?? null,
      tariffVersionId: versionId,
      currency: "EUR",
      anchor: facts.priceSide ?? (account === "emsp" ? "NET" : "GROSS"),
      energyMilliWh: facts.energyMilliWh ?? 10_000_000n,
      startedAt,
      endedAt,
      siteCountry: "PT",
      timeZone: "Europe/Lisbon",
      rating: {},
      snapshot: {
        site: { name: "Test site" },
        station: { name: tenant.station.identity },
        token: { uid: holder?.uid },
      },
      contentHash: "0".repeat(64),
      issuedAt: endedAt,
    });
    await db
      .insert(chargeLines)
      .values({ ...amounts, chargeRecordId: recordId, lineNumber: 1, kind: "ENERGY", vatPercent: "23" });
    return recordId;
  });
}
