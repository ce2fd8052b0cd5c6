import { afterAll, expect, test } from "vitest";
import { gatewayTransaction, withGateway } from "@/db/gateway";
import { queryOf } from "@/db/handle";
import { readTenant, writeTenant } from "@/db/tenant";
import { freshTenant } from "@/db/testing/fresh-tenant";
import {
  asStation,
  countOf,
  metered16,
  numberOf,
  reading,
  started16,
  sendEvent,
} from "@/server/station-port/testing/port-driver";
import { renewLeaseOrLog } from "@/server/station-port/gateway-lease";
import { flushSeen, stampSeen } from "@/server/station-port/seen-stamps";
import { runningCost } from "@/server/rating/running-cost";
import { announce } from "@/server/live/announce";
import { stopWatching, watchTenant } from "@/server/live/watch";
import {
  authenticateStation,
  closePort,
  keepRejectedFrame,
  openPort,
  stationConnected,
  stationDisconnected,
} from "@/server/station-port";

afterAll(() => stopWatching());

/** What its site and its settings make of every station here. */
const SITE = { timeZone: "Europe/Lisbon", isStrict: false, model: expect.anything() };

const HOUR = 3_600_000;

async function gatewayOf(tenantId: string): Promise<string | null | undefined> {
  const [row] = await readTenant(
    tenantId,
    (db) => queryOf(db)<{ gateway: string | null }>`select gateway_id as gateway from stations`,
  );
  return row?.gateway;
}

test("a station shows its password; a wrong one, none and an unknown identity are all the same no", async () => {
  const [tenant, other] = await Promise.all([freshTenant(), freshTenant()]);
  const { identity, id } = tenant.station;
  expect(await authenticateStation(identity, tenant.password)).toEqual({
    station: { tenantId: tenant.tenantId, stationId: id, identity, ...SITE },
    lastVersion: null,
  });
  expect(await authenticateStation(identity, tenant.password)).not.toBeNull();
  expect(await authenticateStation(identity, "wrong-password")).toBeNull();
  expect(await authenticateStation(identity, null)).toBeNull();
  expect(await authenticateStation("nobody", tenant.password)).toBeNull();
  // a password that was taken away counts at once, whatever is remembered
  await writeTenant(tenant.tenantId, (db) => queryOf(db)`update stations set credential_hash = null`);
  expect(await authenticateStation(identity, tenant.password)).toBeNull();
  expect(await authenticateStation(other.station.identity, other.password)).toMatchObject({
    station: { tenantId: other.tenantId },
  });
});

test("stations that come together are looked up together, and each gets its own verdict", async () => {
  const tenants = await Promise.all([freshTenant({ stations: 5 }), freshTenant({ stations: 5 })]);
  const attempts = tenants.flatMap(({ tenantId, stations, password }) => [
    ...stations.map(({ id, identity }) => ({
      identity,
      password,
      is: { station: { tenantId, stationId: id, identity, ...SITE }, lastVersion: null },
    })),
    ...stations.map(({ identity }) => ({ identity, password: "wrong-password", is: null })),
    { identity: `${tenantId}","{}\\`, password, is: null },
  ]);
  const verdicts = await Promise.all(attempts.map(({ identity, password }) => authenticateStation(identity, password)));
  expect(verdicts).toEqual(attempts.map(({ is }) => is));
});

test("a gateway that closes lets its stations go", async () => {
  const tenant = await freshTenant();
  await openPort({ gatewayId: "closing" });
  await stationConnected(asStation(tenant), { ocppVersion: "1.6", remoteAddress: "127.0.0.1" });
  expect(await gatewayOf(tenant.tenantId)).toBe("closing");
  await closePort();
  expect(await gatewayOf(tenant.tenantId)).toBeNull();
});

