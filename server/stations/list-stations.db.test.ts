import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { connectors, stations } from "@/db/schema/stations";
import { readTenant, writeTenant } from "@/db/tenant";
import { freshTenant } from "@/db/testing/fresh-tenant";
import { ListStations, listStations } from "./list-stations";

const list = (tenantId: string, input: Record<string, unknown>) =>
  readTenant(tenantId, (db) => listStations(db, ListStations.parse(input)));

test.each(["site", "-site", "name", "-identity", "seen", "-seen"])(
  "walking the pages by %s and back meets every station once, in one order",
  async (sort) => {
    const { tenantId, stations: made } = await freshTenant({ stations: 7 });
    const all = (await list(tenantId, { sort, limit: 100 })).stations.map((station) => station.stationId);
    expect(all.toSorted()).toEqual(made.map(({ id }) => id).toSorted());
    const first = await list(tenantId, { sort, limit: 3 });
    const second = await list(tenantId, { sort, limit: 3, after: first.after });
    const third = await list(tenantId, { sort, limit: 3, after: second.after });
    const paged = [first, second, third].flatMap((page) => page.stations.map((station) => station.stationId));
    expect(paged).toEqual(all);
    expect([first.before, third.after, third.total]).toEqual([null, null, 7]);
    const back = await list(tenantId, { sort, limit: 3, before: third.before });
    expect(back.stations).toEqual(second.stations);
    const start = await list(tenantId, { sort, limit: 3, before: back.before });
    expect(start.stations).toEqual(first.stations);
    expect(start.before).toBeNull();
  },
);

test("states are told apart by what is true now: a gateway that fell silent holds no station", async () => {
  const { tenantId, stations: made } = await freshTenant({ stations: 3 });
  const [faulted, held, silent] = made;
  if (!faulted || !held || !silent) throw new Error("three stations were asked for");
  await writeTenant(tenantId, async (db) => {
    await db.insert(connectors).values({
      stationId: faulted.id,
      evseNumber: 1,
      connectorNumber: 1,
      state: "faulted",
      errorCode: "GroundFailure",
    });
    await db
      .update(stations)
      .set({ gatewayId: `gone-${tenantId}`, connectedAt: new Date() })
      .where(eq(stations.id, silent.id));
  });
  const ids = async (states: readonly string[]) =>
    (await list(tenantId, { states })).stations.map((station) => station.stationId).toSorted();
  expect(await ids(["faulted"])).toEqual([faulted.id]);
  expect(await ids(["online"])).toEqual([]);
  expect(await ids(["offline"])).toEqual(made.map(({ id }) => id).toSorted());
  const page = await list(tenantId, { query: silent.identity.toUpperCase() });
  expect(page.stations.map(({ presence }) => presence)).toEqual(["offline"]);
});

test("a search for a wildcard finds the wildcard, not everything", async () => {
  const { tenantId } = await freshTenant({ stations: 2 });
  expect((await list(tenantId, { query: "%" })).total).toBe(0);
});

test("an edited cursor begins the list anew", async () => {
  const { tenantId } = await freshTenant();
  expect(await list(tenantId, { after: "bm90IGEgY3Vyc29y" })).toMatchObject({ total: 1, before: null });
});

test("another operator's stations are on no page", async () => {
  const [own, other] = [await freshTenant(), await freshTenant()];
  const page = await list(own.tenantId, { query: other.station.identity });
  expect(page).toMatchObject({ stations: [], total: 0 });
});
