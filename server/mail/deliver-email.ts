import { and, desc, eq, lt, not, sql } from "drizzle-orm";
import { invoiceFiles, invoices } from "@/db/schema/invoices";
import { emailDeliveries } from "@/db/schema/email-deliveries";
import { billingAccounts } from "@/db/schema/billing-accounts";
import { type TenantRead, type TenantWrite, readTenant, writeTenant } from "@/db/tenant";
import { type RenderedEmail, renderEmail } from "@/emails/render-email";
import { Refusal } from "@/server/domain/refusal";
import { announce } from "@/server/live/announce";
import { logFor } from "@/server/log";
import { CONTENT_TYPE } from "@/server/mail/content-type";
import { composeEmail } from "@/server/mail/email-templates";
import { EMAIL_TEMPLATES, type EmailTemplateName, putEmailJob, SECRET_PROPS } from "@/server/mail/queue-email";
import { hasJob } from "@/server/outbox/has-job";
import { type Mail, MailFailure, messageIdOf, sendMail } from "@/server/mail/send";

const MAX_ATTEMPTS = 6;

const log = logFor("worker");

type Delivery = typeof emailDeliveries.$inferSelect;

/**
 * The job of one letter: read, send, write down. A server that is away is asked again, six times
 * over about an hour; then, or when it says no for good, the letter is shown as failed and a person
 * may send it again. Killed between sending and writing down, it goes out a second time under the
 * same message id.
 */
export async function deliverEmail({ tenantId, deliveryId }: { tenantId: string; deliveryId: string }): Promise<void> {
  const ready = await readTenant(tenantId, (db) => prepare(db, deliveryId));
  if (!ready) return;
  const { delivery, files } = ready;
  try {
    const email = await render(delivery);
    const messageId = await sendMail({
      ...email,
      to: delivery.recipient,
      messageId: messageIdOf(delivery.id),
      attachments: files,
    });
    await writeTenant(tenantId, (db) =>
      recordOutcome(db, delivery, { state: "sent", messageId, lastError: null, sentAt: new Date() }),
    );
  } catch (error) {
    // an edge: the failure becomes a state of the letter that a person can see
    if (!(error instanceof MailFailure)) throw error;
    await writeTenant(tenantId, (db) => retryOrFail(db, delivery, error));
  }
}

async function prepare(
  db: TenantRead,
  deliveryId: string,
): Promise<{ delivery: Delivery; files: NonNullable<Mail["attachments"]> } | null> {
  const [delivery] = await db.select().from(emailDeliveries).where(eq(emailDeliveries.id, deliveryId));
  if (!delivery || delivery.state !== "queued") return null;
  const carriesDocument = delivery.template === "invoice-issued" || delivery.template === "credit-note-issued";
  if (!carriesDocument || delivery.subjectId === null) return { delivery, files: [] };
  const files = await db
    .select()
    .from(invoiceFiles)
    .where(eq(invoiceFiles.invoiceId, delivery.subjectId))
    .orderBy(desc(invoiceFiles.kind));
  if (files.length === 0) throw new Error("the document of this letter is not rendered yet");
  const attached = files.map(({ kind, fileName, bytes }) => ({ fileName, bytes, contentType: CONTENT_TYPE[kind] }));
  return { delivery, files: attached };
}

/**
 * A letter that cannot be written now never can: it is shown as failed, not tried for days unseen.
 * @throws MailFailure
 */
async function render(delivery: Delivery): Promise<RenderedEmail> {
  try {
    return await renderEmail(composeEmail(templateOf(delivery), delivery.props, delivery.locale));
  } catch (error) {
    log.error({ err: error, deliveryId: delivery.id, template: delivery.template }, "An e-mail could not be rendered");
    throw new MailFailure(
      `The letter could not be written: ${error instanceof Error ? error.message : String(error)}`,
      true,
    );
  }
}

function templateOf({ template }: Delivery): EmailTemplateName {
  const name = EMAIL_TEMPLATES.find((one) => one === template);
  if (!name) throw new Error(`there is no letter called ${template}`);
  return name;
}

async function retryOrFail(db: TenantWrite, delivery: Delivery, failure: MailFailure): Promise<void> {
  const attempts = delivery.attempts + 1;
  const hasFailed = failure.isFinal || attempts >= MAX_ATTEMPTS;
  await recordOutcome(db, delivery, { state: hasFailed ? "failed" : "queued", lastError: failure.message });
  // 10 s, 40 s, 160 s, 11 min, 43 min
  if (!hasFailed) await putEmailJob(db, delivery.id, new Date(Date.now() + 10_000 * 4 ** (attempts - 1)));
}

async function recordOutcome(db: TenantWrite, delivery: Delivery, change: Partial<Delivery>): Promise<void> {
  const props = change.state === "queued" ? {} : { props: withoutSecrets(delivery) };
  await db
    .update(emailDeliveries)
    .set({ ...change, ...props, attempts: delivery.attempts + 1 })
    .where(and(eq(emailDeliveries.id, delivery.id), eq(emailDeliveries.state, "queued")));
  if (delivery.subjectType === "invoice") await announce(db, ["invoices", `invoice:${delivery.subjectId}`]);
}

function withoutSecrets({ template, props }: Delivery): unknown {
  const secrets = SECRET_PROPS[template];
  if (!secrets || typeof props !== "object" || props === null) return props;
  return Object.fromEntries(Object.entries(props).filter(([name]) => !secrets.includes(name)));
}

/**
 * Sends an e-mail again on request: one about an invoice to the address that its account has now,
 * for a wrong one is why most come back. One that carried a secret has to be made anew. @throws
 * Refusal NOT_FOUND, CONFLICT
 */
export async function resendEmail(db: TenantWrite, deliveryId: string): Promise<void> {
  const [delivery] = await db.select().from(emailDeliveries).where(eq(emailDeliveries.id, deliveryId)).for("update");
  if (!delivery) throw new Refusal("email_not_found");
  if (delivery.state === "queued") throw new Refusal("email_queued");
  if (SECRET_PROPS[delivery.template]) throw new Refusal("email_link_expired");
  await db
    .update(emailDeliveries)
    .set({ state: "queued", attempts: 0, lastError: null, recipient: await currentRecipient(db, delivery) })
    .where(eq(emailDeliveries.id, deliveryId));
  await putEmailJob(db, deliveryId);
}

async function currentRecipient(db: TenantRead, { subjectType, subjectId, recipient }: Delivery): Promise<string> {
  if (subjectType !== "invoice" || subjectId === null) return recipient;
  const [account] = await db
    .select({ email: billingAccounts.email })
    .from(invoices)
    .innerJoin(billingAccounts, eq(billingAccounts.id, invoices.billingAccountId))
    .where(eq(invoices.id, subjectId));
  return account?.email ?? recipient;
}

/**
 * Puts the jobs of letters again that have lost theirs: it failed for good, or is nowhere. One that
 * waits, or runs, is left alone.
 */
export async function requeueUnsentEmails(db: TenantWrite): Promise<number> {
  const isOld = lt(emailDeliveries.createdAt, sql`now() - interval '90 minutes'`);
  const unsent = await db
    .select({ id: emailDeliveries.id })
    .from(emailDeliveries)
    .where(and(eq(emailDeliveries.state, "queued"), isOld, not(hasJob("mail.send", emailDeliveries.id))));
  for (const { id } of unsent) await putEmailJob(db, id);
  return unsent.length;
}
