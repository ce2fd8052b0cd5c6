import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { billingAccounts } from "@/db/schema/billing-accounts";
import { stripeOperations } from "@/db/schema/payments";
import { writeTenant } from "@/db/tenant";
import { freshTenant } from "@/db/testing/fresh-tenant";
import { planOperation } from "./plan-operation";
import { retryOperation } from "./retry-operation";

test("a customer Stripe rejected is retried with the corrected account data", async () => {
  const tenant = await freshTenant();
  const accountId = tenant.driver.billingAccountId;
  const write = <T>(fn: Parameters<typeof writeTenant<T>>[1]) => writeTenant(tenant.tenantId, fn);
  const facts = { name: "Ana", street: null, postalCode: null, city: null, country: "PT", locale: "pt" };
  const [refused] = await write(async (db) => {
    await planOperation(db, { kind: "customer.create", accountId, ...facts, email: "not an address", after: null });
    return db.update(stripeOperations).set({ state: "failed_final" }).returning({ id: stripeOperations.id });
  });
  await write((db) =>
    db.update(billingAccounts).set({ email: "ana@mended.test" }).where(eq(billingAccounts.id, accountId)),
  );
  await write((db) => retryOperation(db, refused?.id ?? ""));
  const [again] = await write((db) => db.select().from(stripeOperations));
  expect(again).toMatchObject({ state: "planned", epoch: 1, params: { email: "ana@mended.test", after: null } });
});

test("a retried bank transfer report first checks whether the invoice is paid at Stripe", async () => {
  const tenant = await freshTenant();
  const write = <T>(fn: Parameters<typeof writeTenant<T>>[1]) => writeTenant(tenant.tenantId, fn);
  const [refused] = await write(async (db) => {
    await planOperation(db, { kind: "invoice.pay_out_of_band", invoiceId: crypto.randomUUID(), after: null });
    return db.update(stripeOperations).set({ state: "failed_final" }).returning({ id: stripeOperations.id });
  });
  await write((db) => retryOperation(db, refused?.id ?? ""));
  expect(await write((db) => db.select().from(stripeOperations))).toMatchObject([{ state: "unknown", epoch: 1 }]);
});
