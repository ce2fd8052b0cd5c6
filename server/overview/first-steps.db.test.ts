import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { withPlatform } from "@/db/platform";
import { operators } from "@/db/schema/operators";
import { stations } from "@/db/schema/stations";
import { tariffAssignments } from "@/db/schema/tariffs";
import { readTenant, writeTenant } from "@/db/tenant";
import { freshTenant } from "@/db/testing/fresh-tenant";
import type { Role } from "@/server/domain/access/role";
import { firstSteps } from "./first-steps";

const steps = async (tenantId: string, role: Role) =>
  (await readTenant(tenantId, (db) => firstSteps(db, role)))?.map(
    ({ step, isDone }) => `${step} ${isDone ? "done" : "open"}`,
  ) ?? null;

test("a new operator has all steps before it, whatever others beside it have done", async () => {
  await freshTenant();
  const id = randomUUID();
  const facts = { slug: `new-${id}`, name: "New", timeZone: "Europe/Lisbon", currency: "EUR" };
  await withPlatform("a test founds an operator", (db) => db.insert(operators).values({ id, ...facts }));
  expect(await steps(id, "owner")).toEqual(["company open", "site open", "tariff open", "station open", "people open"]);
});

test("a station counts once it has connected; then no step is left, also when the station is away again", async () => {
  const { tenantId, station } = await freshTenant();
  expect(await steps(tenantId, "owner")).toEqual([
    "company done",
    "site done",
    "tariff done",
    "station open",
    "people done",
  ]);
  const updateStation = (facts: Partial<typeof stations.$inferInsert>) =>
    writeTenant(tenantId, (db) => db.update(stations).set(facts).where(eq(stations.id, station.id)));
  await updateStation({ connectedAt: new Date() });
  expect(await steps(tenantId, "owner")).toBeNull();
  await updateStation({ connectedAt: null, lastSeenAt: new Date() });
  expect(await steps(tenantId, "owner")).toBeNull();
});

test("a tariff that is published and assigned nowhere is half a step", async () => {
  const { tenantId } = await freshTenant();
  await writeTenant(tenantId, (db) => db.delete(tariffAssignments));
  expect(await steps(tenantId, "owner")).toContain("tariff open");
});

test("a role gets its own steps only", async () => {
  const { tenantId } = await freshTenant({ tariff: null });
  expect(await steps(tenantId, "tariff_manager")).toEqual(["tariff open"]);
  expect(await steps(tenantId, "technician")).toEqual(["station open"]);
  expect(await steps(tenantId, "operator")).toEqual(["station open", "people done"]);
  for (const role of ["finance", "viewer"] as const) expect(await steps(tenantId, role)).toBeNull();
});
