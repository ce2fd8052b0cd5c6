import type Stripe from "stripe";
import { endpoint, list, mergeMetadata, retrieve, type Endpoint } from "../base/endpoint";
import { invalid } from "../base/refuse";
import { newId, type Unit } from "../base/unit";
import { idOf, type Tables, type Wire } from "../base/wire";
import { fieldsOfItem, withLines, withTotals } from "./invoice-lines";

type Item = Tables["invoiceitems"];
type CreateParams = Wire<Stripe.InvoiceItemCreateParams>;

export const invoiceItems: Record<string, Endpoint> = {
  "InvoiceItems.create": endpoint<CreateParams>(
    ["amount", "currency", "customer", "description", "invoice", "metadata", "period", "tax_rates"],
    create,
  ),
  "InvoiceItems.retrieve": retrieve("invoiceitems"),
  "InvoiceItems.list": {
    ...list("invoiceitems", ["created", "customer", "invoice"], (item, { pending }) =>
      pending === undefined ? true : (item.invoice === null) === pending,
    ),
    supportedParams: [
      "limit",
      "starting_after",
      "ending_before",
      "created",
      "customer",
      "invoice",
      "pending",
      "expand",
    ],
  },
  "InvoiceItems.del": endpoint<object>([], remove),
};

function create(unit: Unit, params: CreateParams): Item {
  if (params.amount === undefined) throw missingParam("amount");
  const invoice = params.invoice ? unit.need("invoices", params.invoice, "invoice") : undefined;
  if (invoice && invoice.status !== "draft") {
    throw invalid("Items can only be added to a draft invoice.", { code: "invoice_not_editable", param: "invoice" });
  }
  const customer = params.customer ?? idOf(invoice?.customer);
  if (!customer) throw missingParam("customer");
  unit.need("customers", customer, "customer");
  const currency = params.currency ?? invoice?.currency;
  if (!currency) throw missingParam("currency");
  if (invoice && invoice.currency !== currency)
    throw invalid("The currency must be the invoice's.", { param: "currency" });
  const item = unit.put("invoiceitems", {
    id: newId("ii"),
    object: "invoiceitem",
    amount: params.amount,
    currency,
    customer,
    customer_account: null,
    date: unit.now,
    description: params.description ?? null,
    discountable: true,
    discounts: [],
    invoice: invoice?.id ?? null,
    livemode: false,
    metadata: mergeMetadata({}, params.metadata),
    parent: null,
    period: params.period ?? { start: unit.now, end: unit.now },
    pricing: null,
    proration: false,
    quantity: 1,
    quantity_decimal: "1",
    tax_rates: (params.tax_rates ?? []).map((rate) => unit.need("tax_rates", rate, "tax_rates")),
    test_clock: null,
  });
  unit.emit("invoiceitem.created", "invoiceitems", item);
  if (invoice) {
    const longer = unit.put(
      "invoices",
      withLines(unit, invoice, [{ fields: fieldsOfItem(unit, item), item: item.id }]),
    );
    unit.emit("invoice.updated", "invoices", longer);
  }
  return item;
}

function remove(unit: Unit, _params: object, id: string) {
  const item = unit.need("invoiceitems", id);
  const invoice = item.invoice ? unit.get("invoices", idOf(item.invoice) ?? "") : undefined;
  if (invoice && invoice.status !== "draft") {
    throw invalid("Items of a finalized invoice cannot be deleted.", { code: "invoice_not_editable" });
  }
  if (invoice) {
    const data = invoice.lines.data.filter((line) => line.parent?.invoice_item_details?.invoice_item !== id);
    unit.put("invoices", withTotals({ ...invoice, lines: { ...invoice.lines, data } }));
  }
  unit.remove("invoiceitems", id);
  unit.emit("invoiceitem.deleted", "invoiceitems", item);
  return { id, object: "invoiceitem", deleted: true };
}

const missingParam = (param: string) =>
  invalid(`Missing required param: ${param}.`, { code: "parameter_missing", param });
