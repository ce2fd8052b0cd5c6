import { afterAll, beforeAll, expect, test } from "vitest";
import { findings } from "@/db/schema/sessions";
import { readTenant } from "@/db/tenant";
import { freshTenant } from "@/db/testing/fresh-tenant";
import { asStation, tell } from "@/server/charging/testing/story";
import type { NoticedFault } from "@/server/domain/station/event";
import { closePort, openPort } from "@/server/station-port";

beforeAll(() => openPort({ gatewayId: "fault-noticed" }));
afterAll(() => closePort());

const problem = (evse: number, more: Partial<NoticedFault> = {}): NoticedFault => ({
  atMs: Date.parse("2026-03-02T10:00:00Z"),
  evse,
  component: "Connector",
  variable: "Problem",
  value: "true",
  severity: null,
  cleared: false,
  ...more,
});

test("a station that notices several things in one message is heard on each", async () => {
  const tenant = await freshTenant();
  const others = [problem(2), problem(3, { cleared: true }), problem(4, { severity: 8 }), problem(5, { severity: 1 })];
  await tell(asStation(tenant), { type: "fault-noticed", key: "f1", ...problem(1), others });
  const told = await readTenant(tenant.tenantId, (db) => db.select().from(findings));
  expect(new Set(told.map(({ data }) => Reflect.get(data as object, "evse")))).toEqual(new Set([1, 2, 5]));
  expect(new Set(told.map(({ code }) => code))).toEqual(new Set(["STATION_FAULT"]));
});
