/** permessage-deflate over a real socket. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { deflateOffer } from "@/ocpp-gateway/transport/compression";
import { openGateway, type TestGateway } from "@/ocpp-gateway/testing/gateway";
import { rawHandshake } from "@/ocpp-gateway/testing/raw-handshake";
import { connect, until } from "@/ocpp-gateway/testing/station";

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await openGateway({ frameBytes: 4096, compressedSockets: 2 });
});
afterEach(() => gateway.close());

test.each([
  ["permessage-deflate", "permessage-deflate"],
  ["permessage-deflate; client_max_window_bits", "permessage-deflate; client_max_window_bits"],
  ["x-webkit-deflate-frame, permessage-deflate", "permessage-deflate"],
  ["permessage-deflate; server_max_window_bits=8, permessage-deflate", "permessage-deflate"],
  ["permessage-deflate; server_max_window_bits=12", "permessage-deflate; server_max_window_bits=12"],
  ["permessage-deflate; server_max_window_bits=9", null],
  ["permessage-deflate; unknown=1", null],
  ["permessage-deflate; client_max_window_bits=99", null],
  ["permessage-deflate; client_no_context_takeover; client_no_context_takeover", null],
  ["", null],
  [undefined, null],
])("of the offers %j we take %j", (header, offer) => expect(deflateOffer(header)).toBe(offer));

const REPORT = { type: "get-base-report", requestId: 1 } as const;

test.each(["ocpp2.0.1", "ocpp2.1"])(
  "%s: messages are compressed both ways for a station that offers it",
  async (version) => {
    const station = await connect(gateway.port, { subprotocols: [version], compresses: true });
    expect(station.socket.extensions).toContain("permessage-deflate");
    for (let index = 0; index < 20; index++)
      expect(await station.request([2, `m${index}`, "Heartbeat", {}])).toMatchObject([3, `m${index}`, {}]);
    const variables = Array.from({ length: 30 }, (_, index) => ({
      component: "Component",
      instance: null,
      evse: null,
      variable: `Variable${index}`,
    }));
    gateway.stationPort.request("CP-1", { type: "get-variables", variables });
    const [, , action, payload] = await station.next(); // above the threshold
    expect(action).toBe("GetVariables");
    expect(JSON.stringify(payload)).toContain("Variable29");
  },
);

test("1.6 gets no compression, nor a station that does not offer it", async () => {
  const old = await connect(gateway.port, { subprotocols: ["ocpp1.6"], compresses: true });
  expect(old.socket.extensions).toBe("");
  const plain = await connect(gateway.port, { subprotocols: ["ocpp2.0.1"] });
  expect(plain.socket.extensions).toBe("");
});

test("an offer that cannot be taken opens a socket without compression", async () => {
  const head = await rawHandshake(
    gateway.port,
    "Sec-WebSocket-Protocol: ocpp2.0.1\r\nSec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=8\r\n",
  ).head;
  expect(head).toContain("HTTP/1.1 101 ");
  expect(head).not.toContain("Sec-WebSocket-Extensions");
});

test("what is too large once unpacked closes the socket, however small it came", async () => {
  const station = await connect(gateway.port, { subprotocols: ["ocpp2.0.1"], compresses: true });
  station.send([2, "1", "DataTransfer", { vendorId: "V", data: "x".repeat(500_000) }]);
  expect(await station.closed).toMatchObject({ code: 1009 });
});

test("beyond so many compressed sockets no more are agreed to, until one closes", async () => {
  for (const identity of ["A", "B", "C", "D"]) gateway.stationPort.passwords.set(identity, "secret-1");
  const open = (identity: string) => connect(gateway.port, { identity, subprotocols: ["ocpp2.0.1"], compresses: true });
  const [first, , third] = [await open("A"), await open("B"), await open("C")];
  expect([first.socket.extensions, third.socket.extensions]).toEqual([expect.stringContaining("deflate"), ""]);
  first.socket.close();
  await until(() => gateway.stationPort.presence.includes("-A"));
  expect((await open("D")).socket.extensions).toContain("deflate");
});

test("a command below the threshold goes out as it is", async () => {
  const station = await connect(gateway.port, { subprotocols: ["ocpp2.0.1"], compresses: true });
  gateway.stationPort.request("CP-1", REPORT);
  expect((await station.next())[2]).toBe("GetBaseReport");
});
