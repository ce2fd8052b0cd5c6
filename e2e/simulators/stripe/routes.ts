import { charges } from "./resources/charges";
import { creditNotes } from "./resources/credit-notes";
import { customers } from "./resources/customers";
import { events } from "./resources/events";
import { invoiceItems } from "./resources/invoice-items";
import { invoicePayments } from "./resources/invoice-payments";
import { invoices } from "./resources/invoices";
import { paymentIntents } from "./resources/payment-intents";
import { paymentMethods } from "./resources/payment-methods";
import { refunds } from "./resources/refunds";
import { taxRates } from "./resources/tax-rates";
import type { Endpoint } from "./base/endpoint";
import schemas from "./schemas.json" with { type: "json" };

export const STRIPE_VERSION = schemas.stripe;
export const API_VERSION = schemas.apiVersion;

export type Route = { operation: string; params: string; endpoint: Endpoint; id: string };

const ENDPOINTS: Record<string, Endpoint> = {
  ...charges,
  ...creditNotes,
  ...customers,
  ...events,
  ...invoiceItems,
  ...invoicePayments,
  ...invoices,
  ...paymentIntents,
  ...paymentMethods,
  ...refunds,
  ...taxRates,
};

/** Every route of schemas.json with its endpoint; literal paths come before those with an id. */
const ROUTES = schemas.routes
  .map((route) => {
    const endpoint = ENDPOINTS[route.operation];
    if (!endpoint) throw new Error(`Nothing plays ${route.operation}`);
    return { ...route, endpoint, pattern: new RegExp(`^${route.path.replace(/\{[^}]+\}/g, "([^/]+)")}$`) };
  })
  .sort((a, b) => Number(a.path.includes("{")) - Number(b.path.includes("{")));

/** The operation at a verb and path, or undefined where the stand-in has none. */
export function routeOf(verb: string, path: string): Route | undefined {
  for (const route of ROUTES) {
    const match = route.verb === verb ? route.pattern.exec(path) : null;
    if (match) return { ...route, id: decodeURIComponent(match[1] ?? "") };
  }
  return undefined;
}
