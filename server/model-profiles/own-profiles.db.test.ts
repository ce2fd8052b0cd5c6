import { afterAll, beforeAll, expect, test } from "vitest";
import { eq } from "drizzle-orm";
import { readHandle } from "@/db/handle";
import { modelProfiles } from "@/db/schema/model-profiles";
import { stations } from "@/db/schema/stations";
import { readTenant, writeTenant } from "@/db/tenant";
import { freshTenant } from "@/db/testing/fresh-tenant";
import { authenticateStation, closePort, openPort } from "@/server/station-port";
import { settingsOfStation } from "./own-profiles";

beforeAll(() => openPort({ gatewayId: "own-profiles" }));
afterAll(() => closePort());

test("an operator's profile of a model reaches its stations, at the door and in a reaction", async () => {
  const tenant = await freshTenant();
  const { station, password } = tenant;
  const other = await freshTenant();
  const reported = { vendor: "Growatt", model: "THOR_11AS", firmwareVersion: "V5" };
  await writeTenant(tenant.tenantId, async (db) => {
    await db.update(stations).set(reported).where(eq(stations.id, station.id));
    await db.insert(modelProfiles).values({ vendor: "growatt", model: "THOR", ping: "never", silenceS: 900 });
  });
  await writeTenant(other.tenantId, (db) =>
    db.insert(modelProfiles).values({ vendor: "Growatt", model: "", clock: "untrusted" }),
  );
  const expected = { registerMeaning: "per_session", ping: "never", silenceS: 900 };
  expect(await readTenant(tenant.tenantId, (db) => settingsOfStation(readHandle(db), station.id))).toEqual(expected);
  expect(await authenticateStation(station.identity, password)).toMatchObject({
    station: { model: expected, isStrict: false },
  });
});

test("a station's strict mode is known at the door", async () => {
  const { tenantId, station, password } = await freshTenant();
  await writeTenant(tenantId, (db) =>
    db.update(stations).set({ schemaMode: "strict" }).where(eq(stations.id, station.id)),
  );
  expect(await authenticateStation(station.identity, password)).toMatchObject({
    station: { isStrict: true, model: {} },
  });
});
