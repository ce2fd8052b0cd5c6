/**
 * What people type about drivers, partners, their accounts and tokens, as forms and imports check
 * it.
 */
import { z } from "zod";
import { TOKEN_KINDS } from "@/db/schema/tokens";
import { Country, EmailAddress, line, Locale, optionalLine, PaymentTermsDays } from "@/server/input/typed";

/** What stands on an account's invoices (EN 16931 BG-7) beside its name and e-mail. */
export const AddressFacts = z.object({
  street: optionalLine(200),
  postalCode: optionalLine(20),
  city: optionalLine(100),
  country: Country,
  vatId: optionalLine(20),
  locale: Locale,
});

/** A billing account as finance edits it. */
export const AccountFacts = AddressFacts.extend({
  name: line(200),
  email: EmailAddress,
  paymentTermsDays: PaymentTermsDays,
});

/**
 * OCPP 2.x identifierString (part 2 §3.1.1) is narrower, 1.6 idTag (CiString20) wider: any
 * printable ASCII without spaces. 2.1 has up to 255 characters, for the EVCCID of ISO 15118-20.
 */
export const TokenUid = z
  .string()
  .trim()
  .min(1, "Please fill this in.")
  .max(255, "At most 255 characters.")
  .regex(/^[!-~]*$/, "Letters, digits and signs only; no spaces.");

export const TokenFacts = z.object({
  uid: TokenUid,
  kind: z.enum(TOKEN_KINDS).default("unspecified"),
  label: optionalLine(60),
  /** OCPI contract_id, of a partner's token */
  contractId: optionalLine(36),
  /** the last day on which it works, in the operator's zone; null: no end */
  lastDay: z.iso.date("A date, such as 2027-12-31.").nullable().default(null),
});

export type TokenFacts = z.infer<typeof TokenFacts>;
