/**
 * The official JSON schemas, as the ocpp-rpc package ships them, to check the charger's messages.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv, type SchemaObject, type ValidateFunction } from "ajv";
import { type OcppVersion } from "./ocpp-version";

const FILES = { "1.6": "ocpp1_6.json", "2.0.1": "ocpp2_0_1.json", "2.1": "ocpp2_1.json" } as const;
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/;
/** "urn:Authorize.req" up to 2.0.1, "urn:AuthorizeRequest" in 2.1. */
const NAME = /^urn:(\w+?)(?:\.(req|conf)|(Request|Response))?$/;
const validators = new Map<OcppVersion, ReadonlyMap<string, ValidateFunction>>();

/** Returns the errors of a payload, one line each; empty when the schema accepts it. */
export function schemaProblems(version: OcppVersion, action: string, side: "req" | "conf", payload: unknown): string[] {
  const validate = validatorsOf(version).get(`${action}.${side}`);
  if (validate === undefined) return [`${version} has no ${action}.${side}`];
  if (validate(payload)) return [];
  return (validate.errors ?? []).map(
    (error) => `${action}.${side}${error.instancePath} ${error.message ?? ""}: ${JSON.stringify(payload)}`,
  );
}

function validatorsOf(version: OcppVersion): ReadonlyMap<string, ValidateFunction> {
  const known = validators.get(version);
  if (known !== undefined) return known;
  // Steps of 0.1 A need a precision: multipleOf 0.1 would otherwise fail on 0.3.
  const ajv = new Ajv({ strict: false, multipleOfPrecision: 6, formats: { "date-time": TIMESTAMP, uri: true } });
  const compiled = new Map<string, ValidateFunction>();
  for (const { $id, ...schema } of readSchemas(version)) {
    // The ids are URNs without a namespace, which ajv's URI parser refuses, so each schema is
    // compiled without its id.
    const [, action = "", part, suffix] = NAME.exec(String($id)) ?? [];
    compiled.set(`${action}.${part ?? (suffix === "Response" ? "conf" : "req")}`, ajv.compile(schema));
  }
  validators.set(version, compiled);
  return compiled;
}

function readSchemas(version: OcppVersion): readonly SchemaObject[] {
  const entry = createRequire(import.meta.url).resolve("ocpp-rpc");
  const schemas: unknown = JSON.parse(
    readFileSync(new URL(`lib/schemas/${FILES[version]}`, `file://${entry}`), "utf8"),
  );
  return Array.isArray(schemas) ? schemas : [];
}
