import type Stripe from "stripe";
import { endpoint, list, mergeMetadata, page, PAGING, retrieve, type Endpoint } from "../base/endpoint";
import { invalid } from "../base/refuse";
import { newId, type Unit } from "../base/unit";
import type { Tables, Wire } from "../base/wire";

type PaymentMethod = Tables["payment_methods"];
type CreateParams = Wire<Stripe.PaymentMethodCreateParams>;

/** Stripe's test methods that the stand-in knows; each behaves as its name states. */
const TEST_METHODS: Record<string, { last4: string; brand: string } | "sepa_debit"> = {
  pm_card_visa: { last4: "4242", brand: "visa" },
  pm_card_mastercard: { last4: "4444", brand: "mastercard" },
  pm_card_chargeDeclined: { last4: "0002", brand: "visa" },
  pm_card_chargeCustomerFail: { last4: "0341", brand: "visa" },
  pm_card_authenticationRequired: { last4: "3184", brand: "visa" },
  pm_sepaDebit_de: "sepa_debit",
};

const METHOD_BY_TOKEN: Record<string, string> = {
  tok_visa: "pm_card_visa",
  tok_mastercard: "pm_card_mastercard",
  tok_chargeDeclined: "pm_card_chargeDeclined",
};

export const paymentMethods: Record<string, Endpoint> = {
  "PaymentMethods.create": endpoint<CreateParams>(
    ["type", "card", "sepa_debit", "billing_details", "metadata"],
    create,
  ),
  "PaymentMethods.retrieve": retrieve("payment_methods"),
  "PaymentMethods.list": list("payment_methods", ["customer", "type"]),
  "PaymentMethods.attach": endpoint<{ customer?: string }>(["customer"], (unit, { customer }, id) => {
    if (!customer) throw invalid("Missing required param: customer.", { code: "parameter_missing", param: "customer" });
    return attachedCopy(unit, id, customer);
  }),
  "PaymentMethods.detach": endpoint<object>([], (unit, _params, id) => {
    const method = unit.put("payment_methods", { ...unit.need("payment_methods", id), customer: null });
    unit.emit("payment_method.detached", "payment_methods", method);
    return method;
  }),
  "Customers.listPaymentMethods": endpoint<Wire<Stripe.CustomerListPaymentMethodsParams>>(
    [...PAGING, "type"],
    (unit, params, customer) => {
      unit.need("customers", customer);
      const kept = unit
        .all("payment_methods")
        .filter((m) => m.customer === customer && (!params.type || m.type === params.type));
      return page(kept.reverse(), params, `/v1/customers/${customer}/payment_methods`);
    },
  ),
};

/** The method with this id; a `pm_card_…` test name creates a new method of that behaviour. */
export function methodNamed(unit: Unit, id: string, param = "payment_method"): PaymentMethod {
  const test = TEST_METHODS[id];
  if (!test) return unit.need("payment_methods", id, param);
  return unit.put("payment_methods", test === "sepa_debit" ? sepaDebit(unit, "3000") : card(unit, test));
}

/** Attaches to a customer, emits `payment_method.attached`. */
export function attachedCopy(unit: Unit, id: string, customer: string): PaymentMethod {
  unit.need("customers", customer, "customer");
  const method = unit.put("payment_methods", { ...methodNamed(unit, id), customer });
  unit.emit("payment_method.attached", "payment_methods", method);
  return method;
}

/** The bank's answer to a charge of this method. */
export function bankAnswer(method: PaymentMethod): "approved" | "declined" | "needs-authentication" | "later" {
  if (method.type === "sepa_debit") return "later";
  if (method.card?.last4 === "0002" || method.card?.last4 === "0341") return "declined";
  return method.card?.last4 === "3184" ? "needs-authentication" : "approved";
}

function create(unit: Unit, params: CreateParams): PaymentMethod {
  const made =
    params.type === "sepa_debit" ? sepaDebit(unit, (params.sepa_debit?.iban ?? "").slice(-4)) : cardOf(unit, params);
  const { address, ...details } = params.billing_details ?? {};
  return unit.put("payment_methods", {
    ...made,
    billing_details: {
      ...made.billing_details,
      ...Object.fromEntries(Object.entries(details).filter(([, value]) => value !== "")),
      address: address ? { ...NO_ADDRESS, ...address } : null,
    },
    metadata: mergeMetadata({}, params.metadata),
  });
}

function cardOf(unit: Unit, params: CreateParams): PaymentMethod {
  const token = params.card && "token" in params.card ? String(params.card.token) : "";
  const test = TEST_METHODS[METHOD_BY_TOKEN[token] ?? ""];
  if (params.type !== "card" || !test || test === "sepa_debit") {
    const message =
      "The stand-in makes card methods from tok_visa, tok_mastercard or tok_chargeDeclined, and SEPA ones from an IBAN.";
    throw invalid(message, { code: "stand_in_limitation", param: "card" });
  }
  return card(unit, test);
}

const NO_ADDRESS = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
const NO_CUSTOMER = { address: null, email: null, name: null, phone: null, tax_id: null };

function blank(unit: Unit) {
  const id = newId("pm");
  return {
    id,
    object: "payment_method" as const,
    billing_details: NO_CUSTOMER,
    created: unit.now,
    customer: null,
    ...UNSET_FIELDS,
  };
}

const UNSET_FIELDS = { customer_account: null, livemode: false, metadata: {} };

function card(unit: Unit, { last4, brand }: { last4: string; brand: string }): PaymentMethod {
  return {
    ...blank(unit),
    type: "card",
    card: {
      brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
      country: "DE",
      display_brand: brand,
      exp_month: 12,
      exp_year: 2034,
      fingerprint: null,
      funding: "credit",
      generated_from: null,
      last4,
      networks: { available: [brand], preferred: null },
      regulated_status: "regulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
  };
}

function sepaDebit(unit: Unit, last4: string): PaymentMethod {
  const bank = { bank_code: "37040044", branch_code: "", country: "DE", fingerprint: null };
  return { ...blank(unit), type: "sepa_debit", sepa_debit: { ...bank, generated_from: null, last4 } };
}
