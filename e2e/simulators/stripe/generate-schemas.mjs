// Reads the installed Stripe SDK and writes schemas.json: verb, path and parameter schema of every
// endpoint of the stand-in. Run it after a change of the Stripe version: `node
// e2e/simulators/stripe/generate-schemas.mjs`.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import {
  DEFAULT_CONFIG,
  createFormatter,
  createParser,
  createProgram,
  SchemaGenerator,
} from "ts-json-schema-generator";
import ts from "typescript";

const here = path.dirname(fileURLToPath(import.meta.url));
const sdk = path.resolve(here, "../../../node_modules/stripe");
export const SCHEMAS_FILE = path.join(here, "schemas.json");

/** The SDK's resource files, and the methods of each that the stand-in supports. */
export const ENDPOINTS = {
  Customers: ["create", "retrieve", "update", "list", "listPaymentMethods"],
  Invoices: [
    "create",
    "retrieve",
    "update",
    "del",
    "list",
    "addLines",
    "finalizeInvoice",
    "sendInvoice",
    "pay",
    "voidInvoice",
    "markUncollectible",
    "listLineItems",
  ],
  InvoiceItems: ["create", "retrieve", "list", "del"],
  InvoicePayments: ["list"],
  PaymentIntents: ["create", "retrieve", "update", "list", "confirm", "capture", "cancel"],
  PaymentMethods: ["create", "retrieve", "list", "attach", "detach"],
  CreditNotes: ["create", "retrieve", "list", "preview", "listLineItems"],
  Refunds: ["create", "retrieve", "list"],
  Charges: ["retrieve", "list"],
  BalanceTransactions: ["retrieve", "list"],
  Events: ["retrieve", "list"],
  TaxRates: ["create", "retrieve", "list"],
};

/** The installed SDK's version, and the API version it pins. */
export function sdkVersions() {
  const { version } = JSON.parse(readFileSync(path.join(sdk, "package.json"), "utf8"));
  const [, apiVersion] = /ApiVersion = '([^']+)'/.exec(readFileSync(path.join(sdk, "esm/apiVersion.js"), "utf8")) ?? [];
  return { stripe: version, apiVersion };
}

/**
 * Routes and closed schemas for the named resources: `{ stripe, apiVersion, routes, definitions }`.
 * @param {Record<string, string[]>} endpoints
 */
export function generateSchemas(endpoints = ENDPOINTS) {
  const routes = [];
  const raw = {};
  const generator = generatorFor(Object.keys(endpoints));
  for (const [resource, methods] of Object.entries(endpoints)) {
    const paths = readRoutes(resource);
    const paramTypes = readParamTypes(resource);
    for (const method of methods) {
      const route = paths.get(method);
      const params = paramTypes.get(method);
      if (!route || !params) throw new Error(`The SDK has no ${resource}.${method} any more`);
      const schema = generator.createSchema(params);
      Object.assign(raw, schema.definitions);
      routes.push({ verb: route.verb, path: route.path, operation: `${resource}.${method}`, params });
    }
  }
  const roots = routes.map((route) => route.params);
  return { ...sdkVersions(), routes, definitions: closeAll(raw, roots) };
}

function generatorFor(resources) {
  const config = {
    ...DEFAULT_CONFIG,
    path: path.join(sdk, `esm/resources/@(${resources.join("|")}).d.ts`),
    skipTypeCheck: true,
    expose: "all",
    topRef: true,
    jsDoc: "none",
    additionalProperties: false,
  };
  const program = createProgram(config);
  return new SchemaGenerator(program, createParser(program, config), createFormatter(config), config);
}

/** `method → { verb, path }`, read from the `_makeRequest` calls in the SDK's own source. */
function readRoutes(resource) {
  const found = new Map();
  walk(parse(`esm/resources/${resource}.js`), (node) => {
    if (!ts.isMethodDeclaration(node) || !node.body) return;
    walk(node.body, (call) => {
      if (!ts.isCallExpression(call) || !call.expression.getText().endsWith("._makeRequest")) return;
      const [verb, route] = call.arguments;
      found.set(node.name.getText(), { verb: verb.text, path: pathTemplate(route) });
    });
  });
  return found;
}

/** `/v1/invoices/${encodeURIComponent(id)}/pay` → `/v1/invoices/{id}/pay`. */
function pathTemplate(node) {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  return (
    node.head.text +
    node.templateSpans.map((span) => `{${span.expression.arguments[0].text}}${span.literal.text}`).join("")
  );
}

