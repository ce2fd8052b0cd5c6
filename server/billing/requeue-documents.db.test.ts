import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { actAs, closePools } from "@/db/process";
import { writeTenant } from "@/db/tenant";
import { freshTenant } from "@/db/testing/fresh-tenant";
import { renderDocument } from "@/server/documents/render-document";
import { draftInvoice, issuedInvoice } from "@/server/billing/testing/issued-invoice";
import { requeueUnrenderedDocuments } from "@/server/billing/requeue-documents";
import type { env } from "@/server/env";

vi.mock("@/server/env", async (original) => {
  const actual = await original<{ env: typeof env }>();
  return { ...actual, env: () => ({ ...actual.env(), STRIPE_SECRET_KEY: undefined }) };
});

beforeAll(async () => {
  await closePools();
  actAs("worker"); // the queue is the worker's
});
afterAll(() => actAs("portal"));

test("requeues an issued document whose job was lost; skips drafts and rendered documents", async () => {
  const tenant = await freshTenant();
  const requeue = () => writeTenant(tenant.tenantId, requeueUnrenderedDocuments);
  const { invoiceId } = await issuedInvoice(tenant);
  await draftInvoice(tenant);
  expect(await requeue()).toBe(0); // its job waits
  await writeTenant(tenant.tenantId, (db) =>
    db.execute(sql`select graphile_worker.remove_job(${`invoice.render:${invoiceId}`})`),
  );
  expect(await requeue()).toBe(1);
  expect(await requeue()).toBe(0);
  await writeTenant(tenant.tenantId, (db) =>
    db.execute(sql`select graphile_worker.remove_job(${`invoice.render:${invoiceId}`})`),
  );
  await renderDocument({ tenantId: tenant.tenantId, invoiceId });
  expect(await requeue()).toBe(0);
});
