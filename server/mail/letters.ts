/** The table of letters: which there are, what each is told, who writes it. */
import { z } from "zod";
import { creditNoteIssued } from "@/emails/credit-note-issued";
import { invoiceIssued } from "@/emails/invoice-issued";
import type { Letter } from "@/emails/letter";
import { memberInvited } from "@/emails/member-invited";
import { paymentReceived } from "@/emails/payment-received";
import { ROLES } from "@/server/domain/access/role";
import type { LetterName } from "@/server/mail/queue-letter";

type Writer = (props: unknown, locale: "en" | "pt") => Letter;

const letter =
  <Props>(shape: z.ZodType<Props>, write: (props: Props, locale: "en" | "pt") => Letter): Writer =>
  (props, locale) =>
    write(shape.parse(props), locale);

const WRITERS: Readonly<Record<LetterName, Writer>> = {
  "invoice-issued": letter(
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
  "credit-note-issued": letter(
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
  "payment-received": letter(
    z.object({
      sellerName: z.string(),
      buyerName: z.string(),
      number: z.string(),
      amount: z.string(),
      receivedOn: z.string(),
    }),
    paymentReceived,
  ),
  "member-invited": letter(
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

/** The letter of that name, told what to say. Throws ZodError when it is not told all it needs, which is a bug. */
export const letterOf = (name: LetterName, props: unknown, locale: "en" | "pt"): Letter => WRITERS[name](props, locale);
