import { createHash } from "node:crypto";
import type { AddressInfo } from "node:net";
import { eq } from "drizzle-orm";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { invoiceFiles, invoices } from "@/db/schema/invoices";
import { emailDeliveries } from "@/db/schema/email-deliveries";
import { billingAccounts } from "@/db/schema/billing-accounts";
import { readTenant, writeTenant } from "@/db/tenant";
import { type FreshTenant, freshTenant } from "@/db/testing/fresh-tenant";
import { invoiceFile } from "@/server/documents/invoice-file";
import { readModel } from "@/server/documents/invoice-model";
import { issueCreditNote } from "@/server/billing/issue-credit-note";
import { issueInvoice } from "@/server/billing/issue-invoice";
import { renderDocument } from "@/server/documents/render-document";
import { retryDelivery } from "@/server/billing/retry-delivery";
import { MAX_ANNEX_ROWS } from "@/server/documents/sessions-file";
import { draftInvoice, FEBRUARY, issuedInvoice } from "@/server/billing/testing/issued-invoice";
import type { env } from "@/server/env";
import { deliverEmail } from "@/server/mail/deliver-email";

const settings = vi.hoisted(() => ({ SMTP_URL: undefined as string | undefined }));
vi.mock("@/server/env", async (original) => {
  const actual = await original<{ env: typeof env }>();
  return { ...actual, env: () => ({ ...actual.env(), STRIPE_SECRET_KEY: undefined, ...settings }) };
});

