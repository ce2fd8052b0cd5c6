/** What people and tests find in the demo, on whatever day and at whatever hour it is seeded. */
import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { type TenantRead, writeTenant } from "@/db/tenant";
import { billingOverview } from "@/server/billing/billing-overview";
import { seedBusiness } from "./seed-demo";
import { seedOperator } from "./seed-people";
import type * as sites from "./sites";

// hashing a password for every station takes longer than all the rest
vi.mock("@/server/identity/password", () => ({ hashPassword: () => Promise.resolve("no hash") }));

// what holds with the stations of three sites, in both countries, holds with those of all six
vi.mock("./sites", async (original) => {
  const all = await original<typeof sites>();
  return { ...all, DEMO_SITES: all.DEMO_SITES.slice(-3) };
});

/** When something changes: months, due dates, the billing of the seed, clocks of the sites. */
const INSTANTS = [
  "2026-12-31T23:59:59Z",
  "2027-02-02T08:59:59Z", // a partner's invoice of the second of January was due yesterday
  "2027-02-02T09:00:01Z",
  "2027-02-16T12:00:00Z", // a driver's invoice of the second is due today
  "2027-03-28T00:59:59Z",
  "2027-07-31T23:30:00Z", // August in Portugal and Germany
  "2027-10-31T01:00:00Z",
  "2028-03-01T00:00:00Z",
] as const;

test.each(INSTANTS)("seeded at %s, bills of every state and sessions to bill are there", async (instant) => {
  const { states, entities, sessionsToday, sessionsAhead } = await seededAt(new Date(instant));
  for (const { legalEntityId, unbilled, runs } of entities) {
    const own = states.filter((row) => row.legalEntityId === legalEntityId);
    expect(countOf(own, "overdue"), "overdue").toBeGreaterThanOrEqual(2);
    expect(countOf(own, "open"), "open").toBeGreaterThanOrEqual(1);
    expect(countOf(own, "paid"), "paid").toBeGreaterThanOrEqual(2);
    expect(unbilled, "unbilled accounts").not.toEqual([]);
    expect(runs, "billing runs").toHaveLength(2);
  }
  expect(entities).toHaveLength(2);
  expect(sessionsToday, "sessions of the last day").toBeGreaterThanOrEqual(1);
  expect(sessionsAhead, "sessions that are still to come").toBe(0);
});

type StateCount = { legalEntityId: string; state: "overdue" | "open" | "paid"; count: number };

const countOf = (rows: readonly StateCount[], wanted: StateCount["state"]): number =>
  rows.find(({ state }) => state === wanted)?.count ?? 0;

/** Seeds, looks, and takes it back: identities of stations are unique on a deployment. */
async function seededAt(now: Date) {
  const tenantId = await seedOperator({
    slug: `demo-${randomUUID()}`,
    name: "Demo",
    timeZone: "Europe/Lisbon",
    currency: "EUR",
  });
  const seen: Awaited<ReturnType<typeof look>>[] = [];
  const undone = new Error("taken back");
  const seeding = writeTenant(tenantId, async (db) => {
    await seedBusiness(db, now, () => {});
    seen.push(await look(db, now));
    throw undone;
  });
  await expect(seeding).rejects.toBe(undone);
  const [found] = seen;
  if (!found) throw new Error("nothing was seen");
  return found;
}

async function look(db: TenantRead, now: Date) {
  const at = now.toISOString();
  const states = await db.execute<StateCount>(sql`
    select i.legal_entity_id as "legalEntityId", count(*)::int as count,
           case when i.state = 'paid' then 'paid'
                when i.due_on < (${at}::timestamptz at time zone e.time_zone)::date then 'overdue' else 'open' end as state
      from invoices i join legal_entities e on e.tenant_id = i.tenant_id and e.id = i.legal_entity_id
     where i.state in ('issued', 'paid')
     group by 1, 3`);
  const [sessions] = await db.execute<{ today: number; ahead: number }>(sql`
    select count(*) filter (where ended_at > ${at}::timestamptz - interval '1 day')::int as today,
           count(*) filter (where ended_at > ${at}::timestamptz)::int as ahead
      from sessions`);
  return {
    states: [...states],
    entities: (await billingOverview(db, now)).legalEntities,
    sessionsToday: sessions?.today ?? 0,
    sessionsAhead: sessions?.ahead ?? 0,
  };
}
