import { afterAll, beforeAll, expect, test } from "vitest";
import { connectors } from "@/db/schema/stations";
import { readTenant } from "@/db/tenant";
import { type FreshTenant, freshTenant } from "@/db/testing/fresh-tenant";
import { asStation, sendEvent } from "@/server/station-port/testing/port-driver";
import type { ConnectorState } from "@/server/domain/station/event";
import { closePort, openPort } from "@/server/station-port";

beforeAll(() => openPort({ gatewayId: "status-changed" }));
afterAll(() => closePort());

const MINUTE = 60_000;
const PLACE = { evse: 3, connector: 1, errorCode: null, info: null } as const;

const status = (tenant: FreshTenant, state: ConnectorState, atMs: number) =>
  sendEvent(asStation(tenant), { type: "status-changed", key: `${state}/${atMs}`, atMs, state, ...PLACE });

async function stateIn(tenant: FreshTenant): Promise<string | null | undefined> {
  const [row] = await readTenant(tenant.tenantId, (db) => db.select().from(connectors));
  return row?.state;
}

test("a status that was passed by a newer one does not take its place", async () => {
  const tenant = await freshTenant();
  const now = Date.now();
  await status(tenant, "charging", now - MINUTE);
  await status(tenant, "preparing", now - 2 * MINUTE);
  expect(await stateIn(tenant)).toBe("charging");
  await status(tenant, "finishing", now - MINUTE);
  expect(await stateIn(tenant)).toBe("finishing");
});

test("a clock that was minutes ahead and was then set right does not hide what the connector does since", async () => {
  const tenant = await freshTenant();
  const now = Date.now();
  await status(tenant, "available", now + 8 * MINUTE);
  await status(tenant, "charging", now);
  expect(await stateIn(tenant)).toBe("charging");
});
