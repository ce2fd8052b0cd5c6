import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { invoices } from "@/db/schema/invoices";
import { stripeOperations } from "@/db/schema/payments";
import { findings } from "@/db/schema/findings";
import { sessions } from "@/db/schema/sessions";
import { connectors, stations } from "@/db/schema/stations";
import { readTenant, writeTenant } from "@/db/tenant";
import { freshTenant, type FreshTenant } from "@/db/testing/fresh-tenant";
import type { Role } from "@/server/domain/access/role";
import { listInvoices, ListInvoices } from "@/server/billing/list-invoices";
import { addDays } from "@/server/domain/period";
import { getOverview } from "./get-overview";
import { searchEverything } from "./search";

const search = (tenant: FreshTenant, role: Role, query: string) =>
  readTenant(tenant.tenantId, (db) => searchEverything(db, role, { query }));

const invoice = (tenant: FreshTenant) => ({
  documentType: "INVOICE" as const,
  state: "issued" as const,
  legalEntityId: tenant.legalEntityId,
  billingAccountId: tenant.driver.billingAccountId,
  number: `INV-${tenant.slug}`,
  fiscalYear: 2026,
  issuedOn: "2026-01-02",
  dueOn: "2026-01-16",
  currency: "EUR",
  anchor: "GROSS" as const,
  netMinor: 100n,
  taxMinor: 23n,
  grossMinor: 123n,
  model: {},
});

const activeSession = (tenant: FreshTenant) => ({
  siteId: tenant.siteId,
  stationId: tenant.station.id,
  evseNumber: 1,
  connectorNumber: 1,
  startedAt: new Date(),
  startReceivedAt: new Date(),
  tokenUid: tenant.driver.uid,
  tokenId: tenant.driver.tokenId,
  powerW: 7400,
});

test("the palette finds a station, its session, a driver by their card, an invoice by its number and a tariff", async () => {
  const tenant = await freshTenant();
  const [session] = await writeTenant(tenant.tenantId, async (db) => {
    await db.insert(invoices).values(invoice(tenant));
    return db.insert(sessions).values(activeSession(tenant)).returning({ id: sessions.id, number: sessions.number });
  });
  const groups = async (query: string) =>
    (await search(tenant, "owner", query)).map(({ group, path }) => [group, path]);
  expect(await groups(tenant.station.identity)).toEqual([["station", `/stations/${tenant.station.id}`]]);
  expect(await groups(`#${session?.number}`)).toEqual([["session", `/sessions/${session?.id}`]]);
  expect((await groups(tenant.driver.uid.toLowerCase())).map(([group]) => group)).toEqual(["session", "driver"]);
  expect((await groups(`inv-${tenant.slug}`)).map(([group]) => group)).toEqual(["invoice"]);
  expect((await groups("plain")).map(([group]) => group)).toEqual(["tariff"]);
  expect(await groups("x")).toEqual([]);
});

test("the palette does not look where a role may not read", async () => {
  const tenant = await freshTenant();
  await writeTenant(tenant.tenantId, (db) => db.insert(invoices).values(invoice(tenant)));
  expect(await search(tenant, "viewer", tenant.driver.uid)).toEqual([]);
  expect(await search(tenant, "technician", `INV-${tenant.slug}`)).toEqual([]);
  expect(await search(tenant, "finance", `INV-${tenant.slug}`)).toHaveLength(1);
});

test("the palette finds nothing of another operator", async () => {
  const [own, other] = [await freshTenant(), await freshTenant()];
  expect(await search(own, "owner", other.slug)).toEqual([]);
});

test("the overview counts what runs, and no power of a station that is away", async () => {
  const tenant = await freshTenant();
  await writeTenant(tenant.tenantId, (db) => db.insert(sessions).values(activeSession(tenant)));
  const { live, days } = await readTenant(tenant.tenantId, (db) => getOverview(db, "viewer"));
  expect(live).toMatchObject({ activeSessions: 1, powerW: 0, stations: 1, stationsOnline: 0 });
  expect(live.sessions).toMatchObject([{ holder: "Ana Teste", isOnline: false, energyMilliWh: null }]);
  expect(days).toHaveLength(30);
  expect(new Set(days.map(({ energyMilliWh, grossMinor }) => `${energyMilliWh}/${grossMinor}`))).toEqual(
    new Set(["0/0"]),
  );
});

