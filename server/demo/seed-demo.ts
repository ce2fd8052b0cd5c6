import { eq } from "drizzle-orm";
import { tenantHandle } from "@/db/handle";
import { legalEntities, memberships } from "@/db/schema/operators";
import { type TenantWrite, writeTenant } from "@/db/tenant";
import { resolveTariff } from "@/server/tariffs/resolve-tariff";
import { billMonth, firstOfMonth } from "./bill-month";
import { priceSessions } from "./price-sessions";
import { seedCustomers } from "./seed-customers";
import { liveStations } from "./live-stations";
import { seedHistory } from "./seed-history";
import { seedNetwork } from "./seed-network";
import { DEMO_TEAM, operatorId, seedOperator, seedTeam } from "./seed-people";
import { seedOtherOperator } from "./seed-other-operator";

export const DEMO_SLUG = "demo";

const DEMO_OPERATOR = {
  slug: DEMO_SLUG,
  name: "Ribeira Charge",
  timeZone: "Europe/Lisbon",
  currency: "EUR",
  locale: "en",
} as const;

/**
 * One believable operator with two closed months behind it, and a second one to prove that they do
 * not see each other. The older month makes paid and overdue invoices exist on every day of the
 * year, the first of a month included. Done once: each stage looks whether it was done before, so
 * that a start that was cut short goes on.
 * @param now the end of the seeded past
 * @param onProgress gets a line for each stage
 */
export async function seedDemo(now: Date, onProgress: (line: string) => void): Promise<void> {
  const tenantId = (await operatorId(DEMO_SLUG)) ?? (await seedOperator(DEMO_OPERATOR));
  if (await hasTeam(tenantId)) return;
  if (!(await writeTenant(tenantId, hasLegalEntity))) {
    await writeTenant(tenantId, (db) => seedBusiness(db, now, onProgress));
  }
  await seedOtherOperator(now);
  await seedTeam(tenantId, DEMO_TEAM);
  onProgress("The demo operator is ready.");
}

/**
 * Two legal entities and what happened at their stations from the first of the month before last
 * until `now`. On every day and at every hour each of them has invoices overdue, open and paid, and
 * sessions to bill.
 */
export async function seedBusiness(db: TenantWrite, now: Date, onProgress: (line: string) => void): Promise<void> {
  const [from, lastMonth] = [firstOfMonth(now, -2), firstOfMonth(now, -1)];
  onProgress("Founding the demo operator: sites, stations, tariffs, drivers, partners.");
  const network = await seedNetwork(db, new Date(from.getTime() - 86_400_000));
  const customers = await seedCustomers(db, network.entityOf);
  // what has never been on its line has no past
  const connectedIds = new Set(liveStations().map(({ id }) => id));
  const connectedStations = network.stations.filter(({ identity }) => connectedIds.has(identity));
  const past = await seedHistory(db, connectedStations, customers, tariffResolver(db), from, now);
  onProgress(`Pricing ${past.length} sessions of the past weeks.`);
  await priceSessions(db, past);
  onProgress("Closing the last two months and issuing their invoices.");
  for (const month of [from, lastMonth]) await billMonth(db, Object.values(network.entityOf), month, now);
}

/**
 * The same resolver as at a live session's start; nothing is published during the seeded past, so
 * one answer serves a station.
 */
function tariffResolver(db: TenantWrite) {
  const cache = new Map<string, Promise<string | null>>();
  return (at: Date, { stationId, siteId }: { stationId: string; siteId: string }, audience: "driver" | "emsp") => {
    const key = `${stationId}/${audience}`;
    const found =
      cache.get(key) ??
      resolveTariff(tenantHandle(db), {
        stationId,
        siteId,
        audience,
        atMs: at.getTime(),
      }).then((choice) => choice.tariffVersionId);
    cache.set(key, found);
    return found;
  };
}

const hasTeam = (tenantId: string): Promise<boolean> =>
  writeTenant(
    tenantId,
    async (db) => (await db.select().from(memberships).where(eq(memberships.tenantId, tenantId))).length > 0,
  );

const hasLegalEntity = async (db: TenantWrite): Promise<boolean> => (await db.$count(legalEntities)) > 0;
