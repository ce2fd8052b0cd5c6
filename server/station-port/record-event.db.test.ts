import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { gatewayTransaction } from "@/db/gateway";
import { freshTenant } from "@/db/testing/fresh-tenant";
import { closePort, openPort, portCounters, portHealth, recordEvent } from "@/server/station-port";
import {
  asStation,
  countOf,
  ended16,
  exchangeAt,
  findingsOf,
  metered16,
  numberOf,
  reading,
  recordsOf,
  sessionsOf,
  started16,
  sendEvent,
} from "@/server/station-port/testing/port-driver";
import type { StationEvent } from "@/server/domain/station/event";

beforeAll(() => openPort({ gatewayId: "record-event" }));
afterAll(() => closePort());

const T0 = Date.parse("2026-03-02T10:00:00Z");
const MINUTE = 60_000;

test("the same start sent again gets the same number, a start ten minutes later another", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  const start = started16(tenant.driver.uid, T0, 0);
  const first = await sendEvent(station, start);
  expect(await sendEvent(station, start)).toEqual(first);
  expect(await sendEvent(station, start, Date.now() + MINUTE)).toEqual(first);
  const next = await sendEvent(station, started16(tenant.driver.uid, T0 + 10 * MINUTE, 0));
  expect(numberOf(next)).not.toBe(numberOf(first));
  expect(await countOf(tenant, "station_events")).toBe(2);
  // every copy is in the message log
  expect(await countOf(tenant, "ocpp_messages")).toBe(4);
});

test("the same start told twice at the same moment opens one session", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  const start = started16(tenant.driver.uid, T0, 0);
  const answers = await Promise.all([sendEvent(station, start), sendEvent(station, start), sendEvent(station, start)]);
  expect(new Set(answers.map(numberOf)).size).toBe(1);
  expect(await sessionsOf(tenant)).toHaveLength(1);
});

test("a stop told again gets the same total and makes no second charge record", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  const number = numberOf(await sendEvent(station, started16(tenant.driver.uid, T0, 0)));
  const stop = ended16(number, T0 + 10 * MINUTE, 2_000);
  const first = await sendEvent(station, stop);
  expect(await sendEvent(station, stop)).toEqual(first);
  expect(await recordsOf(tenant)).toHaveLength(1);
});

test("one station's messages take effect in their order, even when they share a batch", async () => {
  const tenant = await freshTenant();
  const station = asStation(tenant);
  const number = numberOf(await sendEvent(station, started16(tenant.driver.uid, T0, 0)));
  const received: StationEvent[] = [
    metered16(number, [reading(T0 + MINUTE, 100)]),
    metered16(number, [reading(T0 + 2 * MINUTE, 200)]),
    ended16(number, T0 + 3 * MINUTE, 300),
    started16(tenant.driver.uid, T0 + 4 * MINUTE, 300),
  ];
  await Promise.all(received.map((event) => sendEvent(station, event)));
  expect(await sessionsOf(tenant)).toMatchObject([
    { state: "ended", billingState: "rated", lastRegisterMilliWh: "300000" },
    { state: "active", lastRegisterMilliWh: "300000" },
  ]);
});

test("a bad message fails alone: its neighbours in the batch are committed and answered", async () => {
  const tenant = await freshTenant({ stations: 20 });
  const stations = tenant.stations.map((station) => asStation(tenant, station));
  // Postgres has no such EVSE number: smallint
  const bad = { ...metered16(1, [reading(T0, 1)]), session: null, evse: 99_999 };
  const results = await Promise.allSettled(
    stations.map((station, index) =>
      sendEvent(station, index === 7 ? bad : { ...metered16(1, [reading(T0, 1)]), session: null }),
    ),
  );
  expect(results.map(({ status }) => status)).toEqual(
    stations.map((_, index) => (index === 7 ? "rejected" : "fulfilled")),
  );
  expect(await countOf(tenant, "meter_readings")).toBe(19);
  expect(await countOf(tenant, "ocpp_messages")).toBe(19);
});