test("a gateway that opens frees the stations of one that died, and of its own earlier life, and no others", async () => {
  const [dead, mine, living] = await Promise.all([freshTenant(), freshTenant(), freshTenant()]);
  const held = async (tenantId: string, gateway: string) =>
    writeTenant(tenantId, (db) => queryOf(db)`update stations set gateway_id = ${gateway}::text`);
  await Promise.all([held(dead.tenantId, "dead"), held(mine.tenantId, "reborn"), held(living.tenantId, "living")]);
  await withGateway(
    (sql) => sql`
    insert into gateways (id, seen_at) values ('dead', now() - interval '1 minute'), ('living', now())
    on conflict (id) do update set seen_at = excluded.seen_at`,
  );
  await openPort({ gatewayId: "reborn" });
  expect(await gatewayOf(dead.tenantId)).toBeNull();
  expect(await gatewayOf(mine.tenantId)).toBeNull();
  expect(await gatewayOf(living.tenantId)).toBe("living");
  await closePort();
});

test("a gateway that was taken for dead holds its stations again, but not those that went elsewhere meanwhile", async () => {
  const [mine, gone] = await Promise.all([freshTenant(), freshTenant()]);
  await openPort({ gatewayId: "slow" });
  for (const tenant of [mine, gone])
    await stationConnected(asStation(tenant), { ocppVersion: "1.6", remoteAddress: "127.0.0.1" });
  // another gateway finds it silent for too long, strikes it out and frees its stations; one of
  // them comes to that gateway
  const held = (tenantId: string, gateway: string | null) =>
    writeTenant(
      tenantId,
      (db) => queryOf(db)`update stations set gateway_id = ${gateway}::text, disconnected_at = now()`,
    );
  await Promise.all([held(mine.tenantId, null), held(gone.tenantId, "another")]);
  await withGateway((sql) => sql`delete from gateways where id = 'slow'`);
  await renewLeaseOrLog();
  expect(await gatewayOf(mine.tenantId)).toBe("slow");
  expect(await gatewayOf(gone.tenantId)).toBe("another");
  await closePort();
});

test("a refused frame is kept as it came", async () => {
  const tenant = await freshTenant();
  await openPort({ gatewayId: "refusing" });
  const raw = '[2,"1","StopTransaction",{"meterStop":"twelve\u001f"}]';
  const frame = {
    ocppVersion: "1.6",
    raw,
    messageId: "1",
    action: "StopTransaction",
    errorCode: "TypeConstraintViolation",
    sessionPart: null,
    reason: "/meterStop",
    receivedAtMs: Date.now(),
  };
  await keepRejectedFrame(asStation(tenant), frame);
  const rows = await readTenant(
    tenant.tenantId,
    (db) => queryOf(db)<{ request: string; answer: string | null; code: string }>`
    select request, answer, error_code as code from ocpp_messages`,
  );
  // Postgres is given a picture of the one character that parts payloads on their way
  expect(rows).toMatchObject([
    { request: raw.replace("\u001f", "\u241f"), answer: null, code: "TypeConstraintViolation" },
  ]);
  await closePort();
});

test("heartbeats are in the log and on the station when the gateway has closed", async () => {
  const tenant = await freshTenant();
  await openPort({ gatewayId: "beating" });
  await sendEvent(asStation(tenant), { type: "seen", key: "h", atMs: Date.now() });
  await closePort();
  expect(await countOf(tenant, "ocpp_messages")).toBe(1);
  const [row] = await readTenant(
    tenant.tenantId,
    (db) => queryOf(db)<{ isSeen: boolean }>`
    select last_seen_at > now() - interval '1 minute' as "isSeen" from stations`,
  );
  expect(row?.isSeen).toBe(true);
});

