import { expect, test } from "vitest";
import { tenantHandle } from "@/db/handle";
import { writeTenant } from "@/db/tenant";
import { freshTenant } from "@/db/testing/fresh-tenant";
import { finalizeSession } from "@/server/rating/finalize-session";
import { exportSessions } from "@/server/sessions/export-sessions";
import { insertSession } from "@/server/sessions/testing/insert-session";

const START = new Date("2026-06-10T08:00:00.000Z");

async function exported(tenantId: string, filter: Parameters<typeof exportSessions>[1]) {
  let text = "";
  for await (const chunk of exportSessions(tenantId, filter)) text += chunk;
  const [head = "", ...lines] = text.trimEnd().split("\r\n");
  const names = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, index) => [names[index], cell])));
}

test("the export writes energy and money exactly, never through a float", async () => {
  const tenant = await freshTenant();
  const energyMilliWh = 12_345_678n; // × 0.50 = 6.172839 → 6.17
  const id = await insertSession(tenant, { startedAt: START, energyMilliWh });
  await writeTenant(tenant.tenantId, (db) =>
    finalizeSession(tenantHandle(db), id, { nowMs: START.getTime() + 7_200_000 }),
  );
  const [row] = await exported(tenant.tenantId, {});
  expect(row).toMatchObject({
    state: "ended",
    billing_state: "rated",
    driver: "Ana Teste",
    token: tenant.driver.uid,
    started_at: "2026-06-10T08:00:00.000Z",
    ended_at: "2026-06-10T09:00:00.000Z",
    duration_seconds: "3600",
    energy_kwh: "12.345678",
    tariff: "Plain",
    tariff_version: "1",
    currency: "EUR",
    gross: "6.17",
    tax: "1.15", // 6.17 × 23/123 = 1.1537
    net: "5.02",
    is_credited: "false",
    invoice: "",
  });
});

test("the export writes the whole filtered set, beyond one chunk, each session once", async () => {
  const tenant = await freshTenant({ tariff: null });
  await writeTenant(
    tenant.tenantId,
    (db) =>
      tenantHandle(db).query`
      insert into sessions (tenant_id, station_id, site_id, evse_number, connector_number, state, started_at,
        ended_at, start_received_at, billing_state)
      select ${tenant.tenantId}::uuid, ${tenant.station.id}::uuid, ${tenant.siteId}::uuid, 1, 1, 'ended',
             ${START.toISOString()}::timestamptz,
             ${START.toISOString()}::timestamptz, ${START.toISOString()}::timestamptz,
             case when n <= 5 then 'hold' else 'needs_price' end
        from generate_series(1, 1205) n`,
  );
  const rows = await exported(tenant.tenantId, { billing: ["needs_price"] });
  expect(rows).toHaveLength(1200);
  expect(new Set(rows.map((row) => row["session_number"])).size).toBe(1200);
});

test("the export holds no other operator's session", async () => {
  const [mine, theirs] = [await freshTenant(), await freshTenant()];
  await insertSession(theirs, { startedAt: START });
  expect(await exported(mine.tenantId, {})).toEqual([]);
});
