import { expect, test } from "vitest";
import { overlaps, readKind } from "./token-kind";

test.each([
  ["", "unspecified"],
  ["ISO14443", "iso14443"],
  ["eMAID", "emaid"],
  ["KeyCode", "key_code"],
  ["key_code", "key_code"],
  ["MacAddress", "mac_address"],
  ["EVCCID", "evccid"],
  ["VIN", "vin"],
  ["RFID", undefined],
  ["NoAuthorization", undefined],
])("the type %j is %s", (text, kind) => expect(readKind(text)).toBe(kind));

test("a number may be two tokens when both types are known and differ", () => {
  expect(overlaps("iso14443", "key_code")).toBe(false);
  expect(overlaps("iso14443", "iso14443")).toBe(true);
  expect(overlaps("unspecified", "key_code")).toBe(true);
  expect(overlaps("key_code", "unspecified")).toBe(true);
});
