import { expect, test, vi } from "vitest";
import { legalEntities } from "@/db/schema/operators";
import { readTenant, writeTenant } from "@/db/tenant";
import { freshTenant } from "@/db/testing/fresh-tenant";
import { previewPeriod } from "@/server/billing/close-period";
import { getInvoice } from "@/server/billing/get-invoice";
import { insertChargeRecord } from "@/server/billing/testing/insert-charge-record";
import { draftInvoice, FEBRUARY, JANUARY } from "@/server/billing/testing/issued-invoice";
import type { env } from "@/server/env";

const stripe: { key: string | undefined } = { key: undefined };

vi.mock("@/server/env", async (original) => {
  const actual = await original<{ env: typeof env }>();
  return { ...actual, env: () => ({ ...actual.env(), STRIPE_SECRET_KEY: stripe.key }) };
});

test.each([
  ["an IBAN is printed, with or without Stripe", "PT50000201231234567890154", undefined, true],
  ["Stripe's page is named, without an IBAN", null, "sk_test_1", true],
  ["with neither, the run's preview and the draft report it", null, undefined, false],
])("payment instructions: %s", async (_title, iban, key, expected) => {
  stripe.key = key;
  const tenant = await freshTenant();
  await writeTenant(tenant.tenantId, (db) => db.update(legalEntities).set({ iban }));
  await insertChargeRecord(tenant, { account: "driver", netMinor: 1000n, taxMinor: 230n });
  const input = { legalEntityId: tenant.legalEntityId, month: JANUARY, upToNow: false };
  const preview = await readTenant(tenant.tenantId, (db) => previewPeriod(db, input, FEBRUARY));
  expect(preview.hasPaymentInstructions).toBe(expected);
  const invoiceId = await draftInvoice(tenant);
  const draft = await readTenant(tenant.tenantId, (db) => getInvoice(db, { invoiceId }));
  expect(draft.hasPaymentInstructions).toBe(expected);
});