test("pages hear what changed for their tenant, after the commit, and nothing of another's", async () => {
  const [tenant, other] = await Promise.all([freshTenant(), freshTenant()]);
  const received: string[] = [];
  const otherReceived: string[] = [];
  const stops = [
    watchTenant(tenant.tenantId, { onTopics: (topics) => received.push(...topics) }),
    watchTenant(other.tenantId, { onTopics: (topics) => otherReceived.push(...topics) }),
  ];
  await expect
    .poll(async () => {
      await writeTenant(tenant.tenantId, (db) => announce(db, ["invoices"]));
      return received;
    })
    .toContain("invoices");
  await openPort({ gatewayId: "live" });
  await sendEvent(asStation(tenant), started16(tenant.driver.uid, Date.now() - HOUR, 0));
  await expect
    .poll(() => received)
    .toEqual(
      expect.arrayContaining(["sessions", "overview", `station:${tenant.station.id}`, `messages:${tenant.station.id}`]),
    );
  expect(otherReceived).toEqual([]);
  for (const stop of stops) stop();
  await closePort();
});

test("the running cost is the bill so far, by the same engine", async () => {
  const tenant = await freshTenant();
  await openPort({ gatewayId: "running" });
  const now = Date.now();
  const number = numberOf(await sendEvent(asStation(tenant), started16(tenant.driver.uid, now - HOUR, 0)));
  await sendEvent(asStation(tenant), metered16(number, [reading(now - HOUR / 2, 3_000)]));
  const id = await readTenant(
    tenant.tenantId,
    async (db) => (await queryOf(db)<{ id: string }>`select id from sessions`)[0]?.id,
  );
  const cost = await readTenant(tenant.tenantId, (db) => runningCost(db, id ?? "", now));
  expect(cost?.totals).toMatchObject({ grossMinor: 150n, energyMilliWh: 3_000_000n }); // 3 kWh × 0.50
  await closePort();
});

test("two gateways that write the same event at once keep one of them", async () => {
  const tenant = await freshTenant();
  await openPort({ gatewayId: "racing" });
  const start = started16(tenant.driver.uid, Date.now() - HOUR, 0);
  // the other gateway's transaction has written the event and has not committed yet
  let release = (): void => {};
  const written = new Promise<void>((resolve) => {
    release = resolve;
  });
  let commit = (): void => {};
  const committed = new Promise<void>((resolve) => {
    commit = resolve;
  });
  const other = gatewayTransaction([tenant.tenantId], async (sql) => {
    await sql`
      insert into station_events (tenant_id, station_id, key, type, at, received_at, event, outcome)
      values (${tenant.tenantId}, ${tenant.station.id}, ${start.key}, 'session.started', now(), now(), '{}',
              '{"type":"session-started","authorization":"accepted","groupUid":null,"sessionNumber":77}')`;
    release();
    await committed;
  });
  await written;
  const mine = sendEvent(asStation(tenant), start);
  const waiting = () =>
    withGateway(
      async (sql) => (await sql`select from pg_locks where not granted and locktype = 'transactionid'`).length,
    );
  await expect.poll(waiting).toBeGreaterThan(0);
  commit();
  await other;
  expect(numberOf(await mine)).toBe(77);
  const [row] = await readTenant(
    tenant.tenantId,
    (db) => queryOf(db)<{ sessions: number }>`select count(*)::int as sessions from sessions`,
  );
  expect(row?.sessions).toBe(0);
  await closePort();
});

test("a station that another gateway took over and let go is this one's again when it speaks here, and not when it has left", async () => {
  const [tenant, gone] = [await freshTenant(), await freshTenant()];
  await openPort({ gatewayId: "speaking" });
  for (const one of [tenant, gone])
    await stationConnected(asStation(one), { ocppVersion: "1.6", remoteAddress: "127.0.0.1" });
  const releaseStation = (one: typeof tenant) =>
    gatewayTransaction([one.tenantId], (sql) => sql`update stations set gateway_id = null, disconnected_at = now()`);
  await stationDisconnected(asStation(gone));
  for (const one of [tenant, gone]) {
    await releaseStation(one);
    stampSeen(asStation(one), Date.now());
  }
  await flushSeen();
  expect(await gatewayOf(tenant.tenantId)).toBe("speaking");
  expect(await gatewayOf(gone.tenantId)).toBeNull();
  await closePort();
  expect(await gatewayOf(tenant.tenantId)).toBeNull();
});
