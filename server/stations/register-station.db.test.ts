import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { evses, stations } from "@/db/schema/stations";
import { readTenant, writeTenant } from "@/db/tenant";
import { freshTenant } from "@/db/testing/fresh-tenant";
import { Refusal } from "@/server/domain/refusal";
import { verifyPassword } from "@/server/identity/password";
import { Identity, RegisterStation, registerStation } from "./register-station";
import { revokeCredential } from "./revoke-credential";

const registration = (siteId: string, identity: string) => ({
  siteId,
  identity,
  name: "North wall",
  evses: [
    { kind: "AC" as const, maxPowerW: 22_000 },
    { kind: "DC" as const, maxPowerW: null },
  ],
});

test("a new station gets its EVSEs, an address with its identity, and a password of which only the hash is kept", async () => {
  const { tenantId, siteId, slug } = await freshTenant();
  const registered = await writeTenant(tenantId, (db) => registerStation(db, registration(siteId, `${slug}-NEW`)));
  expect(registered.address).toMatch(new RegExp(`^wss?://.+/ocpp/${slug}-NEW$`));
  expect(registered.password).toMatch(/^[A-Za-z0-9]{20}$/);
  const [row] = await readTenant(tenantId, (db) =>
    db.select().from(stations).where(eq(stations.id, registered.stationId)),
  );
  expect(row?.credentialHash).not.toContain(registered.password);
  expect(await verifyPassword(registered.password, row?.credentialHash ?? null)).toBe(true);
  const stored = await readTenant(tenantId, (db) =>
    db.select().from(evses).where(eq(evses.stationId, registered.stationId)),
  );
  expect(stored.map(({ evseNumber, currentKind, maxPowerW }) => [evseNumber, currentKind, maxPowerW])).toEqual([
    [1, "AC", 22_000],
    [2, "DC", null],
  ]);
});

test("an identity that is taken is refused in the same words whether it is ours or another operator's, and nothing is stored", async () => {
  const [own, other] = [await freshTenant(), await freshTenant()];
  const refusals: Refusal[] = [];
  for (const taken of [own.station.identity, other.station.identity]) {
    const attempt = writeTenant(own.tenantId, (db) => registerStation(db, registration(own.siteId, taken)));
    const error: unknown = await attempt.catch((caught: unknown) => caught);
    if (!(error instanceof Refusal)) throw new Error("it was not refused");
    refusals.push(error);
    expect(error.message.replace(taken, "X")).toBe("The identity “X” is already in use here. Choose another one.");
  }
  expect(refusals.map(({ status, details: { identity, ...others } }) => [status, identity, others])).toEqual([
    ["CONFLICT", own.station.identity, { field: "identity" }],
    ["CONFLICT", other.station.identity, { field: "identity" }],
  ]);
  const mine = await readTenant(own.tenantId, (db) => db.select().from(stations));
  expect(mine).toHaveLength(1);
});

test("a site of another operator is no site", async () => {
  const [own, other] = [await freshTenant(), await freshTenant()];
  const attempt = writeTenant(own.tenantId, (db) => registerStation(db, registration(other.siteId, `${own.slug}-X`)));
  await expect(attempt).rejects.toMatchObject({ status: "NOT_FOUND" });
});

test("an identity holds only what OCPP and HTTP Basic can carry", () => {
  for (const valid of ["PT-LIS-01", "a*b_c=d+e|f@g.h", "1"]) expect(Identity.safeParse(valid).success).toBe(true);
  for (const invalid of ["", "a b", "a:b", "a/b", "posto-é", "..", "-a", "x".repeat(49)]) {
    expect([invalid, Identity.safeParse(invalid).success]).toEqual([invalid, false]);
  }
  expect(
    RegisterStation.safeParse({ ...registration("no-uuid", "A"), evses: [] }).error?.issues.map((i) => i.path[0]),
  ).toEqual(["siteId", "evses"]);
});

test("a revoked credential shuts the old password out", async () => {
  const { tenantId, station, password } = await freshTenant();
  const renewed = await writeTenant(tenantId, (db) => revokeCredential(db, { stationId: station.id }));
  const [row] = await readTenant(tenantId, (db) => db.select().from(stations).where(eq(stations.id, station.id)));
  expect(await verifyPassword(password, row?.credentialHash ?? null)).toBe(false);
  expect(await verifyPassword(renewed.password, row?.credentialHash ?? null)).toBe(true);
});

test("another operator's station has no credential to revoke", async () => {
  const [own, other] = [await freshTenant(), await freshTenant()];
  const attempt = writeTenant(own.tenantId, (db) => revokeCredential(db, { stationId: other.station.id }));
  await expect(attempt).rejects.toMatchObject({ status: "NOT_FOUND" });
});