test("each attention item names its subject, and invoices only to those who may read them", async () => {
  const tenant = await freshTenant();
  const [session] = await writeTenant(tenant.tenantId, async (db) => {
    await db.insert(invoices).values(invoice(tenant));
    await db
      .insert(connectors)
      .values({ stationId: tenant.station.id, evseNumber: 1, connectorNumber: 1, state: "faulted" });
    await db.update(stations).set({ connectedAt: new Date() }).where(eq(stations.id, tenant.station.id));
    return db
      .insert(sessions)
      .values({ ...activeSession(tenant), state: "ended", endedAt: new Date(), billingState: "needs_price" })
      .returning({ id: sessions.id });
  });
  const attentionOf = (role: Role) =>
    readTenant(tenant.tenantId, async (db) => (await getOverview(db, role)).attention);
  expect((await attentionOf("owner")).map(({ kind, count }) => [kind, count])).toEqual([
    ["faulted", 1],
    ["offline", 1],
    ["needs-price", 1],
    ["overdue", 1],
  ]);
  expect((await attentionOf("owner")).find(({ kind }) => kind === "needs-price")?.subject).toEqual({
    type: "session",
    id: session?.id,
  });
  expect((await attentionOf("technician")).map(({ kind }) => kind)).toEqual(["faulted", "offline", "needs-price"]);
});

test("a payment that differs leads to its invoice, for those who may read invoices", async () => {
  const tenant = await freshTenant();
  const [made] = await writeTenant(tenant.tenantId, async (db) => {
    const rows = await db.insert(invoices).values(invoice(tenant)).returning({ id: invoices.id });
    const data = { invoiceId: rows[0]?.id, reference: "pi_1", message: "…" };
    const finding = { code: "PAYMENT_DIFFERS", severity: "warning" as const, data };
    await db.insert(findings).values([finding, { ...finding, data: { ...data, reference: "pi_2" } }]);
    return rows;
  });
  const attentionOf = (role: Role) =>
    readTenant(tenant.tenantId, async (db) => (await getOverview(db, role)).attention);
  expect((await attentionOf("finance")).find(({ kind }) => kind === "payment")).toMatchObject({
    count: 2,
    subjectCount: 1,
    examples: [`INV-${tenant.slug}`],
    subject: { type: "invoice", id: made?.id },
  });
  for (const role of ["finance", "technician"] as const)
    expect((await attentionOf(role)).filter(({ subject }) => subject.id === null)).toEqual([]);
  expect((await attentionOf("technician")).map(({ kind }) => kind)).not.toContain("payment");
});

test("a call that Stripe has rejected for an hour needs attention", async () => {
  const tenant = await freshTenant();
  const payments = () =>
    readTenant(tenant.tenantId, async (db) =>
      (await getOverview(db, "finance")).attention.filter(({ kind }) => kind === "payment"),
    );
  const call = {
    kind: "invoice.finalize",
    subjectType: "invoice",
    subjectId: tenant.tenantId,
    params: {},
    state: "failed_retryable" as const,
  };
  const sentAgo = (intentKey: string, minutes: number) =>
    writeTenant(tenant.tenantId, (db) =>
      db.insert(stripeOperations).values({ ...call, intentKey, firstSentAt: new Date(Date.now() - minutes * 60_000) }),
    );
  await sentAgo("a", 5);
  expect(await payments()).toEqual([]);
  await sentAgo("b", 90);
  expect(await payments()).toMatchObject([{ count: 1 }]);
});

test.each(["Pacific/Kiritimati", "Pacific/Pago_Pago"])(
  "an invoice is overdue here on the day it is overdue in the list: by the calendar of who issued it (%s)",
  async (timeZone) => {
    const tenant = await freshTenant({ timeZone });
    const today = new Date().toISOString().slice(0, 10);
    await writeTenant(tenant.tenantId, (db) =>
      db.insert(invoices).values(
        [-2, -1, 0, 1].map((days) => ({
          ...invoice(tenant),
          number: `INV-${tenant.slug}-${days}`,
          dueOn: addDays(today, days),
        })),
      ),
    );
    // one transaction, so one instant: at midnight two would live on different days
    const { attention, listed } = await readTenant(tenant.tenantId, async (db) => ({
      attention: (await getOverview(db, "finance")).attention,
      listed: await listInvoices(db, ListInvoices.parse({ state: "overdue" })),
    }));
    expect(attention.find(({ kind }) => kind === "overdue")?.count).toBe(listed.rows.length);
  },
);
