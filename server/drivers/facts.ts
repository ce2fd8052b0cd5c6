/** What people type about drivers, partners, their accounts and tokens, as forms and imports check it. */
import { z } from "zod";

export const line = (max: number) => z.string().trim().min(1, "Please fill this in.").max(max);

/** Empty text is nothing: stored as null, never as "". */
export const optionalLine = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .transform((text) => (text === "" ? null : text))
    .nullable()
    .default(null);

export const Email = z.email("This is not an e-mail address.").max(254);

/** ISO 3166-1 alpha-2 */
export const Country = z
  .string()
  .trim()
  .transform((code) => code.toUpperCase())
  .pipe(z.string().regex(/^[A-Z]{2}$/, "Two letters, such as PT."));

/** What stands on an account's invoices (EN 16931 BG-7) beside its name and e-mail. */
export const AddressFacts = z.object({
  street: optionalLine(200),
  postalCode: optionalLine(20),
  city: optionalLine(100),
  country: Country,
  vatId: optionalLine(20),
  locale: z.enum(["en", "pt"]),
});

/** A billing account as finance edits it. */
export const AccountFacts = AddressFacts.extend({
  name: line(200),
  email: Email,
  paymentTermsDays: z.number().int().min(0, "Zero or more days.").max(180, "At most 180 days."),
});

/** OCPP 2.0.1 identifierString (part 2 §3.1.1) is narrower, 1.6 idTag (CiString20) wider: any printable ASCII without spaces. */
export const TokenUid = z
  .string()
  .trim()
  .min(1, "Please fill this in.")
  .max(36, "At most 36 characters.")
  .regex(/^[!-~]*$/, "Letters, digits and signs only; no spaces.");

export const TokenFacts = z.object({
  uid: TokenUid,
  label: optionalLine(60),
  /** OCPI contract_id, of a partner's token */
  contractId: optionalLine(36),
  /** the last day on which it works, in the operator's zone; null: no end */
  lastDay: z.iso.date("A date, such as 2027-12-31.").nullable().default(null),
});

export type TokenFacts = z.infer<typeof TokenFacts>;
