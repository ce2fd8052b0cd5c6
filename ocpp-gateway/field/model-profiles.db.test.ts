import { expect, test } from "vitest";
import { eq } from "drizzle-orm";
import { queryOf } from "@/db/handle";
import { modelProfiles } from "@/db/schema/model-profiles";
import { stations } from "@/db/schema/stations";
import { readTenant, writeTenant } from "@/db/tenant";
import {
  connectFieldStation,
  type FieldStation,
  minutesAgo,
  onlySession,
  openFieldGateway,
  TOKEN,
  waitMinutes,
} from "./testing/field-station";

const gateway = openFieldGateway("field-model-profiles");

type Settings = Partial<typeof modelProfiles.$inferInsert>;

/** A station of a model of which its operator, or the product, knows something. */
async function stationOf(reported: { vendor: string; model: string; firmwareVersion?: string }, own?: Settings) {
  const first = await connectFieldStation(gateway.port(), "1.6");
  const { tenantId, station } = first.tenant;
  await writeTenant(tenantId, async (db) => {
    await db.update(stations).set(reported).where(eq(stations.id, station.id));
    if (own) await db.insert(modelProfiles).values({ vendor: reported.vendor, model: reported.model, ...own });
  });
  await first.close();
  return first.reconnect();
}

async function start(station: FieldStation, meterStart: number, timestamp: string): Promise<number> {
  const call = { connectorId: 1, idTag: TOKEN, meterStart, timestamp };
  return ((await station.send("StartTransaction", call)) as { transactionId: number }).transactionId;
}

const meter = (station: FieldStation, transactionId: number, timestamp: string, sample: object) =>
  station.send("MeterValues", { connectorId: 1, transactionId, meterValue: [{ timestamp, sampledValue: [sample] }] });

const kindsOf = ({ tenant }: FieldStation) =>
  readTenant(tenant.tenantId, async (db) =>
    (await queryOf(db)<{ kind: string }>`select distinct kind from station_deviations order by kind`).map(
      ({ kind }) => kind,
    ),
  );

test("a model that sends kWh under the name of Wh is billed in kWh, unless a message names them", async () => {
  const station = await stationOf({ vendor: "OpenEVSE", model: "Advanced Series", firmwareVersion: "4.2.2" });
  const transactionId = await start(station, 350, minutesAgo(90));
  await meter(station, transactionId, minutesAgo(60), { value: "356", unit: "Wh" });
  await meter(station, transactionId, minutesAgo(45), { value: "359", unit: "kWh" });
  await station.send("StopTransaction", { transactionId, meterStop: 362, timestamp: minutesAgo(30) });
  expect(await onlySession(station)).toMatchObject({ energyMilliWh: "12000000", grossMinor: "700" });
  expect(await kindsOf(station)).toContain("register_unit");
});

test("a station that reports its model at its first start is read so from then on", async () => {
  const station = await connectFieldStation(gateway.port(), "1.6");
  const boot = { chargePointVendor: "OpenEVSE", chargePointModel: "Advanced Series", firmwareVersion: "4.2.2" };
  await station.send("BootNotification", boot);
  const transactionId = await start(station, 350, minutesAgo(90));
  await station.send("StopTransaction", { transactionId, meterStop: 362, timestamp: minutesAgo(30) });
  expect(await onlySession(station)).toMatchObject({ energyMilliWh: "12000000", grossMinor: "700" });
});

test("a model that counts each session from 0 is billed so, whatever register its start names", async () => {
  const station = await stationOf({ vendor: "Growatt", model: "THOR_11AS" });
  const transactionId = await start(station, 4_000, minutesAgo(90));
  await meter(station, transactionId, minutesAgo(75), { value: "3000" });
  await meter(station, transactionId, minutesAgo(60), { value: "6000" });
  await station.send("StopTransaction", { transactionId, meterStop: 12_000, timestamp: minutesAgo(30) });
  expect(await onlySession(station)).toMatchObject({ energyMilliWh: "12000000", grossMinor: "700" });
});

test("a start of 0 on a model that counts for life is no register", async () => {
  const station = await stationOf({ vendor: "V", model: "M" }, { registerMeaning: "lifetime" });
  const transactionId = await start(station, 0, minutesAgo(90));
  await meter(station, transactionId, minutesAgo(60), { value: "5000" });
  await station.send("StopTransaction", { transactionId, meterStop: 9_000, timestamp: minutesAgo(30) });
  expect(await onlySession(station)).toMatchObject({ state: "ended", billingState: "hold" });
});

test("a model whose clock is not right has its sessions at the time of receipt", async () => {
  const station = await stationOf({ vendor: "Chago", model: "Wallbox" });
  const transactionId = await start(station, 100_000, minutesAgo(300));
  const { startedAt } = await onlySession(station);
  expect(Math.abs(Date.now() - Date.parse(startedAt))).toBeLessThan(60_000);
  await station.send("StopTransaction", { transactionId, meterStop: 100_000, timestamp: minutesAgo(299) });
  expect(await kindsOf(station)).toEqual(["wrong_clock"]);
});

test("a running session may be silent for as long as its model is known to be", async () => {
  const silent = await stationOf({ vendor: "United Chargers", model: "GRS-6" });
  await start(silent, 100_000, minutesAgo(1));
  await waitMinutes(silent, 3 * 24 * 60);
  expect(await onlySession(silent)).toMatchObject({ state: "active" });
  await waitMinutes(silent, 8 * 24 * 60);
  expect(await onlySession(silent)).toMatchObject({ state: "ended" });
  const brief = await stationOf({ vendor: "V", model: "M" }, { silenceS: 3_600 });
  await start(brief, 100_000, minutesAgo(1));
  await waitMinutes(brief, 90);
  expect(await onlySession(brief)).toMatchObject({ state: "ended" });
});
