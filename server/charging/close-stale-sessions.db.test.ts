import { expect, test } from "vitest";
import { writeTenant } from "@/db/tenant";
import { type FreshTenant, freshTenant } from "@/db/testing/fresh-tenant";
import { closeStaleSessions } from "@/server/charging/close-stale-sessions";
import {
  asStation,
  findingsOf,
  metered16,
  numberOf,
  reading,
  sessionsOf,
  started16,
  sendEvent,
} from "@/server/station-port/testing/port-driver";

const T0 = Date.parse("2026-03-02T10:00:00Z");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const available = {
  type: "status-changed",
  evse: 1,
  connector: 1,
  errorCode: null,
  info: null,
  state: "available",
} as const;

const sweep = (tenant: FreshTenant, nowMs: number) =>
  writeTenant(tenant.tenantId, (db) => closeStaleSessions(db, nowMs));

async function chargingTenant(): Promise<FreshTenant> {
  const tenant = await freshTenant();
  const number = numberOf(await sendEvent(asStation(tenant), started16(tenant.driver.uid, T0, 0), T0));
  await sendEvent(asStation(tenant), metered16(number, [reading(T0 + 10 * MINUTE, 1_000)]), T0 + 10 * MINUTE);
  return tenant;
}

test("a session whose connector has been free for five minutes is over since then", async () => {
  const tenant = await chargingTenant();
  await sendEvent(asStation(tenant), { ...available, key: "free", atMs: T0 + 20 * MINUTE }, T0 + 20 * MINUTE);
  expect(await sweep(tenant, T0 + 24 * MINUTE)).toBe(0);
  expect(await sweep(tenant, T0 + 25 * MINUTE)).toBe(1);
  expect(await sessionsOf(tenant)).toMatchObject([
    { state: "ended", billingState: "settling", endedAt: "2026-03-02T10:20:00Z" },
  ]);
  expect(await findingsOf(tenant)).toEqual(["MISSING_STOP"]);
});

test("a connector that was free before the session says nothing about it", async () => {
  const tenant = await freshTenant();
  await sendEvent(asStation(tenant), { ...available, key: "before", atMs: T0 - HOUR }, T0 - HOUR);
  await sendEvent(asStation(tenant), started16(tenant.driver.uid, T0, 0), T0);
  expect(await sweep(tenant, T0 + HOUR)).toBe(0);
});

test("after two days of silence a session is over at its last evidence", async () => {
  const tenant = await chargingTenant();
  expect(await sweep(tenant, T0 + 48 * HOUR)).toBe(0);
  expect(await sweep(tenant, T0 + 49 * HOUR)).toBe(1);
  expect(await sessionsOf(tenant)).toMatchObject([{ state: "ended", endedAt: "2026-03-02T10:10:00Z" }]);
});

test("a session of last week that is being told now is left alone, also when its connector is free", async () => {
  const tenant = await freshTenant();
  const now = T0 + 7 * 24 * HOUR;
  await sendEvent(asStation(tenant), { ...available, key: "free", atMs: now }, now);
  const number = numberOf(await sendEvent(asStation(tenant), started16(tenant.driver.uid, T0, 0), now + MINUTE));
  await sendEvent(asStation(tenant), metered16(number, [reading(T0 + 10 * MINUTE, 1_000)]), now + 8 * MINUTE);
  expect(await sweep(tenant, now + 9 * MINUTE)).toBe(0);
  expect(await sweep(tenant, now + 14 * MINUTE)).toBe(1);
});

test("another operator's sessions are left alone", async () => {
  const [mine, theirs] = [await chargingTenant(), await chargingTenant()];
  expect(await sweep(mine, T0 + 49 * HOUR)).toBe(1);
  expect(await sessionsOf(theirs)).toMatchObject([{ state: "active" }]);
});
