import type Stripe from "stripe";
import { endpoint, list, mergeMetadata, page, PAGING, retrieve, type Endpoint } from "../base/endpoint";
import { invalid } from "../base/refuse";
import { newId, type Unit } from "../base/unit";
import { idOf, type Tables, type Wire } from "../base/wire";
import { blankInvoice } from "./blank-invoice";
import { fieldsOfItem, fieldsOfLine, pendingItems, withLines, withTotals } from "./invoice-lines";
import { finalize, markUncollectible, pay, send, voidInvoice } from "./invoice-states";

type Invoice = Tables["invoices"];
type CreateParams = Wire<Stripe.InvoiceCreateParams>;
type UpdateParams = Wire<Stripe.InvoiceUpdateParams>;
type AddLinesParams = Wire<Stripe.InvoiceAddLinesParams>;

const WRITABLE = [
  "auto_advance",
  "collection_method",
  "days_until_due",
  "default_payment_method",
  "description",
  "due_date",
  "effective_at",
  "footer",
  "metadata",
  "number",
  "statement_descriptor",
] as const;
/** Fields that may still change once an invoice is finalised. */
const WRITABLE_WHEN_OPEN = ["auto_advance", "default_payment_method", "due_date", "metadata", "expand"];

export const invoices: Record<string, Endpoint> = {
  "Invoices.create": endpoint<CreateParams>(
    [...WRITABLE, "currency", "customer", "pending_invoice_items_behavior"],
    create,
  ),
  "Invoices.update": endpoint<UpdateParams>(WRITABLE, update),
  "Invoices.retrieve": retrieve("invoices"),
  "Invoices.list": list("invoices", ["collection_method", "created", "customer", "due_date", "status"]),
  "Invoices.listLineItems": endpoint<Wire<Stripe.InvoiceListLineItemsParams>>([...PAGING], (unit, params, id) =>
    page(unit.need("invoices", id).lines.data, params, `/v1/invoices/${id}/lines`),
  ),
  "Invoices.addLines": endpoint<AddLinesParams>(["lines", "invoice_metadata"], addLines),
  "Invoices.del": endpoint<object>([], remove),
  "Invoices.finalizeInvoice": endpoint<Wire<Stripe.InvoiceFinalizeInvoiceParams>>(
    ["auto_advance"],
    (unit, params, id) => finalize(unit, unit.need("invoices", id), params.auto_advance),
  ),
  "Invoices.sendInvoice": endpoint<object>([], (unit, _params, id) => send(unit, unit.need("invoices", id))),
  "Invoices.voidInvoice": endpoint<object>([], (unit, _params, id) => voidInvoice(unit, unit.need("invoices", id))),
  "Invoices.markUncollectible": endpoint<object>([], (unit, _params, id) =>
    markUncollectible(unit, unit.need("invoices", id)),
  ),
  "Invoices.pay": endpoint<Wire<Stripe.InvoicePayParams>>(
    ["off_session", "paid_out_of_band", "payment_method"],
    (unit, params, id) => pay(unit, unit.need("invoices", id), params),
  ),
};

function create(unit: Unit, params: CreateParams): Invoice {
  if (!params.customer)
    throw invalid("Missing required param: customer.", { code: "parameter_missing", param: "customer" });
  const customer = unit.need("customers", params.customer, "customer");
  const currency = params.currency ?? customer.currency ?? "eur";
  const blank = blankInvoice(unit, customer, currency, newId("in"));
  const started = applyParams(
    unit,
    { ...blank, collection_method: params.collection_method ?? "charge_automatically" },
    params,
  );
  const isForSending = started.collection_method === "send_invoice";
  if (isForSending && started.due_date === null) {
    const message = "When collection_method is send_invoice, one of days_until_due and due_date must be given.";
    throw invalid(message, { code: "parameter_missing", param: "days_until_due" });
  }
  const items = params.pending_invoice_items_behavior === "include" ? pendingItems(unit, customer.id, currency) : [];
  for (const item of items) unit.put("invoiceitems", { ...item, invoice: started.id });
  const added = items.map((item) => ({ fields: fieldsOfItem(unit, item), item: item.id }));
  const invoice = unit.put("invoices", withLines(unit, started, added));
  unit.emit("invoice.created", "invoices", invoice);
  return invoice;
}