test("a dialect that cannot say the answer fails alone too, and its event is not kept", async () => {
  const tenant = await freshTenant({ stations: 2 });
  const [one, other] = tenant.stations.map((station) => asStation(tenant, station));
  if (!one || !other) throw new Error("two stations");
  const failingExchange = {
    ...exchangeAt(Date.now()),
    answer: () => {
      throw new Error("no word for it");
    },
  };
  const results = await Promise.allSettled([
    recordEvent(one, started16(tenant.driver.uid, T0, 0), failingExchange),
    sendEvent(other, started16(tenant.driver.uid, T0, 0)),
  ]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
  expect(await sessionsOf(tenant)).toHaveLength(1);
});

test("two hundred stations at once: every session its own number and one record each", async () => {
  const tenant = await freshTenant({ stations: 200 });
  const stations = tenant.stations.map((station) => asStation(tenant, station));
  const numbers = await Promise.all(
    stations.map(async (station) => {
      await sendEvent(station, {
        type: "booted",
        key: "boot",
        atMs: Date.now(),
        vendor: "Test",
        model: "One",
        serialNumber: null,
        firmwareVersion: null,
        meterSerialNumber: null,
        reason: null,
      });
      const number = numberOf(await sendEvent(station, started16(tenant.driver.uid, T0, 0)));
      for (let minute = 1; minute <= 3; minute++)
        await sendEvent(station, metered16(number, [reading(T0 + minute * MINUTE, minute * 100)]));
      await sendEvent(station, ended16(number, T0 + 4 * MINUTE, 400));
      return number;
    }),
  );
  expect(new Set(numbers).size).toBe(200);
  expect(await countOf(tenant, "meter_readings")).toBe(600);
  const records = await recordsOf(tenant);
  expect(records).toHaveLength(200);
  expect(new Set(records.map(({ gross }) => gross))).toEqual(new Set(["20"]));
});

test("one of many sessions that end together cannot be priced: it waits for a person, the others are billed", async () => {
  const tenant = await freshTenant({ stations: 20 });
  const broken = await freshTenant({ tariff: { currency: "EUR" } });
  const ownStations = tenant.stations.map((station) => asStation(tenant, station));
  const stations = [...ownStations.slice(0, 7), asStation(broken), ...ownStations.slice(7)];
  const numbers = await Promise.all(
    stations.map(async (station) =>
      numberOf(
        await sendEvent(
          station,
          started16(station.tenantId === tenant.tenantId ? tenant.driver.uid : broken.driver.uid, T0, 0),
        ),
      ),
    ),
  );
  const answers = await Promise.all(
    stations.map((station, index) => sendEvent(station, ended16(numbers[index] ?? 0, T0 + 2 * MINUTE, 1000))),
  );
  expect(answers.map((answer) => answer.type === "session-ended" && answer.totalCost)).toEqual(
    stations.map((station) => (station.tenantId === tenant.tenantId ? "0.50" : null)),
  );
  expect(await recordsOf(tenant)).toHaveLength(20);
  expect(await findingsOf(broken)).toEqual(["PRICING_FAILED"]);
});

test("connections killed in the middle: nothing acknowledged is lost, nothing is doubled", async () => {
  const tenant = await freshTenant({ stations: 30 });
  const stations = tenant.stations.map((station) => asStation(tenant, station));
  const admin = postgres(process.env.TEST_DATABASE_URL ?? "", { max: 1 });
  let isOver = false;
  const terminations = (async () => {
    for (let round = 0; round < 12 && !isOver; round++) {
      await admin`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'corrente-gateway'
      and state <> 'idle' and query !~* 'listen'`;
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  })();
  // a station repeats what was not answered, as OCPP demands
  const sendUntilAnswered = async (station: ReturnType<typeof asStation>, event: StationEvent) => {
    for (;;) {
      try {
        return await sendEvent(station, event);
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    }
  };
  await Promise.all(
    stations.map(async (station) => {
      const number = numberOf(await sendUntilAnswered(station, started16(tenant.driver.uid, T0, 0)));
      for (let minute = 1; minute <= 10; minute++)
        await sendUntilAnswered(station, metered16(number, [reading(T0 + minute * MINUTE, minute * 100)]));
      await sendUntilAnswered(station, ended16(number, T0 + 11 * MINUTE, 1_100));
    }),
  );
  isOver = true;
  await terminations;
  await admin.end();
  expect(await sessionsOf(tenant)).toHaveLength(30);
  expect(await countOf(tenant, "meter_readings")).toBe(300);
  expect(await countOf(tenant, "station_events")).toBe(60);
  const records = await recordsOf(tenant);
  expect(records.map(({ gross }) => gross)).toEqual(stations.map(() => "55"));
});

test("a heartbeat is answered from memory", async () => {
  const tenant = await freshTenant();
  const before = portCounters().batches;
  expect(await sendEvent(asStation(tenant), { type: "seen", key: "h", atMs: Date.now() })).toEqual({ type: "done" });
  expect(portCounters().batches).toBe(before);
});

test("health tells of a database that answers", async () => {
  expect(await portHealth()).toMatchObject({ database: "up", queued: 0 });
});

test("the gateway's role reaches no tenant but those of its batch, and only what it needs", async () => {
  const [mine, theirs] = await Promise.all([freshTenant(), freshTenant()]);
  const seen = await gatewayTransaction([mine.tenantId], (sql) => sql<{ id: string }[]>`select id from stations`);
  expect(seen.map(({ id }) => id)).toEqual([mine.station.id]);
  const forbidden = (statement: (sql: Parameters<Parameters<typeof gatewayTransaction>[1]>[0]) => Promise<unknown>) =>
    expect(gatewayTransaction([mine.tenantId], async (sql) => statement(sql))).rejects.toMatchObject({ code: "42501" });
  await forbidden(
    (sql) => sql`insert into findings (tenant_id, code, severity, data) values (${theirs.tenantId}, 'X', 'info', '{}')`,
  );
  await forbidden((sql) => sql`select * from invoices`);
  await forbidden((sql) => sql`update stations set registration = 'accepted'`);
  await forbidden((sql) => sql`delete from sessions`);
  await forbidden((sql) => sql`update charge_records set gross_minor = 0`);
  await forbidden((sql) => sql`select * from users`);
});
