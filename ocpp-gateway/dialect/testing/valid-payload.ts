/** For tests: a payload made from its official schema, so that no message is left out. */
import type { OcppVersion } from "@/ocpp-gateway/dialect/dialect";
import { AT } from "@/ocpp-gateway/dialect/testing/parse-message";
import { isObject, type JsonObject, type MessagePart, schemaOf } from "@/ocpp-gateway/dialect/schemas";

type Fields = "required" | "all";

/** A payload with the fields that its schema requires, or with every field that it has. */
export function validPayload(
  version: OcppVersion,
  action: string,
  part: MessagePart = "req",
  fields: Fields = "required",
): object {
  const schema = schemaOf(version, action, part);
  return objectOf(schema, isObject(schema["definitions"]) ? schema["definitions"] : {}, fields);
}

function objectOf(schema: JsonObject, definitions: JsonObject, fields: Fields): object {
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  const names = fields === "all" ? Object.keys(properties) : required.filter((name) => typeof name === "string");
  return Object.fromEntries(names.map((name) => [name, valueOf(properties[name], definitions, fields)]));
}

function valueOf(schema: unknown, definitions: JsonObject, fields: Fields): unknown {
  if (!isObject(schema)) return "any";
  const { $ref, enum: words, type } = schema;
  if (typeof $ref === "string") return valueOf(definitions[$ref.replace("#/definitions/", "")], definitions, fields);
  if (Array.isArray(words)) return words[0];
  switch (type) {
    case "object":
      return objectOf(schema, definitions, fields);
    case "array":
      return [valueOf(schema["items"], definitions, fields)];
    case "integer":
    case "number":
      return numberOf(schema);
    case "boolean":
      return true;
    case "string":
      return textOf(schema);
    default:
      return "any";
  }
}

/** 1 where it may be: it is an EVSE, a connector and a number of everything else. */
function numberOf({ minimum, maximum }: JsonObject): number {
  const least = typeof minimum === "number" ? minimum : 1;
  const most = typeof maximum === "number" ? maximum : 1;
  return Math.min(Math.max(1, least), most);
}

function textOf({ format, maxLength }: JsonObject): string {
  if (format === "date-time") return AT;
  if (format === "uri") return "https://example.org/";
  return "text".slice(0, typeof maxLength === "number" ? maxLength : undefined);
}
