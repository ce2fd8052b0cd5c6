import { invalid } from "./base/refuse";
import type { Unit } from "./base/unit";
import { idOf, TABLE_OF_PREFIX, type Json, type JsonObject } from "./base/wire";

/** Number of entries of a list inside an object; the rest is fetched from the list's own url. */
const MAX_INLINE_ENTRIES = 10;

/**
 * Returns a copy of an object as Stripe would answer it: long inner lists truncated, addresses made
 * absolute, and the paths of `expand` filled in.
 */
export function present(unit: Unit, object: object, expand: string[], baseUrl: string): JsonObject {
  const shown = presentObject(structuredClone(object) as JsonObject, baseUrl);
  for (const path of expand) expandPath(unit, shown, path.split("."), path, baseUrl);
  return shown;
}

function presentObject(object: JsonObject, baseUrl: string): JsonObject {
  if (object["object"] === "list")
    return { ...object, data: listOf(object["data"]).map((one) => presentObject(one, baseUrl)) };
  if (object["object"] === "invoice" || object["object"] === "credit_note") truncateLines(object);
  for (const key of ["hosted_invoice_url", "pdf"]) {
    const address = object[key];
    if (typeof address === "string" && address.startsWith("/")) object[key] = baseUrl + address;
  }
  if (object["object"] === "customer") delete object["tax_ids"];
  return object;
}

function truncateLines(object: JsonObject): void {
  const lines = object["lines"];
  if (!isObject(lines)) return;
  const data = listOf(lines["data"]);
  object["lines"] = { ...lines, data: data.slice(0, MAX_INLINE_ENTRIES), has_more: data.length > MAX_INLINE_ENTRIES };
}

function expandPath(unit: Unit, at: Json, [key, ...rest]: string[], path: string, baseUrl: string): void {
  if (key === undefined || at === null || at === undefined) return;
  if (Array.isArray(at)) {
    for (const entry of at) expandPath(unit, entry, [key, ...rest], path, baseUrl);
    return;
  }
  if (!isObject(at)) throw notExpandable(path);
  const { object, id } = at;
  const included = typeof object === "string" ? INCLUDED[`${object}.${key}`] : undefined;
  if (included && typeof id === "string") at[key] = included(unit, id);
  const value = at[key];
  if (value === undefined) throw notExpandable(path);
  if (typeof value === "string") at[key] = expandObject(unit, value, path, baseUrl);
  expandPath(unit, at[key], rest, path, baseUrl);
}

function expandObject(unit: Unit, id: string, path: string, baseUrl: string): JsonObject {
  const table = TABLE_OF_PREFIX[id.split("_")[0] ?? ""];
  if (!table) throw notExpandable(path);
  return presentObject(structuredClone(unit.need(table, id)) as JsonObject, baseUrl);
}

/** Fields that Stripe leaves out of an object unless `expand` names them. */
const INCLUDED: Record<string, (unit: Unit, id: string) => Json> = {
  "invoice.payments": (unit, id) => {
    const payments = unit.all("invoice_payments").filter((payment) => idOf(payment.invoice) === id);
    return innerList(payments, `/v1/invoice_payments?invoice=${id}`);
  },
  "invoice.confirmation_secret": (unit, id) => {
    const payment = unit.all("invoice_payments").findLast((one) => idOf(one.invoice) === id);
    const intent = unit.get("payment_intents", idOf(payment?.payment.payment_intent) ?? "");
    return intent ? { client_secret: intent.client_secret, type: "payment_intent" } : null;
  },
  "charge.refunds": (unit, id) => {
    const refunds = unit.all("refunds").filter((refund) => idOf(refund.charge) === id);
    return innerList(refunds.reverse(), `/v1/charges/${id}/refunds`);
  },
  "customer.tax_ids": (unit, id) =>
    innerList(unit.need("customers", id).tax_ids?.data ?? [], `/v1/customers/${id}/tax_ids`),
};

function innerList(objects: object[], url: string): JsonObject {
  const data = objects.map((object) => structuredClone(object) as JsonObject);
  return { object: "list", data: data.slice(0, MAX_INLINE_ENTRIES), has_more: data.length > MAX_INLINE_ENTRIES, url };
}

const notExpandable = (path: string) => invalid(`This property cannot be expanded (${path}).`, { param: "expand" });
const isObject = (value: Json): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: Json): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);
