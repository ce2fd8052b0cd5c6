/**
 * The whole document as data, as stored in the jsonb column `invoices.model`. Never changed once
 * issued.
 */
import { LOCALES } from "@/server/domain/locale";
import { z } from "zod";

/** Whole minor units as text: JSON has no bigint. */
const Minor = z.string().regex(/^-?\d+$/);

/** EN 16931 BG-4 and BG-7. Empty address parts are null, never "". */
const Party = z.object({
  name: z.string(),
  street: z.string().nullable(),
  postalCode: z.string().nullable(),
  city: z.string().nullable(),
  country: z.string(),
  vatId: z.string().nullable(),
  email: z.string(),
});

const Amounts = z.object({ netMinor: Minor, taxMinor: Minor, grossMinor: Minor });

/** EN 16931 BG-25; quantity is 1, the consumption is in fields of its own. */
const Line = Amounts.extend({
  no: z.number().int(),
  siteCountry: z.string(),
  kind: z.enum(["ENERGY", "TIME", "PARKING", "FLAT", "RESERVATION", "ADJUSTMENT"]),
  category: z.enum(["S", "Z", "AE", "O"]),
  vatPercent: z.string(),
  energyMilliWh: Minor,
  sessionCount: z.number().int(),
});

/** EN 16931 BG-23. */
const TaxSubtotal = Amounts.extend({
  category: z.enum(["S", "Z", "AE", "O"]),
  vatPercent: z.string(),
  wording: z
    .object({ vatexCode: z.string(), sentence: z.enum(["REVERSE_CHARGE_ARTICLE_195", "OUTSIDE_SCOPE_ARTICLE_38"]) })
    .nullable(),
});

const FindingCode = z.enum(["VAT_ID_MISSING", "VAT_ID_MALFORMED", "FOREIGN_SITE", "SELLER_OUTSIDE_EU"]);

/** One charge record in the annex, as it was when the document was created. */
const AnnexRow = Amounts.extend({
  recordId: z.string(),
  sessionId: z.string(),
  sessionNumber: z.number().int(),
  isCredit: z.boolean(),
  startedAt: z.string(),
  endedAt: z.string(),
  timeZone: z.string(),
  site: z.string(),
  station: z.string(),
  token: z.string().nullable(),
  energyMilliWh: Minor,
});

export const InvoiceModel = Amounts.extend({
  kind: z.enum(["invoice", "credit-note"]),
  /** null on a draft */
  number: z.string().nullable(),
  issuedOn: z.string().nullable(),
  dueOn: z.string().nullable(),
  currency: z.string(),
  anchor: z.enum(["GROSS", "NET"]),
  locale: z.enum(LOCALES),
  timeZone: z.string(),
  paymentTermsDays: z.number().int(),
  seller: Party.extend({ iban: z.string().nullable(), bic: z.string().nullable() }),
  buyer: Party,
  /** instants, ISO 8601 */
  servicePeriod: z.object({ from: z.string(), to: z.string() }),
  /** the period of the billing run; a late session may lie before it */
  billingPeriod: z.object({ from: z.string(), to: z.string() }),
  lines: z.array(Line),
  taxSubtotals: z.array(TaxSubtotal),
  annex: z.array(AnnexRow),
  findings: z.array(z.object({ code: FindingCode, data: z.record(z.string(), z.string()) })),
  /** of a credit note: the credited invoice, BG-3 */
  creditOf: z.object({ number: z.string(), issuedOn: z.string(), reason: z.string() }).nullable(),
});

export type InvoiceModel = z.infer<typeof InvoiceModel>;
export type AnnexRow = InvoiceModel["annex"][number];

/**
 * Parses the stored model.
 * @throws ZodError on anything else, which is a bug
 */
export const readModel = (stored: unknown): InvoiceModel => InvoiceModel.parse(stored);

/** True when VAT is computed on the whole document, so that only net amounts add up by session. */
export const annexIsNetOnly = ({ anchor, taxSubtotals }: Pick<InvoiceModel, "anchor" | "taxSubtotals">): boolean =>
  anchor === "NET" || taxSubtotals.some(({ category }) => category === "AE" || category === "O");
