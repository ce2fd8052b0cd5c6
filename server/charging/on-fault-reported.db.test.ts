import { afterAll, beforeAll, expect, test } from "vitest";
import { findings } from "@/db/schema/findings";
import { connectors } from "@/db/schema/stations";
import { readTenant } from "@/db/tenant";
import { freshTenant } from "@/db/testing/fresh-tenant";
import { asStation, sendEvent } from "@/server/station-port/testing/port-driver";
import type { ConnectorState, ReportedFault } from "@/server/domain/station/event";
import { closePort, openPort } from "@/server/station-port";

beforeAll(() => openPort({ gatewayId: "fault-noticed" }));
afterAll(() => closePort());

const problem = (evse: number, more: Partial<ReportedFault> = {}): ReportedFault => ({
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
  await sendEvent(asStation(tenant), { type: "fault-noticed", key: "f1", ...problem(1), others, statuses: [] });
  const stored = await readTenant(tenant.tenantId, (db) => db.select().from(findings));
  expect(new Set(stored.map(({ data }) => Reflect.get(data as object, "evse")))).toEqual(new Set([1, 2, 5]));
  expect(new Set(stored.map(({ code }) => code))).toEqual(new Set(["STATION_FAULT"]));
});

test("connectors that tell their states among other events are in those states, and the newer word wins", async () => {
  const tenant = await freshTenant();
  const T0 = Date.parse("2026-03-02T10:00:00Z");
  const status = (connector: number, state: ConnectorState, atMs = T0) =>
    ({ atMs, evse: 1, connector, state, errorCode: null, info: null }) as const;
  const faultEvent = { type: "fault-noticed", ...problem(1, { cleared: true }), others: [] } as const;
  const first = [status(1, "occupied"), status(2, "unavailable", T0 + 60_000)];
  await sendEvent(asStation(tenant), { ...faultEvent, key: "s1", statuses: first }, T0 + 61_000);
  await sendEvent(asStation(tenant), { ...faultEvent, key: "s2", statuses: [status(2, "available")] }, T0 + 62_000);
  // a clock years ahead is not believed; otherwise no later report would ever count
  const ahead = status(1, "available", Date.parse("2036-01-01T00:00:00Z"));
  await sendEvent(asStation(tenant), { ...faultEvent, key: "s3", statuses: [ahead] }, T0 + 63_000);
  await sendEvent(
    asStation(tenant),
    { ...faultEvent, key: "s4", statuses: [status(1, "faulted", T0 + 70_000)] },
    T0 + 71_000,
  );
  const stored = await readTenant(tenant.tenantId, (db) => db.select().from(connectors));
  expect(new Map(stored.map(({ connectorNumber, state }) => [connectorNumber, state]))).toEqual(
    new Map([
      [1, "faulted"],
      [2, "unavailable"],
    ]),
  );
});
