import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { sessions } from "@/db/schema/sessions";
import { stationEvents } from "@/db/schema/station-events";
import { connectors, evses } from "@/db/schema/stations";
import { readTenant, writeTenant } from "@/db/tenant";
import { type FreshTenant, freshTenant } from "@/db/testing/fresh-tenant";
import { lastDay } from "./last-day";

const NOW = Date.UTC(2026, 4, 6, 12);
const hours = (count: number) => NOW - count * 3_600_000;

type Status = { evse: number; connector: number; state: string; atMs: number };

const statusEvent = (status: Status) => ({ type: "status-changed", ...status });
const faultEvent = (status: Status) => ({ type: "fault-noticed", atMs: status.atMs, statuses: [status] });

/** Reports of a station's first EVSE, with its connector in the last reported state. */
async function storeEvents(
  { tenantId, station }: FreshTenant,
  events: readonly { type: string; atMs: number }[],
  last: Status,
): Promise<void> {
  await writeTenant(tenantId, async (db) => {
    await db.insert(stationEvents).values(
      events.map((event, index) => {
        const at = new Date(event.atMs);
        const row = { stationId: station.id, key: `k${index}`, type: event.type, at, receivedAt: at };
        return { ...row, event, outcome: {} };
      }),
    );
    await db
      .update(connectors)
      .set({ state: last.state, stateAt: new Date(last.atMs) })
      .where(and(eq(connectors.stationId, station.id), eq(connectors.evseNumber, last.evse)));
  });
}

async function withTwoEvses() {
  const tenant = await freshTenant();
  const stationId = tenant.station.id;
  await writeTenant(tenant.tenantId, async (db) => {
    const both = [1, 2].map((evseNumber) => ({ stationId, evseNumber }));
    await db.insert(evses).values(both).onConflictDoNothing();
    await db
      .insert(connectors)
      .values(both.map((one) => ({ ...one, connectorNumber: 1 })))
      .onConflictDoNothing();
  });
  return { ...tenant, day: () => readTenant(tenant.tenantId, (db) => lastDay(db, stationId, NOW)) };
}

test("a day begins with the state that was told before it, and follows the words of the station, alone or in an event", async () => {
  const tenant = await withTwoEvses();
  const last = { evse: 1, connector: 1, state: "available", atMs: hours(8) };
  const reported = [
    statusEvent({ evse: 1, connector: 1, state: "faulted", atMs: hours(90) }),
    statusEvent({ evse: 1, connector: 1, state: "available", atMs: hours(80) }),
    statusEvent({ evse: 1, connector: 1, state: "charging", atMs: hours(10) }),
    faultEvent(last),
  ];
  await storeEvents(tenant, reported, last);
  const { lanes, fromMs, toMs } = await tenant.day();
  expect([fromMs, toMs]).toEqual([hours(24), NOW]);
  expect(lanes[0]?.states).toEqual([
    { fromMs: hours(24), toMs: hours(10), state: "available" },
    { fromMs: hours(10), toMs: hours(8), state: "charging" },
    { fromMs: hours(8), toMs: NOW, state: "available" },
  ]);
  expect(lanes[1]?.states).toEqual([{ fromMs: hours(24), toMs: NOW, state: null }]);
});

test("a connector that has told nothing for a day is what it last was", async () => {
  const tenant = await withTwoEvses();
  const last = { evse: 1, connector: 1, state: "unavailable", atMs: hours(200) };
  await storeEvents(tenant, [statusEvent(last)], last);
  expect((await tenant.day()).lanes[0]?.states).toEqual([{ fromMs: hours(24), toMs: NOW, state: "unavailable" }]);
});

test("the sessions of the day are those that ran in it, also one that began the day before or still runs", async () => {
  const tenant = await withTwoEvses();
  // numbers are unique on the deployment, and other tests of the same database begin at 1
  const first = 2_000_000_000;
  const ran = (nth: number, from: number, to: number | null) => ({
    number: first + nth,
    stationId: tenant.station.id,
    siteId: tenant.siteId,
    evseNumber: 2,
    connectorNumber: 1,
    transactionId: `t${nth}`,
    startedAt: new Date(hours(from)),
    startReceivedAt: new Date(hours(from)),
    endedAt: to === null ? null : new Date(hours(to)),
    state: to === null ? ("active" as const) : ("ended" as const),
    meterStartMilliWh: 1_000n,
    lastRegisterMilliWh: 5_000n,
  });
  await writeTenant(tenant.tenantId, (db) =>
    db.insert(sessions).values([ran(1, 40, 30), ran(2, 26, 23), ran(3, 5, 4), ran(4, 1, null)]),
  );
  const { lanes } = await tenant.day();
  expect(lanes.map(({ evse, sessions: all }) => [evse, all.map(({ number }) => number - first)])).toEqual([
    [1, []],
    [2, [2, 3, 4]],
  ]);
  expect(lanes[1]?.sessions[2]).toMatchObject({ fromMs: hours(1), toMs: null, energyMilliWh: "4000" });
});

test("another operator's station has no day", async () => {
  const tenant = await withTwoEvses();
  const otherTenant = await freshTenant();
  const day = await readTenant(otherTenant.tenantId, (db) => lastDay(db, tenant.station.id, NOW));
  expect(day.lanes).toEqual([]);
});
