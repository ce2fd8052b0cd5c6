import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { legalEntities } from "@/db/schema/operators";
import { readTenant, writeTenant } from "@/db/tenant";
import { type FreshTenant, freshTenant } from "@/db/testing/fresh-tenant";
import { takeNumbers } from "@/server/billing/take-numbers";
import { SaveLegalEntity, saveLegalEntity } from "./save-legal-entity";

const FACTS = {
  name: "Test Energia Lda",
  street: "Rua do Teste 1",
  postalCode: "1000-001",
  city: "Lisboa",
  country: "PT",
  vatId: null,
  email: "billing@operator.test",
  iban: null,
  bic: null,
  currency: "EUR",
  timeZone: "Europe/Lisbon",
  paymentTermsDays: 14,
};

const save = (tenant: FreshTenant, legalEntityId: string | null, seriesCode: string | null) =>
  writeTenant(tenant.tenantId, (db) =>
    saveLegalEntity(db, SaveLegalEntity.parse({ ...FACTS, legalEntityId, seriesCode })),
  );

const codeOf = async (tenant: FreshTenant, legalEntityId: string) => {
  const [entity] = await readTenant(tenant.tenantId, (db) =>
    db.select().from(legalEntities).where(eq(legalEntities.id, legalEntityId)),
  );
  return entity?.seriesCode;
};

/** Unique on the deployment, as the database makes them. */
const unusedCode = async () => {
  const other = await freshTenant();
  const first = other.seriesCode.startsWith("Z") ? "Y" : "Z";
  await save(other, other.legalEntityId, `${first}${other.seriesCode.slice(1)}`);
  return other.seriesCode;
};

test("two sellers of a deployment never give the same number, though each counts from one", async () => {
  const numbers = await Promise.all(
    [await freshTenant(), await freshTenant()].map((tenant) =>
      writeTenant(tenant.tenantId, (db) => takeNumbers(db, tenant.legalEntityId, "INVOICE", "2026-02-03", 1)),
    ),
  );
  expect(new Set(numbers.flat()).size).toBe(2);
});

test("a chosen code stands in the numbers from then on", async () => {
  const tenant = await freshTenant();
  const code = await unusedCode();
  await save(tenant, tenant.legalEntityId, code);
  const numbers = await writeTenant(tenant.tenantId, (db) =>
    takeNumbers(db, tenant.legalEntityId, "CREDIT_NOTE", "2026-02-03", 2),
  );
  expect(numbers).toEqual([`CN-${code}-2026-000001`, `CN-${code}-2026-000002`]);
});

test("a code that another operator has is refused without a word of whose it is", async () => {
  const [own, other] = [await freshTenant(), await freshTenant()];
  for (const legalEntityId of [own.legalEntityId, null])
    await expect(save(own, legalEntityId, other.seriesCode)).rejects.toMatchObject({
      status: "CONFLICT",
      message: "This series code is taken. Choose another one.",
      details: { field: "seriesCode" },
    });
  expect(await codeOf(own, own.legalEntityId)).toBe(own.seriesCode);
});

test("a code on documents stays, or somebody else's number could become one of ours", async () => {
  const tenant = await freshTenant();
  await writeTenant(tenant.tenantId, (db) => takeNumbers(db, tenant.legalEntityId, "INVOICE", "2026-02-03", 1));
  const refused = { status: "CONFLICT", details: { field: "seriesCode" } };
  await expect(save(tenant, tenant.legalEntityId, await unusedCode())).rejects.toMatchObject(refused);
  await save(tenant, tenant.legalEntityId, tenant.seriesCode);
  await save(tenant, tenant.legalEntityId, null);
  expect(await codeOf(tenant, tenant.legalEntityId)).toBe(tenant.seriesCode);
});

test("letters that are no currency are refused, for no amount could be written in it", () => {
  expect(SaveLegalEntity.safeParse({ ...FACTS, legalEntityId: null, currency: "ABC" }).success).toBe(false);
});
