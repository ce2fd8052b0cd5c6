import { expect, test } from "vitest";
import { eq } from "drizzle-orm";
import { gatewayTransaction } from "@/db/gateway";
import { queryIn } from "@/db/handle";
import { stations } from "@/db/schema/stations";
import { readTenant, writeTenant } from "@/db/tenant";
import { freshTenant, type FreshTenant } from "@/db/testing/fresh-tenant";
import { writeDeviations } from "@/server/station-events/deviation-store";
import { getStation } from "./get-station";
import { ListDeviations, listDeviations } from "./list-deviations";
import { ListStations, listStations } from "./list-stations";
import { removeModelProfile, SaveModelProfile, saveModelProfile } from "./model-profile";
import { modelOfStation } from "./model-of-station";
import { updateStation } from "./update-station";

const note = ({ tenantId }: FreshTenant, stationId: string, place: string, atMs: number) =>
  gatewayTransaction([tenantId], (sql) =>
    writeDeviations(queryIn(sql), [
      {
        station: { tenantId, stationId },
        deviation: { kind: "null_value", place, value: "null" },
        atMs,
        ocppVersion: "1.6",
        action: "Heartbeat",
        example: "{}",
      },
    ]),
  );

const list = ({ tenantId }: FreshTenant, input: object) =>
  readTenant(tenantId, (db) => listDeviations(db, ListDeviations.parse(input)));

test("departures are listed by station, by model and by page, the latest first", async () => {
  const tenant = await freshTenant({ stations: 2 });
  const [one, other] = tenant.stations.map(({ id }) => id);
  if (!one || !other) throw new Error("two stations were made");
  await writeTenant(tenant.tenantId, (db) =>
    db.update(stations).set({ vendor: "V", model: "M" }).where(eq(stations.id, other)),
  );
  const nowMs = Date.now();
  for (const [index, place] of ["a", "b", "c"].entries()) await note(tenant, one, place, nowMs + index * 1_000);
  await note(tenant, other, "d", nowMs);
  const first = await list(tenant, { stationId: one, limit: 2 });
  expect(first.deviations.map(({ place, count }) => [place, count])).toEqual([
    ["c", "1"],
    ["b", "1"],
  ]);
  const rest = await list(tenant, { stationId: one, limit: 2, after: first.after });
  expect(rest).toMatchObject({ deviations: [{ place: "a" }], after: null });
  const ofModel = await list(tenant, { vendor: "V", model: "M" });
  expect(ofModel.deviations).toMatchObject([{ place: "d", model: "M", identity: tenant.stations[1]?.identity }]);
});

test("the list of stations finds those that departed lately", async () => {
  const tenant = await freshTenant({ stations: 3 });
  const [now, before] = tenant.stations.map(({ id }) => id);
  if (!now || !before) throw new Error("three stations were made");
  await note(tenant, now, "a", Date.now());
  await note(tenant, before, "a", Date.now() - 40 * 86_400_000);
  const page = await readTenant(tenant.tenantId, (db) =>
    listStations(db, ListStations.parse({ states: ["deviating"] })),
  );
  expect(page.stations.map(({ stationId }) => stationId)).toEqual([now]);
});

test("strict mode and the mark of a test station are set, and left alone when neither is given", async () => {
  const { tenantId, station, siteId } = await freshTenant();
  const facts = { stationId: station.id, siteId, name: "One", evses: [{ kind: "AC" as const, maxPowerW: 22_000 }] };
  await writeTenant(tenantId, (db) => updateStation(db, { ...facts, schemaMode: "strict", isTest: true }));
  await writeTenant(tenantId, (db) => updateStation(db, facts));
  const set = await readTenant(tenantId, (db) => getStation(db, { stationId: station.id }));
  expect(set).toMatchObject({ schemaMode: "strict", isTest: true });
});

test("an operator's own profile is saved once a model, shown with the shipped one, and removed", async () => {
  const { tenantId, station, driver } = await freshTenant();
  await writeTenant(tenantId, (db) =>
    db
      .update(stations)
      .set({ vendor: "Growatt", model: "THOR_11AS-P", firmwareVersion: "5.2" })
      .where(eq(stations.id, station.id)),
  );
  const unset = { registerMeaning: null, clock: null, silenceS: 7_200, ping: null };
  const save = (vendor: string, ping: "never" | null) =>
    writeTenant(tenantId, (db) =>
      saveModelProfile(db, driver.id, SaveModelProfile.parse({ ...unset, vendor, model: "THOR", ping })),
    );
  await save("Growatt", null);
  await save("GROWATT", "never");
  const known = await readTenant(tenantId, (db) => modelOfStation(db, station.id));
  expect(known).toMatchObject({
    settings: { registerMeaning: "per_session", silenceS: 7_200, ping: "never" },
    shipped: [{ vendor: "Growatt", source: "https://github.com/lbbrhzn/ocpp/issues/1709" }],
    own: [{ ping: "never", silenceS: 7_200 }],
  });
  await writeTenant(tenantId, (db) => removeModelProfile(db, { profileId: known.own[0]?.profileId ?? "" }));
  const after = await readTenant(tenantId, (db) => modelOfStation(db, station.id));
  expect(after).toMatchObject({ settings: { registerMeaning: "per_session" }, own: [] });
});
