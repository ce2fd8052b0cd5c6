import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { DIRECTIONS } from "@/ocpp-gateway/dialect/directions";
import { v16 } from "@/ocpp-gateway/dialect/v16/v16";
import { v201 } from "@/ocpp-gateway/dialect/v201/v201";
import { v21 } from "@/ocpp-gateway/dialect/v21/v21";

const require = createRequire(import.meta.url);

describe.each([
  [v16, "ocpp1_6"],
  [v201, "ocpp2_0_1"],
  [v21, "ocpp2_1"],
] as const)("$ocppVersion", (dialect, file) => {
  const { fromStation, toStation, both, sent } = DIRECTIONS[dialect.ocppVersion];

  test("every message of the official schemas stands in the table once", () => {
    const ids: { $id: string }[] = require(`ocpp-rpc/lib/schemas/${file}.json`);
    const actions = new Set(ids.map(({ $id }) => $id.replace(/^urn:|\.(?:req|conf)$|(?:Request|Response)$/g, "")));
    expect([...fromStation, ...toStation, ...both, ...sent].toSorted()).toEqual([...actions].toSorted());
  });

  test("all that a station may send is taken, and nothing else", () => {
    expect([...dialect.inbound.keys()].toSorted()).toEqual([...fromStation, ...both].toSorted());
    expect([...(dialect.unanswered?.keys() ?? [])]).toEqual(sent);
  });

  test("each of them is known to the version, and no other is", () => {
    for (const action of [...fromStation, ...toStation, ...both, ...sent]) expect(dialect.knows(action)).toBe(true);
    expect(dialect.knows("constructor")).toBe(false);
  });
});
