import { afterAll, beforeAll, expect, test } from "vitest";
import { tokens } from "@/db/schema/tokens";
import { writeTenant } from "@/db/tenant";
import { type FreshTenant, freshTenant } from "@/db/testing/fresh-tenant";
import { asStation, sendEvent } from "@/server/station-port/testing/port-driver";
import { closePort, openPort } from "@/server/station-port";

beforeAll(() => openPort({ gatewayId: "authorize-token" }));
afterAll(() => closePort());

type Row = typeof tokens.$inferInsert;

let presentations = 0;
const presentToken = (tenant: FreshTenant, uid: string) =>
  sendEvent(asStation(tenant), {
    type: "token-presented",
    key: `ask-${++presentations}`,
    atMs: Date.now(),
    token: { uid, kind: "unspecified" },
  });

const issue = (tenant: FreshTenant, ...rows: Row[]) =>
  writeTenant(tenant.tenantId, (db) => db.insert(tokens).values(rows));

async function groupOf(tenant: FreshTenant, uid: string): Promise<string | null> {
  const outcome = await presentToken(tenant, uid);
  if (outcome.type !== "authorization" || outcome.authorization !== "accepted") throw new Error("not accepted");
  return outcome.groupUid;
}

test("tokens of one driver's account are one group, short enough for a parentIdTag", async () => {
  const tenant = await freshTenant();
  await issue(tenant, { uid: "SECOND", driverId: tenant.driver.id });
  const group = await groupOf(tenant, "second");
  expect(group).toMatch(/^.{1,20}$/);
  expect(await groupOf(tenant, tenant.driver.uid)).toBe(group);
});

test("the customers of a roaming partner are strangers to each other: only one contract's tokens are a group", async () => {
  const tenant = await freshTenant();
  const emspId = tenant.emsp.id;
  await issue(
    tenant,
    { uid: "CARD", emspId, contractId: "DE-RTE-C1" },
    { uid: "APP", emspId, contractId: "de-rte-c1" },
    { uid: "OTHER", emspId, contractId: "DE-RTE-C2" },
    { uid: "LONE", emspId },
  );
  const [card, app, other, lone] = await Promise.all(
    ["CARD", "APP", "OTHER", "LONE"].map((uid) => groupOf(tenant, uid)),
  );
  expect(card).toMatch(/^.{1,20}$/);
  expect(app).toBe(card);
  expect(other).not.toBe(card);
  expect(lone).toBeNull();
});

test.each([
  [{ state: "blocked" }, "blocked"],
  [{ state: "expired" }, "expired"],
  [{ validUntil: new Date("2020-01-01T00:00:00Z") }, "expired"],
  [{ validUntil: new Date("2999-01-01T00:00:00Z") }, "accepted"],
] as const)("a token that is %o is %s", async (facts, authorization) => {
  const tenant = await freshTenant();
  await issue(tenant, { uid: "T", driverId: tenant.driver.id, ...facts });
  expect(await presentToken(tenant, "T")).toMatchObject({ authorization });
});

test("a token that is in nobody's books is unknown, another operator's too", async () => {
  const [tenant, other] = await Promise.all([freshTenant(), freshTenant()]);
  expect(await presentToken(tenant, "NOBODY")).toMatchObject({ authorization: "unknown", groupUid: null });
  await issue(other, { uid: "ELSEWHERE", driverId: other.driver.id });
  expect(await presentToken(tenant, "ELSEWHERE")).toMatchObject({ authorization: "unknown", groupUid: null });
});
