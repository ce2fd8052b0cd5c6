import { expect, test } from "vitest";
import { tenantHandle } from "@/db/handle";
import { readTenant, writeTenant } from "@/db/tenant";
import { freshTenant } from "@/db/testing/fresh-tenant";
import { finalizeSession } from "@/server/rating/finalize-session";
import { previewTariff } from "@/server/sessions/preview-tariff";
import { insertSession } from "@/server/sessions/testing/insert-session";
import type { TariffContent } from "@/server/domain/tariff/tariff";

const vatPercent = "23";
const CONTENT: TariffContent = {
  currency: "EUR",
  anchor: "GROSS",
  elements: [
    {
      restrictions: { startTime: "22:00", endTime: "07:00" },
      components: [{ kind: "ENERGY", price: "0.333333", per: "KWH", stepSize: 1, vatPercent }],
    },
    {
      components: [
        { kind: "ENERGY", price: "0.456789", per: "KWH", stepSize: 1, vatPercent },
        { kind: "PARKING", price: "0.07", per: "MINUTE", stepSize: 1, vatPercent },
        { kind: "FLAT", price: "0.35", per: "SESSION", stepSize: 1, vatPercent },
      ],
    },
  ],
  idle: { graceSeconds: 600, capGross: "3" },
  pausePolicy: "UNBILLED",
};

test("the preview of a session is its bill, to the cent", async () => {
  const tenant = await freshTenant({ tariff: CONTENT });
  const nowMs = Date.now();
  const ids = [];
  for (const [hours, energyMilliWh, idleMinutes] of [
    [5, 7_654_321n, 0],
    [20, 23_456_789n, 45],
    [70, 999n, 300],
    [100, 31_000_001n, 11],
  ] as const) {
    const startedAt = new Date(nowMs - hours * 3_600_000);
    ids.push(
      await insertSession(tenant, { startedAt, energyMilliWh, idleMinutes, who: hours === 20 ? "emsp" : "driver" }),
    );
  }
  for (const id of ids) await writeTenant(tenant.tenantId, (db) => finalizeSession(tenantHandle(db), id, { nowMs }));
  const tariffId = tenant.tariff?.id ?? null;
  const preview = await readTenant(tenant.tenantId, (db) => previewTariff(db, { tariffId, content: CONTENT }, nowMs));
  expect(preview).toMatchObject({ basis: "assigned", compared: { count: 4 } });
  for (const { cost, billed } of preview.sessions) expect(cost).toEqual(billed);
  expect(preview.compared.cost).toEqual(preview.compared.billed);
  expect(preview.compared.billed.minor).toBeGreaterThan(0n);
});

test("a higher price shows in the preview and changes no bill", async () => {
  const tenant = await freshTenant();
  const id = await insertSession(tenant, { startedAt: new Date(Date.now() - 9_000_000) });
  await writeTenant(tenant.tenantId, (db) => finalizeSession(tenantHandle(db), id, { nowMs: Date.now() }));
  const dearer: TariffContent = {
    ...CONTENT,
    elements: [{ components: [{ kind: "ENERGY", price: "1", per: "KWH", stepSize: 1, vatPercent }] }],
  };
  const preview = () =>
    readTenant(tenant.tenantId, (db) => previewTariff(db, { tariffId: null, content: dearer }, Date.now()));
  const once = await preview();
  expect(once).toMatchObject({ basis: "everywhere", sessions: [{ cost: { minor: 1000n }, billed: { minor: 500n } }] });
  expect(await preview()).toEqual(once);
});
