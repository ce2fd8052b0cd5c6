import type { Decimal } from "@/server/domain/decimal";

/** UNCL 5305: standard rate, zero rate, reverse charge, outside the scope of tax. */
export type TaxCategory = "S" | "Z" | "AE" | "O";

/** A reason code of the VATEX list and the key of the sentence that must stand on the document. */
export type TaxWording = { vatexCode: string; sentence: "REVERSE_CHARGE_ARTICLE_195" | "OUTSIDE_SCOPE_ARTICLE_38" };

export type InvoiceFinding = { code: InvoiceFindingCode; data: Record<string, string> };

export type InvoiceFindingCode = "VAT_ID_MISSING" | "VAT_ID_MALFORMED" | "FOREIGN_SITE" | "SELLER_OUTSIDE_EU";

export type TaxDecision = {
  ruleId: string;
  category: TaxCategory;
  /** The rate to charge; "0" for AE and O. */
  vatPercent: Decimal;
  wording: TaxWording | null;
  findings: readonly InvoiceFinding[];
};
