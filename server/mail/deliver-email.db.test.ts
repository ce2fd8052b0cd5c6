import { eq } from "drizzle-orm";
import { beforeEach, expect, test, vi } from "vitest";
import { emailDeliveries } from "@/db/schema/email-deliveries";
import { readTenant, writeTenant } from "@/db/tenant";
import { type FreshTenant, freshTenant } from "@/db/testing/fresh-tenant";
import { deliverEmail, resendEmail } from "./deliver-email";
import { queueEmail } from "./queue-email";
import { type Mail, MailFailure } from "./send";

const mailStub = vi.hoisted(() => ({ mails: [] as Mail[], failure: null as Error | null }));
vi.mock("@/server/mail/send", async (original) => ({
  ...(await original<object>()),
  sendMail: async (mail: Mail) => {
    if (mailStub.failure) throw mailStub.failure;
    mailStub.mails.push(mail);
    return mail.messageId;
  },
}));

const SECRET = "kV3mJ7oZ0q-an-invitation-token";

let tenant: FreshTenant;
beforeEach(async () => {
  tenant = await freshTenant();
  mailStub.mails = [];
  mailStub.failure = null;
});

const invite = () =>
  writeTenant(tenant.tenantId, (db) =>
    queueEmail(db, {
      template: "member-invited",
      recipient: "rui@people.test",
      locale: "pt",
      props: {
        operatorName: "Ampère",
        inviterName: "Ana",
        role: "viewer",
        url: `https://portal.test/invitation/${SECRET}`,
        days: 7,
      },
    }),
  );
const deliver = (deliveryId: string) => deliverEmail({ tenantId: tenant.tenantId, deliveryId });
async function stored(deliveryId: string) {
  const [row] = await readTenant(tenant.tenantId, (db) =>
    db.select().from(emailDeliveries).where(eq(emailDeliveries.id, deliveryId)),
  );
  return { state: row?.state, row: JSON.stringify(row) };
}

test("an invitation's link is in the letter, and nowhere in the database once it left", async () => {
  const { deliveryId } = await invite();
  await deliver(deliveryId);
  expect(mailStub.mails[0]?.text).toContain(SECRET);
  const { state, row } = await stored(deliveryId);
  expect(state).toBe("sent");
  expect(row).not.toContain(SECRET);
  expect(row).toContain("Ampère");
});

test("an invitation keeps its link while it will be tried again, and not when it was given up", async () => {
  const { deliveryId } = await invite();
  mailStub.failure = new MailFailure("the server is away", false);
  await deliver(deliveryId);
  expect(await stored(deliveryId)).toMatchObject({ state: "queued", row: expect.stringContaining(SECRET) });
  mailStub.failure = new MailFailure("no such mailbox", true);
  await deliver(deliveryId);
  const { state, row } = await stored(deliveryId);
  expect(state).toBe("failed");
  expect(row).not.toContain(SECRET);
});

test("a letter whose link is gone is not sent again: the person is invited anew", async () => {
  const { deliveryId } = await invite();
  await deliver(deliveryId);
  await expect(writeTenant(tenant.tenantId, (db) => resendEmail(db, deliveryId))).rejects.toMatchObject({
    status: "CONFLICT",
  });
  await deliver(deliveryId);
  expect(mailStub.mails).toHaveLength(1);
});

test("a letter without secrets goes out again, word for word", async () => {
  const { deliveryId } = await writeTenant(tenant.tenantId, (db) =>
    queueEmail(db, {
      template: "payment-received",
      recipient: "contas@cliente.test",
      locale: "pt",
      props: { sellerName: "Ampère", buyerName: "Rui", number: "INV-1", amount: "12,30 €", receivedOn: "3 de março" },
    }),
  );
  await deliver(deliveryId);
  await writeTenant(tenant.tenantId, (db) => resendEmail(db, deliveryId));
  await deliver(deliveryId);
  expect(mailStub.mails[1]?.text).toBe(mailStub.mails[0]?.text);
});

test("a letter that cannot be written fails at once, for a person to see", async () => {
  const { deliveryId } = await writeTenant(tenant.tenantId, (db) =>
    queueEmail(db, { template: "payment-received", recipient: "rui@people.test", locale: "pt", props: {} }),
  );
  await deliver(deliveryId);
  const { state, row } = await stored(deliveryId);
  expect(state).toBe("failed");
  expect(row).toContain("The letter could not be written");
  expect(mailStub.mails).toEqual([]);
});
