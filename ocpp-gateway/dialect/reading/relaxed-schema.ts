/**
 * What a dialect may be given: the official schema with more room. Texts may be longer, lists of
 * any length, words that are only shown may stand in no list, and what stands in
 * optional-parts.json may be missing (the generated types say so too).
 */
import optionalParts from "@/ocpp-gateway/dialect/reading/optional-parts.json";
import { isDecisive } from "@/ocpp-gateway/dialect/reading/read-word";
import { isObject, type JsonObject, type MessagePart } from "@/ocpp-gateway/dialect/schemas";

/** Texts by which something is looked up: of a longer one so much is kept as an index can hold. */
const IDENTIFIERS: ReadonlySet<string> = new Set([
  "idTag",
  "idToken",
  "additionalIdToken",
  "parentIdTag",
  "transactionId",
]);

const IDENTIFIER_LENGTH = 255;
/** A text that is shown. */
const SHOWN_LENGTH = 1000;
/** 2.1's limit for signedMeterData (part 2, SignedMeterValueType), here for all data. */
const DATA_LENGTH = 32_768;
/** From this length on the schemas mean data. */
const DATA_FROM = 500;
/** Data that is worth nothing when it is cut. */
const SIGNED: ReadonlySet<string> = new Set(["certificate", "csr", "exiRequest", "publicKey", "signedMeterData"]);

export const isIdentifier = (name: string): boolean => IDENTIFIERS.has(name);

/** How much of a text is kept, and whether the rest may be cut off. */
export function roomFor(name: string, maxLength: number): { readonly length: number; readonly mayBeCut: boolean } {
  if (isIdentifier(name)) return { length: Math.max(maxLength, IDENTIFIER_LENGTH), mayBeCut: true };
  if (maxLength < DATA_FROM) return { length: SHOWN_LENGTH, mayBeCut: true };
  return { length: Math.max(maxLength, DATA_LENGTH), mayBeCut: !SIGNED.has(name) };
}

/** Whether a message can be read without this part that its schema requires. */
export function isDispensable(name: string, typeName: string | null): boolean {
  return optionalParts.includes(name) || (typeName !== null && optionalParts.includes(`${typeName}.${name}`));
}

/** Lists of the message itself keep what they must have at least: without that it says nothing. */
export function relaxed({ properties, definitions, ...root }: JsonObject, part: MessagePart): JsonObject {
  const relax = (schema: JsonObject, name = "", typeName: string | null = null) =>
    relaxedPart(schema, { part, name, typeName });
  return {
    ...relax(root),
    properties: mapped(properties, (schema, name) => ({ ...relax(schema, name), ...leastOf(schema) })),
    definitions: mapped(definitions, (schema, type) => relax(schema, "", type)),
  };
}

type Position = { readonly part: MessagePart; readonly name: string; readonly typeName: string | null };

function relaxedPart(schema: JsonObject, { part, name, typeName }: Position): JsonObject {
  const {
    minItems: _minItems,
    maxItems: _maxItems,
    maxLength,
    required,
    properties,
    items,
    enum: list,
    ...rest
  } = schema;
  const relax = (inner: JsonObject, innerName: string) => relaxedPart(inner, { part, name: innerName, typeName: null });
  const keepsList = Array.isArray(list) && (part === "conf" || isDecisive(list));
  return {
    ...rest,
    ...(keepsList ? { enum: list } : {}),
    ...(typeof maxLength === "number" ? { maxLength: roomFor(name, maxLength).length } : {}),
    ...(Array.isArray(required)
      ? { required: required.filter((field) => !isDispensable(String(field), typeName)) }
      : {}),
    ...(isObject(properties) ? { properties: mapped(properties, relax) } : {}),
    ...(isObject(items) ? { items: relax(items, "") } : {}),
  };
}

const leastOf = ({ minItems }: JsonObject): JsonObject => (minItems === undefined ? {} : { minItems });

function mapped(schemas: unknown, change: (schema: JsonObject, name: string) => JsonObject): JsonObject {
  const named = Object.entries(isObject(schemas) ? schemas : {});
  return Object.fromEntries(named.map(([name, schema]) => [name, isObject(schema) ? change(schema, name) : schema]));
}
