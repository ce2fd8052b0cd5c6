/**
 * The official JSON schemas of each version, as the ocpp-rpc package carries them, compiled one by
 * one at first use. The generated types (generate.mjs) come from the same files, so what passes
 * here is what the types say.
 */
import { createRequire } from "node:module";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import type { SchemaError, OcppVersion } from "@/ocpp-gateway/dialect/dialect";
import { isInstant } from "@/ocpp-gateway/dialect/instant";

/** Null when the payload keeps its schema. */
export type Check = (payload: unknown) => SchemaError | null;

const require = createRequire(import.meta.url);

const SOURCES: Record<OcppVersion, () => unknown> = {
  "1.6": () => require("ocpp-rpc/lib/schemas/ocpp1_6.json"),
  "2.0.1": () => require("ocpp-rpc/lib/schemas/ocpp2_0_1.json"),
  "2.1": () => require("ocpp-rpc/lib/schemas/ocpp2_1.json"),
};

export type JsonObject = { [name: string]: unknown };

const schemasByVersion = new Map<OcppVersion, ReadonlyMap<string, JsonObject>>();

const ajv = addFormats
  .default(
    new Ajv({
      strict: false,
      // 0.3 is a multiple of 0.1 to people, not to binary floats.
      multipleOfPrecision: 6,
      logger: false,
    }),
  )
  .addFormat("date-time", { type: "string", validate: isInstant });

/** Whether the version has this action, in either direction. */
export function knowsAction(version: OcppVersion, action: string): boolean {
  return schemasOf(version).has(`${action}.req`);
}

/** A request or its answer. */
export type MessagePart = "req" | "conf";

/** The check of a request, or of its answer, compiled when it is first asked. */
export function checkOf(version: OcppVersion, action: string, part: MessagePart): Check {
  return checkBy(() => schemaOf(version, action, part));
}

/** The check by a schema, compiled when it is first asked. */
export function checkBy(schema: () => JsonObject): Check {
  let compiled: ValidateFunction | undefined;
  return (payload) => {
    const validate = (compiled ??= ajv.compile(schema()));
    return validate(payload) ? null : toSchemaError(validate.errors?.[0]);
  };
}

function toSchemaError(error: ErrorObject | undefined): SchemaError {
  const extra: unknown = error?.params["additionalProperty"];
  return {
    keyword: error?.keyword ?? "type",
    where: `${error?.instancePath ?? ""}${typeof extra === "string" ? `/${extra}` : ""}` || "/",
    message: error?.message ?? "breaks the schema",
  };
}

/** The schema of a request, or of its answer. */
export function schemaOf(version: OcppVersion, action: string, part: MessagePart): JsonObject {
  const schema = schemasOf(version).get(`${action}.${part}`);
  if (!schema) throw new Error(`OCPP ${version} has no ${action}.${part}`);
  return corrected(schema);
}

/** The names of all fields of a version's messages. */
export function fieldNamesOf(version: OcppVersion): ReadonlySet<string> {
  const known = fieldNamesByVersion.get(version);
  if (known) return known;
  const names = new Set<string>();
  for (const schema of schemasOf(version).values()) collectFieldNames(schema, names);
  fieldNamesByVersion.set(version, names);
  return names;
}

const fieldNamesByVersion = new Map<OcppVersion, ReadonlySet<string>>();

function collectFieldNames(schema: JsonObject, names: Set<string>): void {
  for (const [key, part] of Object.entries(schema)) {
    if (!isObject(part)) continue;
    if (key === "properties") for (const name of Object.keys(part)) names.add(name);
    collectFieldNames(part, names);
  }
}

/**
 * Each schema without its id: ajv cannot read "urn:Authorize.req" as a URN, and the versions use
 * the same names.
 */
function schemasOf(version: OcppVersion): ReadonlyMap<string, JsonObject> {
  const known = schemasByVersion.get(version);
  if (known) return known;
  const schemas = new Map<string, JsonObject>();
  for (const schema of objects(SOURCES[version]())) {
    const { $id, $schema: _schema, ...body } = schema;
    if (typeof $id === "string") schemas.set(toPartName($id), body);
  }
  schemasByVersion.set(version, schemas);
  return schemas;
}

/** 2.1 writes "urn:AuthorizeRequest" where the others have "urn:Authorize.req"; a SEND is bare. */
function toPartName(id: string): string {
  const [, action, part, suffix] = /^urn:(\w+?)(?:\.(req|conf)|(Request|Response))?$/.exec(id) ?? [];
  return `${action}.${part ?? (suffix === "Response" ? "conf" : "req")}`;
}

const INT32 = { minimum: -2_147_483_648, maximum: 2_147_483_647 };
const SEQUENCE_NUMBER = { minimum: 0, maximum: 2_147_483_647 };
/**
 * No station has more outlets, and what no table could keep is better refused, and kept as it came,
 * than asked for again for ever.
 */
const EVSE_OR_CONNECTOR = { minimum: 0, maximum: 32_767 };
/**
 * Registers of busy DC stations pass 2^31 Wh within a year, whatever the specification says of
 * integers.
 */
const REGISTER = { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER };

const RANGES = new Map<string, { minimum: number; maximum: number }>([
  ["connectorId", EVSE_OR_CONNECTOR],
  ["evseId", EVSE_OR_CONNECTOR],
  ["EVSEType.id", EVSE_OR_CONNECTOR],
  ["seqNo", SEQUENCE_NUMBER],
  ["meterStart", REGISTER],
  ["meterStop", REGISTER],
]);

/**
 * The schemas leave integers without bounds. They have 32 bits (2.0.1 part 2 §2.1.4; 1.6 says
 * nothing else), and numbers of EVSEs and connectors are not negative. Said here once, so that no
 * dialect and no table meets 1e300. And 1.6's units lack one of its own (errata v4.0 on §7.31).
 */
function corrected(value: unknown, name = "", definition = ""): JsonObject {
  const result: JsonObject = {};
  for (const [key, part] of Object.entries(isObject(value) ? value : {})) {
    const owner = name === "definitions" ? key : definition;
    result[key] = isObject(part) ? corrected(part, key, owner) : part;
  }
  const { type, enum: words } = result;
  if (type === "integer") return { ...(RANGES.get(name === "id" ? `${definition}.id` : name) ?? INT32), ...result };
  if (name === "unit" && Array.isArray(words) && words.includes("kWh")) return { ...result, enum: [...words, "Hertz"] };
  return result;
}

function objects(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
