/** For tests: the places in a message, by its schema. */
import { isObject, type JsonObject } from "@/ocpp-gateway/dialect/schemas";

/** One place in a message. Lists count as what stands in them: a path has no indices. */
export type Part = {
  readonly path: readonly string[];
  readonly schema: JsonObject;
  readonly isRequired: boolean;
  /** the type in `definitions` of the object that it stands in */
  readonly typeName: string | null;
};

/** All places in a message, from the outside in. */
export function partsOf(root: JsonObject): readonly Part[] {
  return partsIn(root, [], null, root);
}

function partsIn(schema: JsonObject, path: readonly string[], typeName: string | null, root: JsonObject): Part[] {
  const required = requiredOf(schema);
  return Object.entries(propertiesOf(schema)).flatMap(([name, property]) => {
    const target = resolved(property, root);
    const part = { path: [...path, name], schema: target, isRequired: required.includes(name), typeName };
    const isList = target["type"] === "array";
    const inner = isList ? (target["items"] as JsonObject) : property;
    return [part, ...partsIn(resolved(inner, root), part.path, typeNameOf(inner), root)];
  });
}

/** The payload with one place changed; undefined takes it out. */
export function withPart(payload: unknown, { path }: Pick<Part, "path">, value: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (Array.isArray(payload)) return payload.map((item) => withPart(item, { path }, value));
  const object = isObject(payload) ? payload : {};
  const changed = withPart(object[name], { path: rest }, value);
  const { [name]: _replaced, ...others } = object;
  return changed === undefined ? others : { ...others, [name]: changed };
}

const propertiesOf = (schema: JsonObject): Record<string, JsonObject> =>
  (isObject(schema["properties"]) ? schema["properties"] : {}) as Record<string, JsonObject>;

const requiredOf = (schema: JsonObject): readonly unknown[] =>
  Array.isArray(schema["required"]) ? schema["required"] : [];

const typeNameOf = ({ $ref }: JsonObject): string | null =>
  typeof $ref === "string" ? $ref.slice($ref.lastIndexOf("/") + 1) : null;

function resolved(schema: JsonObject, root: JsonObject): JsonObject {
  const name = typeNameOf(schema);
  if (name === null) return schema;
  const definitions = root["definitions"] as Record<string, JsonObject>;
  return definitions[name] ?? {};
}
