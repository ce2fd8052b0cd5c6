import type { Locale } from "@/server/domain/locale";
import { emailDeliveries } from "@/db/schema/email-deliveries";
import type { TenantWrite } from "@/db/tenant";
import { putJob } from "@/server/outbox/put";

/** Every e-mail template of an operator's business; email-templates.ts has the props of each. */
export const EMAIL_TEMPLATES = ["invoice-issued", "credit-note-issued", "payment-received", "member-invited"] as const;

export type EmailTemplateName = (typeof EMAIL_TEMPLATES)[number];

/**
 * Props that open something by themselves. The invitation keeps only a hash of it, and the row
 * drops it once the e-mail has left or was given up; so it cannot be sent again.
 */
export const SECRET_PROPS: Readonly<Partial<Record<string, readonly string[]>>> = {
  "member-invited": ["url"],
} satisfies Partial<Record<EmailTemplateName, readonly string[]>>;

export type EmailToQueue = {
  template: EmailTemplateName;
  recipient: string;
  locale: Locale;
  /** strings as the reader will see them; checked when the letter is written */
  props: Readonly<Record<string, string | number | null>>;
  /** the row it is about; a letter about an invoice carries the document */
  subjectType?: "invoice" | "invitation";
  subjectId?: string;
};

/**
 * Stores an e-mail and the job that sends it, in the transaction of the change. The portal shows
 * its outcome.
 */
export async function queueEmail(db: TenantWrite, email: EmailToQueue): Promise<{ deliveryId: string }> {
  const [queued] = await db.insert(emailDeliveries).values(email).returning({ id: emailDeliveries.id });
  if (!queued) throw new Error("the letter was not written down");
  await putEmailJob(db, queued.id);
  return { deliveryId: queued.id };
}

/** Puts the job that sends a letter; one waits for each letter, however often this is asked. */
export const putEmailJob = (db: TenantWrite, deliveryId: string, runAt?: Date): Promise<void> =>
  putJob(
    db,
    "mail.send",
    { tenantId: db.tenantId, deliveryId },
    { key: `mail.send:${deliveryId}`, ...(runAt ? { runAt } : {}) },
  );
