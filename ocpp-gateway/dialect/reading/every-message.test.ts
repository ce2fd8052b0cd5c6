/**
 * Every message of a station in every version, made from its schema, with one flaw at a time in
 * each of its parts: whatever the message is, it is taken.
 */
import { describe, expect, test } from "vitest";
import type { Dialect, OcppVersion, ParseResult } from "@/ocpp-gateway/dialect/dialect";
import { isDispensable, roomFor } from "@/ocpp-gateway/dialect/reading/relaxed-schema";
import { isDecisive } from "@/ocpp-gateway/dialect/reading/read-word";
import { isObject, type JsonObject, schemaOf } from "@/ocpp-gateway/dialect/schemas";
import { parse } from "@/ocpp-gateway/dialect/testing/parse-message";
import { partsOf, type Part, withPart } from "@/ocpp-gateway/dialect/testing/parts-of-schema";
import { validPayload } from "@/ocpp-gateway/dialect/testing/valid-payload";
import { v16 } from "@/ocpp-gateway/dialect/v16/v16";
import { v201 } from "@/ocpp-gateway/dialect/v201/v201";
import { v21 } from "@/ocpp-gateway/dialect/v21/v21";

const MESSAGES = [v16, v201, v21].flatMap((dialect) =>
  [...dialect.inbound.keys()].map((action) => ({ name: `${dialect.ocppVersion} ${action}`, dialect, action })),
);

const schemaOfMessage = (dialect: Dialect, action: string) =>
  schemaOf(dialect.ocppVersion as OcppVersion, action, "req");

function taken(dialect: Dialect, action: string, payload: unknown, what: string): Extract<ParseResult, { ok: true }> {
  const result = parse(dialect, action, payload);
  if (!result.ok) throw new Error(`${action} with ${what}: ${JSON.stringify(result.schemaError)}`);
  return result;
}

