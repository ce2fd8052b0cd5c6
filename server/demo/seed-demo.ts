import { eq } from "drizzle-orm";
import { tenantHandle } from "@/db/handle";
import { legalEntities, memberships } from "@/db/schema/operators";
import { type TenantWrite, writeTenant } from "@/db/tenant";
import { closePeriod } from "@/server/billing/close-period";
import { recordPayment } from "@/server/billing/record-payment";
import { moneyToDecimal } from "@/server/domain/money";
import { invoices } from "@/db/schema/invoices";
import { issueRun } from "@/server/billing/issue-invoice";
import { finalizeSession } from "@/server/rating/finalize-session";
import { resolveTariff } from "@/server/tariffs/resolve-tariff";
import { seedCustomers } from "./seed-customers";
import { liveStations } from "./live-stations";
import { seedHistory } from "./seed-history";
import { type SeededNetwork, seedNetwork } from "./seed-network";
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

async function seedBusiness(db: TenantWrite, now: Date, onProgress: (line: string) => void): Promise<void> {
  const [from, lastMonth] = [firstOfMonth(now, -2), firstOfMonth(now, -1)];
  onProgress("Founding the demo operator: sites, stations, tariffs, drivers, partners.");
  const network = await seedNetwork(db, new Date(from.getTime() - 86_400_000));
  const customers = await seedCustomers(db, network.entityOf);
  // what has never been on its line has no past
  const connectedIds = new Set(liveStations().map(({ id }) => id));
  const connectedStations = network.stations.filter(({ identity }) => connectedIds.has(identity));
  const past = await seedHistory(db, connectedStations, customers, tariffResolver(db), from, now);
  onProgress(`Pricing ${past.length} sessions of the past weeks.`);
  const handle = tenantHandle(db);
  for (const { sessionId, endedAt } of past) await finalizeSession(handle, sessionId, { nowMs: endedAt.getTime() });
  onProgress("Closing the last two months and issuing their invoices.");
  for (const month of [from, lastMonth]) await closeMonth(db, network, month, now);
}

/** The first instant of the month that lies `offset` months from that of `at`, UTC. */
const firstOfMonth = (at: Date, offset: number): Date =>
  new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + offset, 1));

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

/**
 * Bills a month on the morning of the second of the next one, or now when that has not come yet.
 */
async function closeMonth(db: TenantWrite, network: SeededNetwork, month: Date, now: Date): Promise<void> {
  const secondOfNext = new Date(firstOfMonth(month, 1).getTime() + 33 * 3_600_000);
  const closedAt = secondOfNext < now ? secondOfNext : now;
  for (const legalEntityId of Object.values(network.entityOf)) {
    const run = await closePeriod(
      db,
      { legalEntityId, month: month.toISOString().slice(0, 7), upToNow: false },
      null,
      closedAt,
    );
    if (run.periodId !== null)
      await payMostInvoices(db, await issueRun(db, { periodId: run.periodId }, closedAt), closedAt, now);
  }
}

const UNPAID_EVERY = 5;

/** Most customers have paid by bank transfer some days later; every fifth has not yet. */
async function payMostInvoices(
  db: TenantWrite,
  issued: readonly { invoiceId: string; number: string }[],
  issuedAt: Date,
  now: Date,
): Promise<void> {
  for (const [index, { invoiceId, number }] of issued.entries()) {
    const receivedAt = new Date(issuedAt.getTime() + (3 + (index % 9)) * 86_400_000);
    if (index % UNPAID_EVERY === 0 || receivedAt > now) continue;
    const [invoice] = await db
      .select({ minor: invoices.grossMinor, currency: invoices.currency })
      .from(invoices)
      .where(eq(invoices.id, invoiceId));
    if (!invoice) continue;
    const receivedOn = receivedAt.toISOString().slice(0, 10);
    await recordPayment(
      db,
      { invoiceId, amount: moneyToDecimal(invoice), receivedOn, reference: `Transfer ${number}` },
      null,
    );
  }
}

const hasTeam = (tenantId: string): Promise<boolean> =>
  writeTenant(
    tenantId,
    async (db) => (await db.select().from(memberships).where(eq(memberships.tenantId, tenantId))).length > 0,
  );

const hasLegalEntity = async (db: TenantWrite): Promise<boolean> => (await db.$count(legalEntities)) > 0;
