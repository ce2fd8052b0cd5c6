import { writeTenant } from "@/db/tenant";
import type { FreshTenant } from "@/db/testing/fresh-tenant";
import { closePeriod } from "@/server/billing/close-period";
import { type IssuedDocument, issueInvoice } from "@/server/billing/issue-invoice";
import { insertChargeRecord } from "@/server/billing/testing/insert-charge-record";

export const JANUARY = "2026-01";
export const FEBRUARY = new Date("2026-02-03T09:00:00Z");

/** Creates a draft over one driver's session of EUR 12.30 gross, VAT 2.30. */
export async function draftInvoice(tenant: FreshTenant, account: "driver" | "emsp" = "driver"): Promise<string> {
  await insertChargeRecord(tenant, { account, netMinor: 1000n, taxMinor: 230n });
  const { invoices } = await writeTenant(tenant.tenantId, (db) =>
    closePeriod(db, { legalEntityId: tenant.legalEntityId, month: JANUARY, upToNow: false }, null, FEBRUARY),
  );
  const invoiceId = invoices[0]?.invoiceId;
  if (!invoiceId) throw new Error("no draft was made");
  return invoiceId;
}

/** Creates the same invoice, issued on 3 February 2026. */
export async function issuedInvoice(
  tenant: FreshTenant,
  account: "driver" | "emsp" = "driver",
): Promise<IssuedDocument> {
  const invoiceId = await draftInvoice(tenant, account);
  return writeTenant(tenant.tenantId, (db) => issueInvoice(db, { invoiceId }, FEBRUARY));
}
