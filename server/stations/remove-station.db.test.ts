import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { sessions } from "@/db/schema/sessions";
import { evses, stations } from "@/db/schema/stations";
import { readTenant, writeTenant } from "@/db/tenant";
import { freshTenant } from "@/db/testing/fresh-tenant";
import { removeStation } from "./remove-station";
import { updateStation } from "./update-station";

const past = (siteId: string, stationId: string, evseNumber: number) => ({
  siteId,
  stationId,
  evseNumber,
  connectorNumber: 1,
  state: "ended" as const,
  startedAt: new Date("2026-01-05T10:00:00Z"),
  endedAt: new Date("2026-01-05T11:00:00Z"),
  startReceivedAt: new Date("2026-01-05T10:00:00Z"),
});

test("a station that was never used goes, with its EVSEs", async () => {
  const { tenantId, station } = await freshTenant({ evses: 2 });
  await writeTenant(tenantId, (db) => removeStation(db, { stationId: station.id }));
  const left = await readTenant(tenantId, async (db) => [
    await db.select().from(stations),
    await db.select().from(evses),
  ]);
  expect(left).toEqual([[], []]);
});

test("a station that has charged stays", async () => {
  const { tenantId, siteId, station } = await freshTenant();
  await writeTenant(tenantId, (db) => db.insert(sessions).values(past(siteId, station.id, 1)));
  const attempt = writeTenant(tenantId, (db) => removeStation(db, { stationId: station.id }));
  await expect(attempt).rejects.toMatchObject({ status: "CONFLICT" });
});

test("a station that has connected stays", async () => {
  const { tenantId, station } = await freshTenant();
  await writeTenant(tenantId, (db) =>
    db.update(stations).set({ connectedAt: new Date() }).where(eq(stations.id, station.id)),
  );
  const attempt = writeTenant(tenantId, (db) => removeStation(db, { stationId: station.id }));
  await expect(attempt).rejects.toMatchObject({ status: "CONFLICT" });
});

test("an EVSE that has charged cannot be taken off its station; an unused one can", async () => {
  const { tenantId, siteId, station } = await freshTenant({ evses: 2 });
  const change = {
    stationId: station.id,
    siteId,
    name: "Renamed",
    evses: [{ kind: "AC" as const, maxPowerW: 11_000 }],
  };
  await writeTenant(tenantId, (db) => db.insert(sessions).values(past(siteId, station.id, 2)));
  await expect(writeTenant(tenantId, (db) => updateStation(db, change))).rejects.toMatchObject({ status: "CONFLICT" });
  const three = { ...change, evses: [...change.evses, ...change.evses, { kind: "DC" as const, maxPowerW: 50_000 }] };
  await writeTenant(tenantId, (db) => updateStation(db, three));
  await writeTenant(tenantId, (db) => updateStation(db, { ...three, evses: three.evses.slice(0, 2) }));
  const stored = await readTenant(tenantId, (db) => db.select().from(evses));
  expect(stored.map(({ evseNumber, maxPowerW }) => [evseNumber, maxPowerW])).toEqual([
    [1, 11_000],
    [2, 11_000],
  ]);
});
