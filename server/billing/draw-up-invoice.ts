import { amountTexts, isoOf, modelOfDocument } from "@/server/documents/document-to-model";
import type { AnnexRow, InvoiceModel } from "@/server/documents/invoice-model";
import type { Buyer, Seller } from "@/server/billing/parties";
import type { RunPeriod } from "@/server/billing/period-of-run";
import type { UnbilledRecord } from "@/server/billing/unbilled-records";
import { buildInvoice } from "@/server/domain/invoice/build-invoice";

/**
 * The document over an account's charge records. Both parties are copied into it as they are now;
 * later changes of them do not alter it.
 */
export function drawUpInvoice(
  seller: Seller,
  buyer: Buyer,
  records: readonly UnbilledRecord[],
  period: RunPeriod,
): InvoiceModel {
  const document = buildInvoice({
    records,
    account: { kind: buyer.kind === "emsp" ? "EMSP" : "DRIVER", country: buyer.country, vatId: buyer.vatId },
    legalEntity: { country: seller.country },
    period: { fromMs: BigInt(period.fromAt.getTime()), toMs: BigInt(period.toAt.getTime()) },
    paymentTermsDays: buyer.paymentTermsDays,
  });
  return {
    ...modelOfDocument(document),
    number: null,
    issuedOn: null,
    dueOn: null,
    locale: buyer.locale,
    timeZone: seller.timeZone,
    paymentTermsDays: buyer.paymentTermsDays,
    seller: { ...addressOf(seller), iban: seller.iban, bic: seller.bic },
    buyer: addressOf(buyer),
    annex: records.map(annexRow),
    creditOf: null,
  };
}

type PartyColumns = Pick<Buyer, "name" | "street" | "postalCode" | "city" | "country" | "vatId" | "email">;

const addressOf = ({ name, street, postalCode, city, country, vatId, email }: PartyColumns): InvoiceModel["buyer"] => ({
  name,
  street,
  postalCode,
  city,
  country,
  vatId,
  email,
});

const annexRow = (record: UnbilledRecord): AnnexRow => ({
  recordId: record.id,
  sessionId: record.sessionId,
  sessionNumber: record.sessionNumber,
  isCredit: record.isCredit,
  startedAt: isoOf(record.startedAtMs),
  endedAt: isoOf(record.endedAtMs),
  timeZone: record.timeZone,
  site: record.site,
  station: record.station,
  token: record.token,
  energyMilliWh: record.energyMilliWh.toString(),
  ...amountTexts(record),
});
