/** The table of e-mail templates: their names, the schema of their props, how each is rendered. */
import type { Locale } from "@/server/domain/locale";
import { z } from "zod";
import { creditNoteIssued } from "@/emails/credit-note-issued";
import { invoiceIssued } from "@/emails/invoice-issued";
import type { Email } from "@/emails/email";
import { memberInvited } from "@/emails/member-invited";
import { paymentReceived } from "@/emails/payment-received";
import { ROLES } from "@/server/domain/access/role";
import type { EmailTemplateName } from "@/server/mail/queue-email";

type EmailTemplate = (props: unknown, locale: Locale) => Email;

const template =
  <Props>(schema: z.ZodType<Props>, compose: (props: Props, locale: Locale) => Email): EmailTemplate =>
  (props, locale) =>
    compose(schema.parse(props), locale);

const TEMPLATES: Readonly<Record<EmailTemplateName, EmailTemplate>> = {
  "invoice-issued": template(
    z.object({
      sellerName: z.string(),
      buyerName: z.string(),
      number: z.string(),
      amount: z.string(),
      dueOn: z.string(),
      period: z.string(),
      payUrl: z.string().nullable(),
      iban: z.string().nullable(),
      bic: z.string().nullable(),
    }),
    invoiceIssued,
  ),
  "credit-note-issued": template(
    z.object({
      sellerName: z.string(),
      buyerName: z.string(),
      number: z.string(),
      invoiceNumber: z.string(),
      amount: z.string(),
      reason: z.string(),
    }),
    creditNoteIssued,
  ),
  "payment-received": template(
    z.object({
      sellerName: z.string(),
      buyerName: z.string(),
      number: z.string(),
      amount: z.string(),
      receivedOn: z.string(),
    }),
    paymentReceived,
  ),
  "member-invited": template(
    z.object({
      operatorName: z.string(),
      inviterName: z.string(),
      role: z.enum(ROLES),
      url: z.string(),
      days: z.number().int(),
    }),
    memberInvited,
  ),
};

/** Renders the template of that name. Throws ZodError when a prop is missing, which is a bug. */
export const composeEmail = (name: EmailTemplateName, props: unknown, locale: Locale): Email =>
  TEMPLATES[name](props, locale);