let tenant: FreshTenant;
let mailbox: ParsedMail[] = [];
let refusal: number | null = null;
const server = new SMTPServer({
  disabledCommands: ["AUTH", "STARTTLS"],
  onRcptTo: (_address, _session, callback) =>
    callback(refusal === null ? null : Object.assign(new Error("no such mailbox"), { responseCode: refusal })),
  onData: (stream, _session, callback) => {
    void simpleParser(stream).then((mail) => {
      mailbox.push(mail);
      callback();
    });
  },
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => new Promise<void>((resolve) => server.close(resolve)));

beforeEach(async () => {
  tenant = await freshTenant();
  mailbox = [];
  refusal = null;
  settings.SMTP_URL = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
});

const tenantOf = () => tenant.tenantId;
async function deliveryOf(subjectId: string) {
  const [delivery] = await readTenant(tenant.tenantId, (db) =>
    db.select().from(emailDeliveries).where(eq(emailDeliveries.subjectId, subjectId)),
  );
  if (!delivery) throw new Error("no e-mail was queued");
  return delivery;
}
const render = (invoiceId: string) => renderDocument({ tenantId: tenantOf(), invoiceId });
const deliver = (deliveryId: string) => deliverEmail({ tenantId: tenantOf(), deliveryId });

test("an issued invoice is rendered once, stored, and mailed with exactly those bytes", async () => {
  const { invoiceId, number } = await issuedInvoice(tenant);
  await Promise.all([render(invoiceId), render(invoiceId)]); // two workers at once
  await render(invoiceId);
  const file = await readTenant(tenantOf(), (db) => invoiceFile(db, { invoiceId }));
  const bytes = Buffer.from(file.base64, "base64");
  expect(file).toMatchObject({
    fileName: `INV-${tenant.seriesCode}-2026-000001.pdf`,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  });
  expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
  expect(bytes.includes(`(${number})`)).toBe(true); // the PDF's subject, uncompressed
  const email = await deliveryOf(invoiceId);
  await deliver(email.id);
  await deliver(email.id);
  expect(mailbox).toHaveLength(1);
  expect(mailbox[0]).toMatchObject({
    subject: `Invoice ${number} from Test Energia Lda`,
    messageId: expect.stringContaining(email.id),
    attachments: [
      { filename: `INV-${tenant.seriesCode}-2026-000001.pdf`, contentType: "application/pdf", content: bytes },
    ],
  });
  expect(mailbox[0]?.text).toContain("€12.30");
  expect(mailbox[0]?.text).toContain("PT50000201231234567890154");
  expect(await deliveryOf(invoiceId)).toMatchObject({ state: "sent", attempts: 1, lastError: null });
});

test("a large partner's month is mailed with its sessions in a file beside the PDF", async () => {
  const invoiceId = await draftInvoice(tenant, "emsp");
  await writeTenant(tenantOf(), async (db) => {
    const [draft] = await db.select().from(invoices);
    const model = readModel(draft?.model);
    const annex = Array.from({ length: MAX_ANNEX_ROWS + 1 }, () => model.annex).flat();
    await db.update(invoices).set({ model: { ...model, annex } });
    await issueInvoice(db, { invoiceId }, FEBRUARY);
  });
  await render(invoiceId);
  await deliver((await deliveryOf(invoiceId)).id);
  const [pdf, sessions] = mailbox[0]?.attachments ?? [];
  expect(pdf).toMatchObject({ contentType: "application/pdf" });
  expect(sessions).toMatchObject({
    filename: `INV-${tenant.seriesCode}-2026-000001-sessions.csv`,
    contentType: "text/csv",
  });
  expect(sessions?.content.toString().trim().split("\r\n")).toHaveLength(MAX_ANNEX_ROWS + 2);
  const stored = await readTenant(tenantOf(), (db) => invoiceFile(db, { invoiceId, kind: "csv" }));
  expect(Buffer.from(stored.base64, "base64").equals(sessions?.content ?? Buffer.of())).toBe(true);
});

test("a credit note is sent as a document and an e-mail of its own", async () => {
  const { invoiceId, number } = await issuedInvoice(tenant, "emsp");
  const note = await writeTenant(tenantOf(), (db) =>
    issueCreditNote(db, { invoiceId, reason: "Wrong card", rebill: false }, FEBRUARY),
  );
  await render(note.creditNoteId);
  await deliver((await deliveryOf(note.creditNoteId)).id);
  expect(mailbox[0]?.subject).toBe(`Credit note CN-${tenant.seriesCode}-2026-000001 from Test Energia Lda`);
  expect(mailbox[0]?.text).toContain(number);
  expect(mailbox[0]?.text).toContain("€10.00"); // net, by reverse charge, without a sign
});

test("without a mail server an e-mail fails with a reason, and can be sent again later", async () => {
  const { invoiceId } = await issuedInvoice(tenant);
  await render(invoiceId);
  const smtpUrl = settings.SMTP_URL;
  settings.SMTP_URL = undefined;
  const { id } = await deliveryOf(invoiceId);
  await deliver(id);
  expect(await deliveryOf(invoiceId)).toMatchObject({
    state: "failed",
    lastError: "No mail server is configured (SMTP_URL).",
  });
  settings.SMTP_URL = smtpUrl;
  await writeTenant(tenantOf(), (db) => retryDelivery(db, { what: "email", deliveryId: id }));
  await deliver(id);
  expect(await deliveryOf(invoiceId)).toMatchObject({ state: "sent" });
});

test("a permanent SMTP refusal fails at once, a temporary one is retried", async () => {
  const { invoiceId } = await issuedInvoice(tenant);
  await render(invoiceId);
  const { id } = await deliveryOf(invoiceId);
  refusal = 451;
  await deliver(id);
  expect(await deliveryOf(invoiceId)).toMatchObject({ state: "queued", attempts: 1 });
  refusal = 550;
  await deliver(id);
  expect(await deliveryOf(invoiceId)).toMatchObject({
    state: "failed",
    attempts: 2,
    lastError: expect.stringContaining("no such mailbox"),
  });
});

test("a bounced e-mail is sent again to the corrected address", async () => {
  const { invoiceId } = await issuedInvoice(tenant);
  await render(invoiceId);
  const { id } = await deliveryOf(invoiceId);
  refusal = 550;
  await deliver(id);
  refusal = null;
  await writeTenant(tenantOf(), async (db) => {
    await db.update(billingAccounts).set({ email: "ana@mended.test" });
    await retryDelivery(db, { what: "email", deliveryId: id });
  });
  await deliver(id);
  expect(mailbox.map(({ to }) => [to].flat().map((address) => address?.text))).toEqual([["ana@mended.test"]]);
  expect(await deliveryOf(invoiceId)).toMatchObject({ state: "sent", recipient: "ana@mended.test" });
});

test("a draft has no document, and one that is not rendered yet is unavailable", async () => {
  const draft = await draftInvoice(tenant);
  await render(draft);
  expect(await readTenant(tenantOf(), (db) => db.$count(invoiceFiles))).toBe(0);
  await expect(readTenant(tenantOf(), (db) => invoiceFile(db, { invoiceId: draft }))).rejects.toMatchObject({
    status: "CONFLICT",
  });
  const { invoiceId } = await issuedInvoice(tenant, "emsp");
  await expect(readTenant(tenantOf(), (db) => invoiceFile(db, { invoiceId }))).rejects.toMatchObject({
    status: "UNAVAILABLE",
  });
});
