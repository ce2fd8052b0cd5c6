import type { TenantRead } from "@/db/tenant";
import { drawUpInvoice } from "@/server/billing/draw-up-invoice";
import type { InvoiceModel } from "@/server/documents/invoice-model";
import { countLeftOut, type LeftOut } from "@/server/billing/left-out";
import { type Buyer, buyersOf, type Seller } from "@/server/billing/parties";
import type { RunPeriod } from "@/server/billing/period-of-run";
import { findUnbilledRecords, type UnbilledRecord } from "@/server/billing/unbilled-records";

/** One invoice of a planned run. */
export type PlannedInvoice = { buyer: Buyer; records: readonly UnbilledRecord[]; model: InvoiceModel };

export type RunPlan = {
  invoices: readonly PlannedInvoice[];
  leftOut: LeftOut & {
    /**
     * records of accounts with nothing to pay in total (credits or free sessions); they wait for a
     * later bill
     */
    nothingToPay: number;
  };
};

/**
 * Computes a run without saving it, for the preview and the close alike. One invoice for each
 * account, currency and price side; gross and net documents round differently and never mix.
 */
export async function planRun(db: TenantRead, seller: Seller, period: RunPeriod): Promise<RunPlan> {
  const records = await findUnbilledRecords(db, seller.id, period.toAt);
  const buyers = await buyersOf(db, [...new Set(records.map((record) => record.billingAccountId))]);
  const leftOut = await countLeftOut(db, seller.id, period.toAt);
  const invoices: PlannedInvoice[] = [];
  let nothingToPay = 0;
  for (const group of groupsOf(records)) {
    const buyer = buyers.get(group[0]?.billingAccountId ?? "");
    if (!buyer) throw new Error("a charge record names an account that is not there");
    const model = drawUpInvoice(seller, buyer, group, period);
    if (BigInt(model.grossMinor) <= 0n) nothingToPay += group.length;
    else invoices.push({ buyer, records: group, model });
  }
  invoices.sort((a, b) => (a.buyer.name < b.buyer.name ? -1 : a.buyer.name > b.buyer.name ? 1 : 0));
  return { invoices, leftOut: { ...leftOut, nothingToPay } };
}

function groupsOf(records: readonly UnbilledRecord[]): UnbilledRecord[][] {
  const groups = new Map<string, UnbilledRecord[]>();
  for (const record of records) {
    const key = `${record.billingAccountId} ${record.currency} ${record.priceSide}`;
    const group = groups.get(key);
    if (group) group.push(record);
    else groups.set(key, [record]);
  }
  return [...groups.values()];
}
