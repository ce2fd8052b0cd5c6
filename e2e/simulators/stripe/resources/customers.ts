import type Stripe from "stripe";
import { endpoint, list, mergeMetadata, retrieve, type Endpoint } from "../base/endpoint";
import { newId, type Unit } from "../base/unit";
import type { Tables, Wire } from "../base/wire";
import { attachedCopy } from "./payment-methods";

type Customer = Tables["customers"];
type CreateParams = Wire<Stripe.CustomerCreateParams>;
type UpdateParams = Wire<Stripe.CustomerUpdateParams>;

const WRITABLE = [
  "address",
  "balance",
  "description",
  "email",
  "invoice_prefix",
  "invoice_settings",
  "metadata",
  "name",
  "phone",
  "preferred_locales",
  "tax_exempt",
] as const;

export const customers: Record<string, Endpoint> = {
  "Customers.create": endpoint<CreateParams>([...WRITABLE, "payment_method", "tax_id_data"], create),
  "Customers.update": endpoint<UpdateParams>(WRITABLE, update),
  "Customers.retrieve": retrieve("customers"),
  "Customers.list": list("customers", ["created", "email"]),
};

function create(unit: Unit, params: CreateParams): Customer {
  const id = newId("cus");
  const blank: Customer = {
    id,
    object: "customer",
    address: null,
    balance: 0,
    created: unit.now,
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: newId("x").slice(2, 10).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    tax_ids: { object: "list", data: [], has_more: false, url: `/v1/customers/${id}/tax_ids` },
    test_clock: null,
  };
  const customer = applyParams(unit, blank, params);
  for (const taxId of params.tax_id_data ?? []) customer.tax_ids?.data.push(taxIdOf(unit, id, taxId));
  unit.put("customers", customer);
  if (params.payment_method) attachedCopy(unit, params.payment_method, id);
  unit.emit("customer.created", "customers", customer);
  return customer;
}

function update(unit: Unit, params: UpdateParams, id: string): Customer {
  const customer = unit.put("customers", applyParams(unit, unit.need("customers", id), params));
  unit.emit("customer.updated", "customers", customer);
  return customer;
}

function applyParams(unit: Unit, customer: Customer, params: CreateParams | UpdateParams): Customer {
  const { metadata, address, invoice_settings: settings, tax_exempt: exempt, preferred_locales: locales } = params;
  const given = { balance: params.balance, invoice_prefix: params.invoice_prefix };
  const texts = { description: params.description, email: params.email, name: params.name, phone: params.phone };
  const defaultMethod = settings?.default_payment_method;
  if (defaultMethod) unit.need("payment_methods", defaultMethod, "invoice_settings[default_payment_method]");
  return {
    ...customer,
    ...defined({ ...given, ...texts }),
    metadata: mergeMetadata(customer.metadata, metadata),
    ...(address === undefined
      ? {}
      : { address: address === "" || address === null ? null : { ...NO_ADDRESS, ...address } }),
    ...(exempt ? { tax_exempt: exempt } : {}),
    ...(locales ? { preferred_locales: locales } : {}),
    invoice_settings: {
      ...customer.invoice_settings,
      ...(defaultMethod ? { default_payment_method: defaultMethod } : {}),
    },
  };
}

const NO_ADDRESS = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

function defined<Fields extends object>(fields: Fields) {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> };
}

function taxIdOf(unit: Unit, customer: string, { type, value }: { type: string; value: string }): Wire<Stripe.TaxId> {
  return {
    id: newId("txi"),
    object: "tax_id",
    country: value.slice(0, 2),
    created: unit.now,
    customer,
    customer_account: null,
    livemode: false,
    owner: null,
    type,
    value,
    verification: null,
  };
}
