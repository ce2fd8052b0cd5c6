import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { codeOfFlaw, codeOfKeyword, codeOfRefusal } from "@/ocpp-gateway/rpc/call-error";
import { readFrame } from "@/ocpp-gateway/rpc/frame";

const require = createRequire(import.meta.url);

describe("each breach of a schema has the code of its version", () => {
  test.each([
    ["required", "ProtocolError", "OccurrenceConstraintViolation"],
    ["additionalProperties", "FormationViolation", "ProtocolError"],
    ["minItems", "OccurenceConstraintViolation", "OccurrenceConstraintViolation"],
    ["maxItems", "OccurenceConstraintViolation", "OccurrenceConstraintViolation"],
    ["type", "TypeConstraintViolation", "TypeConstraintViolation"],
    ["enum", "PropertyConstraintViolation", "PropertyConstraintViolation"],
    ["maxLength", "PropertyConstraintViolation", "PropertyConstraintViolation"],
    ["format", "PropertyConstraintViolation", "PropertyConstraintViolation"],
    ["maximum", "PropertyConstraintViolation", "PropertyConstraintViolation"],
    ["constructor", "FormationViolation", "ProtocolError"],
  ])("%s", (keyword, in16, in201) => {
    expect(codeOfKeyword("1.6", keyword)).toBe(in16);
    expect(codeOfKeyword("2.0.1", keyword)).toBe(in201);
  });

  test("no keyword that an official request schema uses is missing from the table", () => {
    const known = [
      "additionalProperties",
      "additionalItems",
      "required",
      "minItems",
      "maxItems",
      "type",
      "enum",
      "format",
    ];
    const bounds = ["maxLength", "minLength", "pattern", "minimum", "maximum", "multipleOf"];
    const silent = [
      "$id",
      "$schema",
      "$ref",
      "properties",
      "items",
      "definitions",
      "description",
      "javaType",
      "default",
      "comment",
    ];
    const used = new Set<string>();
    for (const file of [
      "ocpp-rpc/lib/schemas/ocpp1_6.json",
      "ocpp-rpc/lib/schemas/ocpp2_0_1.json",
      "ocpp-rpc/lib/schemas/ocpp2_1.json",
    ])
      collect(require(file), used);
    expect([...used].filter((keyword) => ![...known, ...bounds, ...silent].includes(keyword))).toEqual([]);
    expect(used.size).toBeGreaterThan(10);
  });
});

describe("a frame that is none is answered as its version wants", () => {
  const flawIn = (raw: string) => {
    const frame = readFrame(raw);
    if (frame.type !== "broken") throw new Error("not broken");
    return [codeOfFlaw("1.6", frame), codeOfFlaw("2.0.1", frame)];
  };
  test.each([
    ['[2,"1","Heartbeat",{', "FormationViolation", "FormatViolation"],
    ["garbage", "FormationViolation", "RpcFrameworkError"],
    ['[2,{},"Heartbeat",{}]', "FormationViolation", "RpcFrameworkError"],
    ['[5,"1",{}]', null, "MessageTypeNotSupported"],
    ['[3,"1"', null, null],
  ])("%s", (raw, in16, in201) => expect(flawIn(raw)).toEqual([in16, in201]));
});

test("a refusal never becomes InternalError, which makes a station repeat its message, unless the database is unavailable", () => {
  expect(codeOfRefusal("INVALID")).toBe("PropertyConstraintViolation");
  expect(codeOfRefusal("FORBIDDEN")).toBe("SecurityError");
  expect(codeOfRefusal("UNAVAILABLE")).toBe("InternalError");
});

/**
 * Every key of every schema object; the keys below "properties" and "definitions" are names, not
 * keywords.
 */
function collect(schema: unknown, into: Set<string>): void {
  if (Array.isArray(schema)) {
    for (const part of schema) collect(part, into);
    return;
  }
  if (typeof schema !== "object" || schema === null) return;
  for (const [keyword, part] of Object.entries(schema)) {
    into.add(keyword);
    if (keyword === "properties" || keyword === "definitions") collect(Object.values(part as object), into);
    else if (keyword === "items") collect(part, into);
  }
}
