import { describe, expect, test } from "vitest";
import { chooseSubprotocol } from "@/ocpp-gateway/connection/subprotocol";

const choose = (header: string | undefined, lastVersion: string | null = null) => {
  const chosen = chooseSubprotocol(header, lastVersion);
  return chosen && [chosen.dialect.ocppVersion, chosen.answer, chosen.isRegular];
};

describe("the subprotocol", () => {
  test.each([
    ["ocpp1.6", ["1.6", "ocpp1.6", true]],
    ["ocpp2.0.1,ocpp1.6", ["2.0.1", "ocpp2.0.1", true]],
    ["ocpp9, ocpp1.6", ["1.6", "ocpp1.6", true]],
  ])("%s is taken as the specification writes it", (header, chosen) => expect(choose(header)).toEqual(chosen));

  test.each([
    ["OCPP1.6", ["1.6", "OCPP1.6", false]],
    ["Ocpp2.0.1", ["2.0.1", "Ocpp2.0.1", false]],
    ["ocpp1.6j", ["1.6", "ocpp1.6j", false]],
    ["ocpp-1.6-json", ["1.6", "ocpp-1.6-json", false]],
    ["ocpp 1.6", ["1.6", "ocpp1.6", false]],
    ['"ocpp1.6"', ["1.6", "ocpp1.6", false]],
    ["ocpp1.6, ocpp1.6", ["1.6", "ocpp1.6", false]],
    ["ocpp1.6,", ["1.6", "ocpp1.6", false]],
    [", ocpp2.0.1", ["2.0.1", "ocpp2.0.1", false]],
  ])("%s can only mean one thing; it is answered in a spelling that the station offered", (header, chosen) =>
    expect(choose(header)).toEqual(chosen),
  );

  test.each(["ocpp1.5", "soap", "ocpp1.65", "ocpp", "1.6", "ocpp2.0"])("%s is spoken by nobody here", (header) =>
    expect(choose(header, "1.6")).toBeNull(),
  );

  test.each([undefined, "", " ", ","])(
    "%j is the version that the station spoke last time, and none without one",
    (header) => {
      expect(choose(header, "2.0.1")).toEqual(["2.0.1", null, false]);
      expect(choose(header)).toBeNull();
    },
  );
});
