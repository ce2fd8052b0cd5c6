import { expect, test } from "vitest";
import type { z } from "zod";
import { readHandle, tenantHandle } from "@/db/handle";
import { readTenant, writeTenant } from "@/db/tenant";
import { freshTenant } from "@/db/testing/fresh-tenant";
import { loadSessionsEvidence, loadSessionEvidence } from "@/server/rating/load-session-evidence";
import { finalizeSession } from "@/server/rating/finalize-session";
import { holderSessions } from "@/server/tokens/holder-sessions";
import { ListSessions, listSessions } from "@/server/sessions/list-sessions";
import { insertSession } from "@/server/sessions/testing/insert-session";

type Input = Partial<z.input<typeof ListSessions>>;

const NOW = Date.parse("2026-06-20T12:00:00Z");
const hoursAgo = (hours: number) => new Date(NOW - hours * 3_600_000);

const list = (tenantId: string, input: Input = {}) =>
  readTenant(tenantId, (db) => listSessions(db, ListSessions.parse(input), NOW));

test("the list of sessions puts running sessions first, then the newest", async () => {
  const tenant = await freshTenant();
  const old = await insertSession(tenant, { startedAt: hoursAgo(50) });
  const recent = await insertSession(tenant, { startedAt: hoursAgo(10) });
  const running = await insertSession(tenant, { startedAt: hoursAgo(60), isActive: true });
  const { rows } = await list(tenant.tenantId);
  expect(rows.map(({ id }) => id)).toEqual([running, recent, old]);
});

test("sessions whose meter counted backwards show no energy, in the list and at the driver", async () => {
  const tenant = await freshTenant();
  await insertSession(tenant, { startedAt: hoursAgo(5), energyMilliWh: -1_000n, billingState: "hold" });
  const { rows } = await list(tenant.tenantId);
  expect(rows.map(({ energyMilliWh }) => energyMilliWh)).toEqual([null]);
  const ofDriver = await readTenant(tenant.tenantId, (db) =>
    holderSessions(db, { kind: "driver", driverId: tenant.driver.id }, { limit: 10 }),
  );
  expect(ofDriver.rows.map(({ energyMilliWh }) => energyMilliWh)).toEqual([null]);
});

test.each(["live", "start", "-start"] as const)(
  "the list of sessions pages there and back by %s, losing and repeating nothing",
  async (sort) => {
    const tenant = await freshTenant({ stations: 2 });
    const stationId = tenant.stations[1]?.id ?? "";
    const same = hoursAgo(30); // two at one instant: the id decides
    for (const startedAt of [hoursAgo(5), same, hoursAgo(40), hoursAgo(45)]) await insertSession(tenant, { startedAt });
    await insertSession(tenant, { startedAt: same, stationId });
    await insertSession(tenant, { startedAt: hoursAgo(20), isActive: true });
    await insertSession(tenant, { startedAt: hoursAgo(33), isActive: true });
    const allIds = (await list(tenant.tenantId, { sort })).rows.map(({ id }) => id);
    const pageIds: string[][] = [];
    let page = await list(tenant.tenantId, { sort, limit: 3 });
    pageIds.push(page.rows.map(({ id }) => id));
    while (page.after) {
      page = await list(tenant.tenantId, { sort, limit: 3, after: page.after });
      pageIds.push(page.rows.map(({ id }) => id));
    }
    expect(pageIds.flat()).toEqual(allIds);
    expect(pageIds.map((rows) => rows.length)).toEqual([3, 3, 1]);
    const middle = await list(tenant.tenantId, { sort, limit: 3, before: page.before ?? "" });
    expect(middle.rows.map(({ id }) => id)).toEqual(pageIds[1]);
    const first = await list(tenant.tenantId, { sort, limit: 3, before: middle.before ?? "" });
    expect(first.rows.map(({ id }) => id)).toEqual(pageIds[0]);
    expect(first.before).toBeNull();
  },
);

test("the list of sessions is filtered by state, billing, station, local days and text", async () => {
  const tenant = await freshTenant({ stations: 2, timeZone: "Europe/Lisbon" });
  const second = tenant.stations[1]?.id ?? "";
  // 23:30 UTC is half past midnight of the next day in Lisbon's summer
  const lateNight = await insertSession(tenant, { startedAt: new Date("2026-06-10T23:30:00Z") });
  const priceless = await insertSession(tenant, {
    startedAt: hoursAgo(9),
    billingState: "needs_price",
    hasTariff: false,
    who: "emsp",
  });
  const running = await insertSession(tenant, { startedAt: hoursAgo(1), isActive: true, stationId: second });
  const found = async (input: Input) => (await list(tenant.tenantId, input)).rows.map(({ id }) => id);
  expect(await found({ state: "active" })).toEqual([running]);
  expect(await found({ billing: ["needs_price", "hold"] })).toEqual([priceless]);
  expect(await found({ stationId: second })).toEqual([running]);
  expect(await found({ from: "2026-06-11", to: "2026-06-11" })).toEqual([lateNight]);
  expect(await found({ from: "2026-06-10", to: "2026-06-10" })).toEqual([]);
  expect(await found({ text: "roam test" })).toEqual([priceless]);
  expect(await found({ text: tenant.driver.uid.toLowerCase() })).toEqual([running, lateNight]);
  expect(await found({ text: "100%" })).toEqual([]);
});

test("the list of sessions starts from the beginning on an edited cursor", async () => {
  const tenant = await freshTenant();
  await insertSession(tenant, { startedAt: hoursAgo(3) });
  const edited = Buffer.from(JSON.stringify(["0", "yesterday", "x"])).toString("base64url");
  expect((await list(tenant.tenantId, { after: edited })).rows).toHaveLength(1);
});

test("the list of sessions shows the running cost, and the billed amount once there is one", async () => {
  const tenant = await freshTenant();
  const id = await insertSession(tenant, { startedAt: hoursAgo(3) });
  const before = (await list(tenant.tenantId)).rows[0]?.cost;
  expect(before).toMatchObject({ kind: "running", amount: { minor: 500n, currency: "EUR" } }); // 10 kWh × 0.50
  await writeTenant(tenant.tenantId, (db) => finalizeSession(tenantHandle(db), id, { nowMs: NOW }));
  const after = (await list(tenant.tenantId)).rows[0]?.cost;
  expect(after).toEqual({ ...before, kind: "final" });
});

test("the list of sessions shows a session without a price as such, never as free", async () => {
  const tenant = await freshTenant({ tariff: null });
  await insertSession(tenant, { startedAt: hoursAgo(3) });
  expect((await list(tenant.tenantId)).rows[0]?.cost).toBeNull();
});

test("session evidence loaded in bulk equals the evidence loaded for the bill", async () => {
  const tenant = await freshTenant();
  const ids = [
    await insertSession(tenant, { startedAt: hoursAgo(8), idleMinutes: 20 }),
    await insertSession(tenant, { startedAt: hoursAgo(2), isActive: true }),
  ];
  await readTenant(tenant.tenantId, async (db) => {
    const evidences = await loadSessionsEvidence(readHandle(db), ids);
    expect(evidences).toHaveLength(2);
    for (const evidence of evidences) {
      expect(evidence).toEqual(await loadSessionEvidence(readHandle(db), evidence.facts.id));
    }
  });
});
