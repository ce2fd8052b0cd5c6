import { expect, test } from "vitest";
import type { tokens } from "@/db/schema/tokens";
import { writeTenant } from "@/db/tenant";
import { tenantHandle } from "@/db/handle";
import { type FreshTenant, freshTenant } from "@/db/testing/fresh-tenant";
import { authorizeToken } from "@/server/charging/authorize-token";
import type { TokenKind } from "@/server/domain/station/event";
import { asStation } from "@/server/station-port/testing/port-driver";
import { issueToken } from "@/server/tokens/issue-token";
import { updateToken } from "@/server/tokens/change-tokens";

const UID = "04Ab0011";

const add = (tenant: FreshTenant, kind: (typeof tokens.$inferInsert)["kind"], uid = UID) =>
  writeTenant(tenant.tenantId, (db) =>
    issueToken(
      db,
      { kind: "driver", driverId: tenant.driver.id },
      { uid, kind: kind ?? "unspecified", label: null, contractId: null, lastDay: null },
    ),
  );

/** The token that a presentation means; null for nobody's. */
const presented = (tenant: FreshTenant, kind: TokenKind, uid = UID.toLowerCase()) =>
  writeTenant(tenant.tenantId, async (db) => {
    const context = {
      handle: tenantHandle(db),
      station: asStation(tenant),
      receivedAtMs: Date.now(),
      touch: () => {},
      deviate: () => {},
      afterCommit: () => {},
    };
    return (await authorizeToken(context, { uid, kind }, Date.now())).tokenId;
  });

test("number and type are the token: the same number is another token under another type", async () => {
  const tenant = await freshTenant();
  const card = await add(tenant, "iso14443");
  const code = await add(tenant, "key_code");
  expect(await presented(tenant, "iso14443")).toBe(card.tokenId);
  expect(await presented(tenant, "key_code")).toBe(code.tokenId);
  expect(await presented(tenant, "emaid")).toBeNull();
  expect(await presented(tenant, "vin")).toBeNull();
  expect(await presented(tenant, "unspecified")).toBe(card.tokenId); // 1.6 names no type: a card first
});

test("a token without a type is meant by every presentation of its number", async () => {
  const tenant = await freshTenant();
  const { tokenId } = await add(tenant, "unspecified");
  for (const kind of ["unspecified", "iso14443", "key_code", "vin", "direct_payment"] as const)
    expect(await presented(tenant, kind)).toBe(tokenId);
});

test("a token that a presentation could also mean is not added, nor made by a change", async () => {
  const tenant = await freshTenant();
  const card = await add(tenant, "iso14443");
  const taken = { code: "token_taken", details: { field: "uid", uid: UID } };
  await expect(add(tenant, "iso14443", UID.toUpperCase())).rejects.toMatchObject(taken);
  await expect(add(tenant, "unspecified")).rejects.toMatchObject(taken);
  const code = await add(tenant, "key_code");
  const change = (tokenId: string, kind: "iso14443" | "unspecified" | "emaid") =>
    writeTenant(tenant.tenantId, (db) => updateToken(db, "driver", { tokenId, kind, label: null, lastDay: null }));
  await expect(change(code.tokenId, "iso14443")).rejects.toMatchObject(taken);
  await expect(change(code.tokenId, "unspecified")).rejects.toMatchObject(taken);
  await change(code.tokenId, "emaid");
  await change(card.tokenId, "iso14443"); // it is its own
  expect(await presented(tenant, "emaid")).toBe(code.tokenId);
});
