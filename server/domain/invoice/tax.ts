import { type Decimal, parseDecimal, PERCENT_FRACTION_DIGITS } from "@/server/domain/decimal";
import { isEuMember } from "@/server/domain/invoice/vat-rates";

/** UNCL 5305: standard rate, zero rate, reverse charge, outside the scope of tax. */
export type TaxCategory = "S" | "Z" | "AE" | "O";

/** A reason code of the VATEX list and the key of the sentence that the document must show. */
export type VatExemptionReason = {
  vatexCode: string;
  sentence: "REVERSE_CHARGE_ARTICLE_195" | "OUTSIDE_SCOPE_ARTICLE_38";
};

export type InvoiceFinding = { code: InvoiceFindingCode; data: Record<string, string> };

export type InvoiceFindingCode = "VAT_ID_MISSING" | "VAT_ID_MALFORMED" | "FOREIGN_SITE" | "SELLER_OUTSIDE_EU";

export type TaxDecision = {
  ruleId: string;
  category: TaxCategory;
  /** The rate to charge; "0" for AE and O. */
  vatPercent: Decimal;
  wording: VatExemptionReason | null;
  findings: readonly InvoiceFinding[];
};

export type TaxInput = {
  seller: { country: string };
  buyer: TaxBuyer;
  /** Country of the charge point. */
  siteCountry: string;
  /** The tariff's rate, which is that of the charge point's country. */
  vatPercent: Decimal;
};

export type TaxBuyer = { kind: "DRIVER" | "EMSP"; country: string; vatId: string | null };

/**
 * Decides the tax. Charging is one supply of goods (CJEU C-282/22, C-60/23): to a driver at the
 * place of consumption (Directive 2006/112/EC Art. 39), to a dealer at the dealer's seat (Art. 38),
 * across a border within the Union by reverse charge (Art. 195). In doubt VAT is charged and a
 * finding raised.
 */
export function decideTax({ seller, buyer, siteCountry, vatPercent }: TaxInput): TaxDecision {
  // The seller may have to register there (a driver), or the tariff's rate is not that of the
  // seller's country (a dealer at home).
  const foreign = siteCountry === seller.country ? [] : [finding("FOREIGN_SITE", { siteCountry })];
  if (buyer.kind === "DRIVER") return taxedDecision("DRIVER_WHERE_CONSUMED", vatPercent, foreign);
  if (buyer.country === seller.country) return taxedDecision("DEALER_DOMESTIC", vatPercent, foreign);
  if (!isEuMember(seller.country)) {
    return taxedDecision("DEALER_OF_SELLER_OUTSIDE_EU", vatPercent, [
      finding("SELLER_OUTSIDE_EU", { country: seller.country }),
    ]);
  }
  if (!isEuMember(buyer.country)) {
    return untaxedDecision("DEALER_OUTSIDE_EU", "O", { vatexCode: "VATEX-EU-O", sentence: "OUTSIDE_SCOPE_ARTICLE_38" });
  }
  const vatFinding = vatIdFinding(buyer);
  if (vatFinding) return taxedDecision("DEALER_WITHOUT_VAT_ID", vatPercent, [vatFinding]);
  return untaxedDecision("DEALER_IN_EU", "AE", { vatexCode: "VATEX-EU-AE", sentence: "REVERSE_CHARGE_ARTICLE_195" });
}

function taxedDecision(ruleId: string, vatPercent: Decimal, findings: readonly InvoiceFinding[]): TaxDecision {
  const parsed = parseDecimal(vatPercent, PERCENT_FRACTION_DIGITS);
  const rate = parsed.ok ? parsed.value : vatPercent;
  return { ruleId, category: rate === "0" ? "Z" : "S", vatPercent: rate, wording: null, findings };
}

function untaxedDecision(ruleId: string, category: TaxCategory, wording: VatExemptionReason): TaxDecision {
  return { ruleId, category, vatPercent: "0", wording, findings: [] };
}

function vatIdFinding({ country, vatId }: TaxBuyer): InvoiceFinding | null {
  if (vatId === null || vatId.trim() === "") return finding("VAT_ID_MISSING", { country });
  const prefix = country === "GR" ? "EL" : country;
  const isWellFormed = new RegExp(`^${prefix}[0-9A-Z+*]{2,12}$`).test(vatId.replace(/[\s.-]/g, "").toUpperCase());
  return isWellFormed ? null : finding("VAT_ID_MALFORMED", { country, vatId });
}

function finding(code: InvoiceFindingCode, data: Record<string, string>): InvoiceFinding {
  return { code, data };
}
