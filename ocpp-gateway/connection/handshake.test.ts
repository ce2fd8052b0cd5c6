/** What a station may depart in before its socket is open, and what is kept of a refusal. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openGateway, type TestGateway } from "@/ocpp-gateway/testing/gateway";
import { rawHandshake } from "@/ocpp-gateway/testing/raw-handshake";
import { connect, rejectedHandshake, until } from "@/ocpp-gateway/testing/station";

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await openGateway({ maxGuesses: 5 });
});
afterEach(() => gateway.close());

describe("what a handshake may depart in", () => {
  const offer = (subprotocols: string) =>
    rawHandshake(gateway.port, `Sec-WebSocket-Protocol: ${subprotocols}\r\n`).head;

  test.each(["/ocpp//CP-1", "/ocpp/CP-1/", "//ocpp/CP-1//"])("%s is the station's address", async (path) => {
    const station = await connect(gateway.port, { path });
    expect(await station.request([2, "1", "Heartbeat", {}])).toMatchObject([3, "1", {}]);
    expect(gateway.stationPort.deviations).toEqual([{ kind: "path", place: "Handshake/path", value: path }]);
  });

  test.each([
    ["OCPP1.6", "OCPP1.6", "+CP-1 1.6"],
    ["ocpp2.0.1, ocpp2.0.1", "ocpp2.0.1", "+CP-1 2.0.1"],
    ["ocpp1.6\r\nSec-WebSocket-Protocol: ocpp1.6", "ocpp1.6", "+CP-1 1.6"],
    ["ocpp 1.6", "ocpp1.6", "+CP-1 1.6"],
  ])("the offer %j is answered %s", async (offered, answered, connected) => {
    const head = await offer(offered);
    expect(head).toContain("HTTP/1.1 101 ");
    expect(head).toContain(`Sec-WebSocket-Protocol: ${answered}\r\n`);
    await until(() => gateway.stationPort.presence.includes(connected));
    expect(gateway.stationPort.deviations).toMatchObject([{ kind: "subprotocol" }]);
  });

  test("an empty offer is the version that the station spoke last", async () => {
    gateway.stationPort.lastVersions.set("CP-1", "2.0.1");
    const head = await offer("");
    expect(head).toContain("HTTP/1.1 101 ");
    expect(head.toLowerCase()).not.toContain("sec-websocket-protocol");
    await until(() => gateway.stationPort.presence.includes("+CP-1 2.0.1"));
    expect(gateway.stationPort.deviations).toEqual([
      { kind: "subprotocol", place: "Handshake/Sec-WebSocket-Protocol", value: "" },
    ]);
  });

  test("nothing is remarked of a handshake as the specification has it", async () => {
    const station = await connect(gateway.port);
    await station.request([2, "1", "Heartbeat", {}]);
    expect(gateway.stationPort.deviations).toEqual([]);
    expect(gateway.stationPort.refused).toEqual([]);
  });
});

test("each refused attempt is noted with whom it names, why, from where and what it offered", async () => {
  await rejectedHandshake(gateway.port, { password: "wrong" });
  await rejectedHandshake(gateway.port, { password: "" });
  await rejectedHandshake(gateway.port, { username: "CP-2" });
  await rejectedHandshake(gateway.port, { path: "/steve/websocket/CentralSystemService/CP-1" });
  await rejectedHandshake(gateway.port, { identity: "CP-9" });
  await rawHandshake(gateway.port, "Sec-WebSocket-Protocol: ocpp1.5\r\n").closed;
  for (let guess = 0; guess < 3; guess++) await rejectedHandshake(gateway.port, { password: `guess-${guess}` });
  expect(gateway.stationPort.refused.map(({ identity, reason }) => `${identity} ${reason}`)).toEqual([
    "CP-1 wrong_password",
    "CP-1 no_password",
    "CP-1 other_name",
    "CP-1 path",
    "CP-9 wrong_password",
    "CP-1 subprotocol",
    "CP-1 wrong_password",
    "CP-1 wrong_password",
    "CP-1 wrong_password",
  ]);
  for (let guess = 0; guess < 3; guess++) await rejectedHandshake(gateway.port, { password: `more-${guess}` });
  await rejectedHandshake(gateway.port);
  expect(gateway.stationPort.refused.at(-1)).toMatchObject({
    identity: "CP-1",
    reason: "too_many_attempts",
    remoteAddress: "127.0.0.1",
    offeredSubprotocol: "ocpp1.6",
  });
});
