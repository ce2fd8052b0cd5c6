import schemas from "./schemas.json" with { type: "json" };
import { invalid, type StripeRefusal } from "./base/refuse";
import type { Json, JsonObject } from "./base/wire";

/** The subset of JSON schema that `generate-schemas.mjs` writes; a `$ref` names a definition. */
type Schema =
  | { $ref: string }
  | { anyOf: Schema[] }
  | { enum: string[] }
  | { type: "string"; pattern?: string }
  | { type: "integer" | "number" | "boolean" }
  | { type: "array" | "map"; items: Schema }
  | ObjectSchema;
type ObjectSchema = { type: "object"; properties: Record<string, Schema>; required?: string[] };

const definitions: Record<string, ObjectSchema> = schemas.definitions as Record<string, ObjectSchema>;

/**
 * Returns the decoded form of a request as typed values, or throws Stripe's 400 for the first
 * parameter that does not fit the SDK's own type named `definition`. Amounts are safe integers, as
 * on Stripe's wire.
 */
export function decodeParams(definition: string, form: unknown): JsonObject {
  const schema = definitions[definition];
  if (!schema) throw new Error(`schemas.json has no ${definition}`);
  return decodeObject(schema, form, "");
}

function decode(schema: Schema, value: unknown, param: string): Json {
  if ("$ref" in schema) return decodeObject(definitionOf(schema.$ref), value, param);
  if ("anyOf" in schema) return decodeUnion(schema.anyOf, value, param);
  if ("enum" in schema) return decodeEnum(schema.enum, value, param);
  switch (schema.type) {
    case "object":
      return decodeObject(schema, value, param);
    case "array":
      return decodeArray(schema.items, value, param);
    case "map":
      return decodeMap(schema.items, value, param);
    case "string":
      return decodeString(schema.pattern, value, param);
    case "boolean":
    case "integer":
    case "number":
      return decodeScalar(schema.type, value, param);
  }
}

function definitionOf(name: string): ObjectSchema {
  const schema = definitions[name];
  if (!schema) throw new Error(`schemas.json has no ${name}`);
  return schema;
}

function decodeObject(schema: ObjectSchema, value: unknown, param: string): JsonObject {
  if (!isRecord(value)) throw invalid(`Invalid object`, { param });
  const decoded: JsonObject = {};
  for (const [key, entry] of Object.entries(value)) {
    const path = join(param, key);
    const property = Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
    if (!property) throw invalid(`Received unknown parameter: ${path}`, { code: "parameter_unknown", param: path });
    decoded[key] = decode(property, entry, path);
  }
  for (const key of schema.required ?? []) {
    const path = join(param, key);
    if (!(key in decoded))
      throw invalid(`Missing required param: ${path}.`, { code: "parameter_missing", param: path });
  }
  return decoded;
}

function decodeUnion(alternatives: Schema[], value: unknown, param: string): Json {
  let refusal: StripeRefusal | undefined;
  for (const alternative of alternatives) {
    try {
      return decode(alternative, value, param);
    } catch (error) {
      // Keeps the refusal of the alternative that has the value's shape.
      if (!refusal || isRecord(value) === isObjectLike(alternative)) refusal = error as StripeRefusal;
    }
  }
  throw refusal ?? invalid(`Invalid value`, { param });
}

const isObjectLike = (schema: Schema) => "$ref" in schema || ("type" in schema && /object|map/.test(schema.type));

function decodeEnum(values: string[], value: unknown, param: string): string {
  if (typeof value === "string" && values.includes(value)) return value;
  throw invalid(`Invalid ${param}: must be one of ${values.join(", ")}`, { param });
}

function decodeArray(items: Schema, value: unknown, param: string): Json[] {
  if (!Array.isArray(value)) throw invalid(`Invalid array`, { param });
  return value.map((entry, index) => decode(items, entry, `${param}[${index}]`));
}

function decodeMap(items: Schema, value: unknown, param: string): JsonObject {
  if (!isRecord(value)) throw invalid(`Invalid object`, { param });
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, decode(items, entry, join(param, key))]));
}

function decodeString(pattern: string | undefined, value: unknown, param: string): string {
  if (typeof value !== "string") throw invalid(`Invalid string: ${JSON.stringify(value)}`, { param });
  if (value === "") throw invalid(emptyMessage(param), { code: "parameter_invalid_empty", param });
  if (pattern && !new RegExp(pattern).test(value)) throw invalid(`Invalid decimal: ${value}`, { param });
  return value;
}

const emptyMessage = (param: string) =>
  `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset.`;

function decodeScalar(type: "integer" | "number" | "boolean", value: unknown, param: string): number | boolean {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (type === "boolean") {
    if (text === "true" || text === "false") return text === "true";
    throw invalid(`Invalid boolean: ${text}`, { param });
  }
  if (type === "number" && /^-?[0-9]+(\.[0-9]+)?$/.test(text)) return Number(text);
  if (type === "integer" && /^-?[0-9]+$/.test(text) && Number.isSafeInteger(Number(text))) return Number(text);
  throw invalid(`Invalid ${type}: ${text}`, { code: "parameter_invalid_integer", param });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const join = (param: string, key: string) => (param ? `${param}[${key}]` : key);
