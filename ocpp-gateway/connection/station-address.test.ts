import { expect, test } from "vitest";
import { lastSegment, stationAddress } from "@/ocpp-gateway/connection/station-address";

test.each([
  ["/ocpp/FF01", "FF01"],
  ["/ocpp/FF01?token=1", "FF01"],
  ["/ocpp/RDAM%20123%2F%C3%BC", "RDAM 123/ü"],
])("%s names %s, as the specification writes it", (url, identity) => {
  expect(stationAddress(url)).toEqual({ identity, unusualPath: null });
});

test.each(["/ocpp//FF01", "//ocpp/FF01", "/ocpp/FF01/", "//ocpp///FF01//", "/OCPP/FF01"])(
  "%s names the same station, and is remarked",
  (path) => {
    expect(stationAddress(`${path}?x=1`)).toEqual({ identity: "FF01", unusualPath: path });
  },
);

test.each(["/", "//", "/ocpp", "/ocpp//", "/ocpp/FF01/more", "/other/FF01", "/ocpp/%zz", "/ocpp/a%00b", ""])(
  "%s names nobody",
  (url) => expect(stationAddress(url)).toBeNull(),
);

test("the last segment of another path is what the charger may have appended", () => {
  expect(lastSegment("/steve/websocket/CentralSystemService/FF01?x")).toBe("FF01");
  expect(lastSegment("/FF01/")).toBe("FF01");
  expect(lastSegment("/")).toBeNull();
});