function update(unit: Unit, params: UpdateParams, id: string): Invoice {
  const invoice = unit.need("invoices", id);
  const frozen =
    invoice.status === "draft" ? undefined : Object.keys(params).find((key) => !WRITABLE_WHEN_OPEN.includes(key));
  if (frozen) {
    const message = `Finalized invoices can't be updated in this way: ${frozen} is fixed once the invoice is finalized.`;
    throw invalid(message, { code: "invoice_not_editable", param: frozen });
  }
  const changed = unit.put("invoices", applyParams(unit, invoice, params));
  unit.emit("invoice.updated", "invoices", changed);
  return changed;
}

function applyParams(unit: Unit, invoice: Invoice, params: CreateParams | UpdateParams): Invoice {
  const isForSending = (params.collection_method ?? invoice.collection_method) === "send_invoice";
  if (!isForSending && (params.due_date ?? params.days_until_due) !== undefined) {
    throw invalid("due_date and days_until_due are only for collection_method send_invoice.", { param: "due_date" });
  }
  if (params.number) refuseTakenNumber(unit, invoice.id, params.number);
  if (params.default_payment_method)
    unit.need("payment_methods", params.default_payment_method, "default_payment_method");
  const due =
    params.days_until_due === undefined ? params.due_date : invoice.created + params.days_until_due * 24 * 3600;
  return {
    ...invoice,
    auto_advance: params.auto_advance ?? invoice.auto_advance ?? false,
    collection_method: params.collection_method ?? invoice.collection_method,
    default_payment_method: params.default_payment_method ?? invoice.default_payment_method,
    description: params.description ?? invoice.description,
    due_date: due ?? invoice.due_date,
    effective_at: params.effective_at || invoice.effective_at,
    footer: params.footer ?? invoice.footer,
    metadata: mergeMetadata(invoice.metadata, params.metadata),
    number: params.number === "" ? null : (params.number ?? invoice.number),
    statement_descriptor: params.statement_descriptor ?? invoice.statement_descriptor,
  };
}

/** A number is used once in an account, drafts and voided invoices included. */
function refuseTakenNumber(unit: Unit, id: string, number: string): void {
  const taken = unit.all("invoices").some((other) => other.number === number && other.id !== id);
  if (taken) throw invalid(`The invoice number ${number} is already used in this account.`, { param: "number" });
}

function addLines(unit: Unit, params: AddLinesParams, id: string): Invoice {
  const invoice = unit.need("invoices", id);
  if (invoice.status !== "draft") {
    const message = "Lines can only be added while the invoice is a draft.";
    throw invalid(message, { code: "invoice_not_editable" });
  }
  const added = params.lines.map((line, index) => {
    refuseUnsupported(line, `lines[${index}]`);
    const waiting = line.invoice_item ? unit.need("invoiceitems", line.invoice_item) : undefined;
    const fields = waiting ? fieldsOfItem(unit, waiting) : fieldsOfLine(unit, line, `lines[${index}]`);
    if (waiting) unit.put("invoiceitems", { ...waiting, invoice: id });
    return { fields, item: waiting?.id ?? newId("ii") };
  });
  const metadata = mergeMetadata(invoice.metadata, params.invoice_metadata);
  const full = unit.put("invoices", { ...withLines(unit, invoice, added), metadata });
  unit.emit("invoice.updated", "invoices", full);
  return full;
}

function refuseUnsupported(line: AddLinesParams["lines"][number], param: string): void {
  const unsupported = (["price_data", "pricing", "discounts", "quantity_decimal"] as const).find((key) => line[key]);
  if (unsupported)
    throw invalid(`The stand-in does not play ${param}[${unsupported}].`, { code: "stand_in_limitation" });
}

function remove(unit: Unit, _params: object, id: string) {
  const invoice = unit.need("invoices", id);
  if (invoice.status !== "draft")
    throw invalid("You can only delete draft invoices.", { code: "invoice_not_editable" });
  for (const item of unit.all("invoiceitems")) {
    if (idOf(item.invoice) === id) unit.put("invoiceitems", { ...item, invoice: null });
  }
  unit.remove("invoices", id);
  unit.emit("invoice.deleted", "invoices", withTotals(invoice));
  return { id, object: "invoice", deleted: true };
}