/** `method → name of its params type`, read from the SDK's declarations. */
function readParamTypes(resource) {
  const found = new Map();
  walk(parse(`esm/resources/${resource}.d.ts`), (node) => {
    if (!ts.isMethodDeclaration(node)) return;
    const params = node.parameters.find((parameter) => parameter.name.getText() === "params");
    if (params?.type) found.set(node.name.getText(), params.type.getText());
  });
  return found;
}

function parse(file) {
  return ts.createSourceFile(file, readFileSync(path.join(sdk, file), "utf8"), ts.ScriptTarget.Latest, true);
}

function walk(node, onNode) {
  onNode(node);
  ts.forEachChild(node, (child) => walk(child, onNode));
}

/**
 * The SDK's types as on the wire. Objects keep their names; all else is inlined. Enums are closed
 * (the SDK leaves them open for newer values), null is the empty string, a number is an integer
 * unless it is a percentage or a size, and a Decimal is text.
 */
function closeAll(raw, roots) {
  const closed = new Map();
  const addDefinition = (name) => {
    if (closed.has(name)) return;
    closed.set(name, {});
    const { properties = {}, required } = dropRarePaymentMethods(name, raw[name], raw);
    const entries = Object.entries(properties).map(([key, schema]) => [key, close(schema, key, raw, addDefinition)]);
    closed.set(name, { type: "object", properties: Object.fromEntries(entries), ...(required ? { required } : {}) });
  };
  for (const root of roots) addDefinition(root);
  return Object.fromEntries([...closed].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function close(schema, key, raw, addDefinition) {
  if (schema.$ref) {
    const name = refName(schema);
    if (name === "Decimal") return { type: "string", pattern: "^-?[0-9]+(\\.[0-9]{1,12})?$" };
    if (!raw[name].properties) return close(raw[name], key, raw, addDefinition);
    addDefinition(name);
    return { $ref: name };
  }
  if (schema.anyOf) return closeUnion(schema.anyOf, key, raw, addDefinition);
  if (schema.enum) return { enum: schema.enum.filter((value) => value !== null) };
  if (schema.const !== undefined) return { enum: [schema.const] };
  if (Array.isArray(schema.type)) return { anyOf: [{ enum: [""] }, { type: "string" }] };
  if (schema.type === "array") return { type: "array", items: close(schema.items, key, raw, addDefinition) };
  if (schema.type === "object" && schema.properties)
    throw new Error(`An unnamed object at ${key}: give it a name first`);
  if (schema.type === "object")
    return { type: "map", items: close(schema.additionalProperties, key, raw, addDefinition) };
  if (schema.type === "number") return { type: FRACTIONAL.test(key) ? "number" : "integer" };
  return { type: schema.type };
}

const FRACTIONAL = /percent|^(height|length|width|weight)$/;

function closeUnion(members, key, raw, addDefinition) {
  const closed = members
    .filter((member) => member.type !== "null" && refName(member) !== "OtherString")
    .map((member) => close(member, key, raw, addDefinition))
    .flatMap((member) => member.anyOf ?? [member]);
  const values = [...new Set(closed.flatMap((member) => member.enum ?? []))];
  const others = closed.filter((member) => !member.enum);
  const alternatives = [...(values.length ? [{ enum: values }] : []), ...others];
  return alternatives.length === 1 ? alternatives[0] : { anyOf: alternatives };
}

const refName = (schema) => decodeURIComponent((schema.$ref ?? "").replace("#/definitions/", ""));

/**
 * Payment methods whose parameters the stand-in supports. The SDK lists some sixty more, most of
 * the size of its types.
 */
const PAYMENT_METHODS = ["card", "card_present", "customer_balance", "link", "sepa_debit"];

function dropRarePaymentMethods(name, definition, raw) {
  if (!/PaymentMethodOptions$|PaymentMethodData$|^PaymentMethodCreateParams$/.test(name)) return definition;
  const named = definition.properties.type;
  const isMethod = named ? new Set(close(named, "type", raw, () => {}).enum) : { has: () => true };
  const kept = Object.entries(definition.properties).filter(
    ([key]) => !isMethod.has(key) || PAYMENT_METHODS.includes(key),
  );
  return { ...definition, properties: Object.fromEntries(kept) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(SCHEMAS_FILE, `${JSON.stringify(generateSchemas(), null, 2)}\n`);
}