describe.each(MESSAGES)("$name", ({ dialect, action }) => {
  const schema = schemaOfMessage(dialect, action);
  const example = validPayload(dialect.ocppVersion, action, "req", "all");
  const parts = partsOf(schema);
  const kindsWith = (part: Part, value: unknown, what: string) =>
    taken(dialect, action, withPart(example, part, value), `${what} in ${part.path.join("/")}`).deviations.map(
      ({ kind }) => kind,
    );

  test("is taken as its schema describes it, in full and at the least, without a deviation", () => {
    expect(taken(dialect, action, example, "nothing wrong").deviations).toEqual([]);
    expect(taken(dialect, action, validPayload(dialect.ocppVersion, action), "what is required").deviations).toEqual(
      [],
    );
  });

  test("is taken with null in any part that is optional, as if the part were not there", () => {
    for (const part of parts.filter(({ isRequired, schema: { type } }) => !isRequired && type !== undefined)) {
      expect(kindsWith(part, null, "null")).toEqual(["null_value"]);
      const [nulled, without] = [null, undefined].map((value) =>
        taken(dialect, action, withPart(example, part, value), "less"),
      );
      expect(eventWithoutKey(nulled)).toEqual(eventWithoutKey(without));
    }
  });

  test("is taken with a field too many in any of its objects, which is left aside", () => {
    const objects = [{ path: [] as string[], schema }, ...parts.filter((part) => part.schema["type"] === "object")];
    for (const { path, schema: object } of objects.filter((part) => part.schema["additionalProperties"] === false)) {
      const changed = withPart(example, { path: [...path, "aFieldOfItsOwn"] }, { deep: [1, "x"] });
      const result = taken(dialect, action, changed, `a field too many in /${path.join("/")}`);
      expect([object["type"], result.deviations]).toEqual([
        "object",
        [{ kind: "unknown_field", place: [action, ...path, "*"].join("/"), value: "aFieldOfItsOwn" }],
      ]);
      expect(eventWithoutKey(result)).toEqual(eventWithoutKey(taken(dialect, action, example, "nothing wrong")));
    }
  });

  test("is taken with a text too long anywhere", () => {
    for (const part of parts.filter(({ schema: { maxLength } }) => typeof maxLength === "number")) {
      expect(kindsWith(part, "x".repeat(Number(part.schema["maxLength"]) + 1), "a long text")).toEqual(["too_long"]);
      // a certificate request that is cut is none, and there is nothing else in its message
      const isAllThereIs = part.isRequired && part.path.length === 1 && !roomFor(part.path[0] ?? "", 2500).mayBeCut;
      if (!isAllThereIs) taken(dialect, action, withPart(example, part, "x".repeat(100_000)), "a huge text");
    }
  });

  test("is taken with each scalar in another type that says the same", () => {
    for (const part of parts) {
      const original = valueAt(example, part.path);
      for (const same of inOtherTypes(original, part.schema)) {
        expect(kindsWith(part, same, `${typeof same} for ${typeof original}`)[0]).toMatch(/wrong_type|time_format/);
        const [changed, plain] = [withPart(example, part, same), example].map((payload) =>
          taken(dialect, action, payload, "retyped"),
        );
        expect(eventWithoutKey(changed)).toEqual(eventWithoutKey(plain));
      }
    }
  });

  test("is taken with a word that is in no list, in every list but those that say what it is about", () => {
    for (const part of parts.filter(({ schema: { enum: list } }) => Array.isArray(list))) {
      if (part.isRequired && isDecisive(part.schema["enum"] as readonly unknown[])) continue;
      expect(kindsWith(part, "AWordOfItsOwn", "an unknown word")).toEqual(["unknown_word"]);
    }
  });

  test("is taken with one object in the place of a list", () => {
    for (const part of parts.filter((candidate) => candidate.schema["type"] === "array")) {
      const [only] = valueAt(example, part.path) as readonly unknown[];
      expect(kindsWith(part, only, "an object for a list")).toEqual(["not_a_list"]);
    }
  });

  test("is taken with a list that is too long, and without one that is optional and empty", () => {
    for (const part of parts.filter((candidate) => candidate.schema["type"] === "array")) {
      const [only] = valueAt(example, part.path) as readonly unknown[];
      expect(kindsWith(part, Array(1500).fill(only), "a long list").length).toBeLessThan(2);
      const emptied = part.isRequired ? [] : kindsWith(part, [], "an empty list");
      expect(emptied.length).toBeLessThan(2);
    }
  });

  test("is taken without the parts that it can be read without", () => {
    for (const part of parts.filter(
      ({ isRequired, path, typeName }) => isRequired && isDispensable(path.at(-1) ?? "", typeName),
    )) {
      expect(kindsWith(part, undefined, "less")).toEqual(["missing_field"]);
    }
  });

  test("is refused for every flaw when its station is to be treated strictly", () => {
    const first = parts.find(({ isRequired }) => !isRequired);
    const flawed = first ? withPart(example, first, null) : { aFieldOfItsOwn: 1 };
    expect(parse(dialect, action, flawed, { isStrict: true })).toMatchObject({ ok: false });
    expect(parse(dialect, action, example, { isStrict: true })).toMatchObject({ ok: true });
  });
});

/** Keys hold a digest of the text, which differs by the flaw itself. */
function eventWithoutKey(result: ParseResult | undefined): unknown {
  if (!result?.ok) throw new Error("not taken");
  return { ...result.event, key: null };
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  const object: unknown = Array.isArray(value) ? value[0] : value;
  return valueAt(isObject(object) ? object[name] : undefined, rest);
}

function inOtherTypes(value: unknown, { type, enum: list }: JsonObject): readonly unknown[] {
  switch (type) {
    case "integer":
      return [String(value), ` ${String(value)} `, Number(value) + 0.4, `${String(value)}.0`];
    case "number":
      return [String(value)];
    case "boolean":
      return [String(value), value === true ? 1 : 0];
    case "string":
      return Array.isArray(list) || typeof value !== "string" || !/^\d+$/.test(value) ? [] : [Number(value)];
    case "object":
      return [[value]];
    default:
      return [];
  }
}
