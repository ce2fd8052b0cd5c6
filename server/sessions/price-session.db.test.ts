import { expect, test } from "vitest";
import { queryOf, tenantHandle } from "@/db/handle";
import { readTenant, writeTenant } from "@/db/tenant";
import { freshTenant, type FreshTenant } from "@/db/testing/fresh-tenant";
import { addFinding } from "@/server/findings/add-finding";
import { users } from "@/db/schema/identity";
import { findings } from "@/db/schema/findings";
import { withPlatform } from "@/db/platform";
import { finalizeSession } from "@/server/rating/finalize-session";
import { priceSession } from "@/server/sessions/price-session";
import { readSession } from "@/server/sessions/read-session";
import { acceptHold, dismissFinding } from "@/server/sessions/resolve-finding";
import { stopSession } from "@/server/sessions/stop-session";
import { insertSession } from "@/server/sessions/testing/insert-session";

const NOW = Date.parse("2026-06-20T12:00:00Z");
const START = new Date("2026-06-20T08:00:00Z");

const insertUser = async () => {
  const [person] = await withPlatform("a test needs a person", (db) =>
    db
      .insert(users)
      .values({ email: `p-${crypto.randomUUID()}@people.test`, name: "Rita Contas" })
      .returning({ userId: users.id }),
  );
  return { userId: person?.userId ?? "", name: "Rita Contas" };
};

const read = (tenant: FreshTenant, sessionId: string) =>
  readTenant(tenant.tenantId, (db) => readSession(db, { sessionId }, NOW));

test("a session without a price gets the tariff that holds now and is billed by it", async () => {
  const tenant = await freshTenant();
  const person = await insertUser();
  const id = await insertSession(tenant, { startedAt: START, hasTariff: false });
  await writeTenant(tenant.tenantId, (db) => finalizeSession(tenantHandle(db), id, { nowMs: NOW }));
  expect((await read(tenant, id)).row).toMatchObject({ billingState: "needs_price", openFindings: 1 });
  const state = await writeTenant(tenant.tenantId, (db) =>
    priceSession(db, person, { sessionId: id, tariffId: null }, NOW),
  );
  expect(state).toBe("rated");
  const { row, price, records, findings, facts } = await read(tenant, id);
  expect(row).toMatchObject({
    billingState: "rated",
    openFindings: 0,
    cost: { kind: "final", amount: { minor: 500n } },
  });
  expect(price?.kind).toBe("final");
  expect(records).toMatchObject([{ kind: "NORMAL", grossMinor: "500" }]);
  expect(findings).toMatchObject([{ code: "NO_TARIFF", resolution: "priced", resolvedBy: "Rita Contas" }]);
  expect(facts.tariffBasis?.pricedBy).toBe("Rita Contas");
});

test("a session without a price is priced at once, and billed after the wait for late messages", async () => {
  const tenant = await freshTenant();
  const person = await insertUser();
  const id = await insertSession(tenant, { startedAt: START, hasTariff: false, billingState: "settling" });
  const state = await writeTenant(tenant.tenantId, (db) =>
    priceSession(db, person, { sessionId: id, tariffId: null }, NOW),
  );
  expect(state).toBe("settling");
  const { row, records } = await read(tenant, id);
  expect(row).toMatchObject({ billingState: "settling", hasTariff: true });
  expect(records).toEqual([]);
});

test("a session is not priced where no tariff holds, and a priced one keeps its price", async () => {
  const bare = await freshTenant({ tariff: null });
  const person = await insertUser();
  const priceless = await insertSession(bare, { startedAt: START, billingState: "needs_price" });
  await expect(
    writeTenant(bare.tenantId, (db) => priceSession(db, person, { sessionId: priceless, tariffId: null }, NOW)),
  ).rejects.toMatchObject({ status: "CONFLICT" });
  const tenant = await freshTenant();
  const priced = await insertSession(tenant, { startedAt: START });
  await expect(
    writeTenant(tenant.tenantId, (db) => priceSession(db, person, { sessionId: priced, tariffId: null }, NOW)),
  ).rejects.toMatchObject({ status: "CONFLICT" });
});

test("a session on hold is billed once accepted, with the person and the reason on record", async () => {
  const tenant = await freshTenant();
  const person = await insertUser();
  const id = await insertSession(tenant, { startedAt: START, billingState: "hold" });
  await writeTenant(tenant.tenantId, (db) =>
    addFinding(tenantHandle(db), { code: "METER_SPIKE", severity: "hold", stationId: null, sessionId: id, data: {} }),
  );
  const accept = () =>
    writeTenant(tenant.tenantId, (db) =>
      acceptHold(db, person, { sessionId: id, note: "Checked against the site's meter" }, NOW),
    );
  expect(await accept()).toBe("rated");
  const { findings, row } = await read(tenant, id);
  expect(row.billingState).toBe("rated");
  expect(findings).toMatchObject([{ resolution: "Checked against the site's meter", resolvedBy: "Rita Contas" }]);
  await expect(accept()).rejects.toMatchObject({ status: "CONFLICT" });
});

test("dismissing the finding of a session on hold is refused", async () => {
  const tenant = await freshTenant();
  const person = await insertUser();
  const id = await insertSession(tenant, { startedAt: START, billingState: "hold" });
  await writeTenant(tenant.tenantId, (db) =>
    addFinding(tenantHandle(db), { code: "METER_SPIKE", severity: "hold", stationId: null, sessionId: id, data: {} }),
  );
  const findingId = (await read(tenant, id)).findings[0]?.id ?? "";
  await expect(
    writeTenant(tenant.tenantId, (db) => dismissFinding(db, person, { findingId, note: "looks fine" })),
  ).rejects.toMatchObject({ status: "CONFLICT" });
});

test("the right to close a session's finding does not cover findings about money", async () => {
  const tenant = await freshTenant();
  const person = await insertUser();
  const [money] = await writeTenant(tenant.tenantId, (db) =>
    db
      .insert(findings)
      .values({ code: "PAYMENT_DIFFERS", severity: "warning", data: { invoiceId: crypto.randomUUID() } })
      .returning({ findingId: findings.id }),
  );
  await expect(
    writeTenant(tenant.tenantId, (db) =>
      dismissFinding(db, person, { findingId: money?.findingId ?? "", note: "looks fine" }),
    ),
  ).rejects.toMatchObject({ status: "NOT_FOUND" });
});

test("stopping a session sends one command and refuses a second stop", async () => {
  const tenant = await freshTenant();
  const person = await insertUser();
  const id = await insertSession(tenant, { startedAt: START, isActive: true });
  await writeTenant(
    tenant.tenantId,
    (db) => queryOf(db)`update stations set gateway_id = 'gateway-1' where tenant_id = ${tenant.tenantId}::uuid`,
  );
  const stop = () => writeTenant(tenant.tenantId, (db) => stopSession(db, person, { sessionId: id }));
  const { commandId } = await stop();
  const detail = await read(tenant, id);
  expect(detail.stop).toMatchObject({ id: commandId, state: "requested", doneAtMs: null });
  await expect(stop()).rejects.toMatchObject({ status: "CONFLICT" });
});

test("stopping a session is refused for an ended session and for a station that is offline", async () => {
  const tenant = await freshTenant();
  const person = await insertUser();
  const ended = await insertSession(tenant, { startedAt: START });
  const running = await insertSession(tenant, { startedAt: new Date(NOW - 600_000), isActive: true });
  for (const sessionId of [ended, running]) {
    await expect(writeTenant(tenant.tenantId, (db) => stopSession(db, person, { sessionId }))).rejects.toMatchObject({
      status: "CONFLICT",
    });
  }
});
