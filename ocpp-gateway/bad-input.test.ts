/** Bad input over a real socket: nothing is lost, and no other station is stopped. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { rawHandshake } from "@/ocpp-gateway/testing/raw-handshake";
import { openGateway, type TestGateway } from "@/ocpp-gateway/testing/gateway";
import { connect, rejectedHandshake, until } from "@/ocpp-gateway/testing/station";
import { NotCommitted } from "@/server/domain/station/not-committed";
import { Refusal } from "@/server/domain/refusal";
import type { Exchange } from "@/server/station-port";

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await openGateway({ frameBytes: 4096, maxGuesses: 3 });
});
afterEach(() => gateway.close());

const lastRejected = () => gateway.stationPort.rejected.at(-1);

describe("during the handshake", () => {
  test("an unknown station and a wrong password get the same 401, with a challenge", async () => {
    const unknown = await rejectedHandshake(gateway.port, { identity: "CP-9" });
    expect(unknown).toEqual({ status: 401, challenge: 'Basic realm="OCPP", charset="UTF-8"' });
    expect(await rejectedHandshake(gateway.port, { password: "wrong" })).toEqual(unknown);
    expect(await rejectedHandshake(gateway.port, { password: "" })).toEqual(unknown);
    expect(gateway.stationPort.presence).toEqual([]);
  });

  test("a right password under another name does not open", async () => {
    expect(await rejectedHandshake(gateway.port, { username: "CP-2" })).toMatchObject({ status: 401 });
  });

  test.each(["/", "/ocpp", "/ocpp/", "/ocpp/CP-1/more", "/other/CP-1", "/ocpp/%zz", "/ocpp/a%00b"])(
    "%s is no address of a station",
    async (path) => expect(await rejectedHandshake(gateway.port, { path })).toMatchObject({ status: 404 }),
  );

  test("who guesses passwords has to wait, even with the right one; others do not", async () => {
    for (let guess = 0; guess < 3; guess++) await rejectedHandshake(gateway.port, { password: `guess-${guess}` });
    expect(await rejectedHandshake(gateway.port, { password: "secret-1" })).toMatchObject({ status: 429 });
    gateway.stationPort.passwords.set("CP-2", "secret-2");
    const other = await connect(gateway.port, { identity: "CP-2", password: "secret-2" });
    expect(await other.request([2, "1", "Heartbeat", {}])).toMatchObject([3, "1", {}]);
  });

  test("when the database is away a station is told to come again, not that its password is wrong", async () => {
    gateway.stationPort.error = new Error("connection refused");
    expect(await rejectedHandshake(gateway.port)).toMatchObject({ status: 503 });
  });

  test("an identity with spaces and signs is percent-decoded", async () => {
    gateway.stationPort.passwords.set("RDAM 123/ü", "secret-2");
    const station = await connect(gateway.port, { identity: "RDAM 123/ü", password: "secret-2" });
    expect(await station.request([2, "1", "Heartbeat", {}])).toMatchObject([3, "1", {}]);
  });

  test("the first subprotocol that both speak is chosen, in the station's order", async () => {
    const offered = { subprotocols: ["ocpp2.2", "ocpp2.0.1", "ocpp1.6"] };
    expect((await connect(gateway.port, offered)).socket.protocol).toBe("ocpp2.0.1");
    expect((await connect(gateway.port, { subprotocols: ["ocpp1.6", "ocpp2.0.1"] })).socket.protocol).toBe("ocpp1.6");
  });

  test.each([["Sec-WebSocket-Protocol: ocpp1.5, soap\r\n"], [""]])(
    "without a subprotocol that is spoken here (%j) the handshake is completed without one, and closed with 1002",
    async (header) => {
      const { head, code, reason } = await rawHandshake(gateway.port, header).closed;
      expect(head).toContain("HTTP/1.1 101 ");
      expect(head.toLowerCase()).not.toContain("sec-websocket-protocol");
      expect({ code, reason }).toEqual({ code: 1002, reason: "Spoken here: ocpp1.6, ocpp2.0.1, ocpp2.1" });
      expect(gateway.stationPort.presence).toEqual([]);
    },
  );
});

describe("on an open socket", () => {
  test("a frame that is too large closes the socket with a reason, and the fact is kept", async () => {
    const station = await connect(gateway.port);
    station.send([2, "1", "DataTransfer", { vendorId: "V", data: "x".repeat(5000) }]);
    expect(await station.closed).toEqual({ code: 1009, reason: "A frame has at most 4096 bytes" });
    await until(() => gateway.stationPort.rejected.length === 1);
    expect(lastRejected()).toMatchObject({ errorCode: "FrameRejected", reason: "Max payload size exceeded" });
  });

  test("a binary frame closes the socket, and is kept", async () => {
    const station = await connect(gateway.port);
    station.socket.send(Buffer.from([1, 2, 3]));
    expect(await station.closed).toMatchObject({ code: 1003 });
    await until(() => gateway.stationPort.rejected.length === 1);
    expect(lastRejected()).toMatchObject({ raw: "AQID", reason: "A binary frame" });
  });

  test("bytes that are not UTF-8 close the socket with a reason", async () => {
    const station = await connect(gateway.port);
    station.socket.send(Buffer.from([0x5b, 0xff, 0x5d]), { binary: false });
    expect(await station.closed).toEqual({ code: 1007, reason: "Not UTF-8" });
  });

  test.each([
    ["ocpp1.6", '[2,"m1","StopTransaction",{"meterStop":', [4, "m1", "FormationViolation"]],
    ["ocpp2.0.1", '[2,"m1","TransactionEvent",{"seqNo":', [4, "m1", "FormatViolation"]],
    ["ocpp1.6", "hello", [4, "-1", "FormationViolation"]],
    ["ocpp2.0.1", "hello", [4, "-1", "RpcFrameworkError"]],
    ["ocpp2.0.1", '[6,"m1","Heartbeat",{}]', [4, "m1", "MessageTypeNotSupported"]],
  ])("%s: %s is answered as far as it can be read, and kept raw", async (subprotocol, raw, answer) => {
    const station = await connect(gateway.port, { subprotocols: [subprotocol] });
    expect((await station.request(raw)).slice(0, 3)).toEqual(answer);
    expect(lastRejected()).toMatchObject({ raw, errorCode: answer[2] });
  });

  test("a message type that 1.6 does not know is ignored, and kept", async () => {
    const station = await connect(gateway.port);
    station.send('[6,"m1","Heartbeat",{}]');
    expect(await station.request([2, "m2", "Heartbeat", {}])).toMatchObject([3, "m2", {}]);
    expect(lastRejected()).toMatchObject({ errorCode: "Ignored", messageId: "m1" });
  });

  test.each([
    ["ocpp1.6", "StatusNotification", { errorCode: "NoError", status: "Available" }, "ProtocolError"],
    [
      "ocpp1.6",
      "StatusNotification",
      { connectorId: 1, errorCode: "NoError", status: "Dancing" },
      "PropertyConstraintViolation",
    ],
    ["ocpp1.6", "StartTransaction", { connectorId: {}, idTag: "A", meterStart: 1 }, "TypeConstraintViolation"],
    ["ocpp1.6", "Authorize", "A", "TypeConstraintViolation"],
    [
      "ocpp1.6",
      "MeterValues",
      { connectorId: 32_768, meterValue: [{ timestamp: at(), sampledValue: [{ value: "1" }] }] },
      "PropertyConstraintViolation",
    ],
    ["ocpp2.0.1", "Heartbeat", 5, "TypeConstraintViolation"],
    ["ocpp2.0.1", "Authorize", {}, "OccurrenceConstraintViolation"],
    ["ocpp2.0.1", "MeterValues", { evseId: 1, meterValue: [] }, "OccurrenceConstraintViolation"],
    [
      "ocpp2.0.1",
      "MeterValues",
      { evseId: -1, meterValue: [{ timestamp: at(), sampledValue: [{ value: 1 }] }] },
      "PropertyConstraintViolation",
    ],
  ])("%s %s %j says nothing: it is %s, and kept", async (subprotocol, action, payload, errorCode) => {
    const station = await connect(gateway.port, { subprotocols: [subprotocol] });
    expect((await station.request([2, "m1", action, payload])).slice(0, 3)).toEqual([4, "m1", errorCode]);
    expect(lastRejected()).toMatchObject({ errorCode, action, messageId: "m1" });
    expect(gateway.stationPort.events).toEqual([]);
  });

  test.each([
    ["ocpp1.6", "BootNotification", { chargePointVendor: 1 }, ["wrong_type", "missing_field"]],
    ["ocpp1.6", "Authorize", { idTag: "x".repeat(21), extra: 1 }, ["unknown_field", "too_long"]],
    ["ocpp1.6", "Authorize", { idTag: "A\0" }, ["unreadable_value"]],
    ["ocpp1.6", "StopTransaction", { transactionId: 1e300, meterStop: 1, timestamp: at() }, ["out_of_range"]],
    ["ocpp1.6", "StopTransaction", { transactionId: 1, meterStop: 1, timestamp: "yesterday" }, ["time_format"]],
    ["ocpp2.0.1", "Heartbeat", { a: 1 }, ["unknown_field"]],
    ["ocpp2.0.1", "NotifyReport", { requestId: 1, generatedAt: at() }, ["missing_field"]],
  ])("%s %s %j breaks its schema and is read: %j", async (subprotocol, action, payload, kinds) => {
    const recorded: Exchange[] = [];
    const { recordEvent } = gateway.stationPort;
    gateway.stationPort.recordEvent = (station, event, exchange) => {
      recorded.push(exchange);
      return recordEvent(station, event, exchange);
    };
    const station = await connect(gateway.port, { subprotocols: [subprotocol] });
    expect((await station.request([2, "m1", action, payload])).slice(0, 2)).toEqual([3, "m1"]);
    expect(recorded.map(({ deviations }) => deviations.map(({ kind }) => kind))).toEqual([kinds]);
    expect(gateway.stationPort.rejected).toEqual([]);
  });

  test.each([
    ["ocpp1.6", "Reset", "NotSupported"],
    ["ocpp1.6", "TransactionEvent", "NotImplemented"],
    ["ocpp1.6", "constructor", "NotImplemented"],
    ["ocpp2.0.1", "SetVariables", "NotSupported"],
    ["ocpp2.0.1", "BatterySwap", "NotImplemented"],
    ["ocpp2.1", "SetDERControl", "NotSupported"],
    ["ocpp2.1", "NotifyPeriodicEventStream", "NotSupported"],
    ["ocpp2.0.1", "StartTransaction", "NotImplemented"],
  ])("%s %s is %s, and kept", async (subprotocol, action, errorCode) => {
    const station = await connect(gateway.port, { subprotocols: [subprotocol] });
    expect((await station.request([2, "m1", action, {}])).slice(0, 3)).toEqual([4, "m1", errorCode]);
    expect(lastRejected()).toMatchObject({ errorCode, action });
  });

  test("an unmatched answer is kept and not answered", async () => {
    const station = await connect(gateway.port);
    station.send([3, "ghost", { status: "Accepted" }]);
    station.send([4, "ghost", "InternalError", "", {}]);
    expect(await station.request([2, "1", "Heartbeat", {}])).toMatchObject([3, "1", {}]);
    expect(gateway.stationPort.rejected.map(({ errorCode }) => errorCode)).toEqual([
      "UnsolicitedAnswer",
      "UnsolicitedAnswer",
    ]);
  });

  test("unmatched answers of one station are kept one at a time, so that they cannot fill the memory", async () => {
    let [running, maximum] = [0, 0];
    const keep = gateway.stationPort.keepRejectedFrame;
    gateway.stationPort.keepRejectedFrame = async (...frame) => {
      maximum = Math.max(maximum, ++running);
      await new Promise(setImmediate);
      await keep(...frame);
      running--;
    };
    const station = await connect(gateway.port);
    for (let received = 0; received < 200; received++) station.send([3, `ghost-${received}`, {}]);
    expect(await station.request([2, "1", "Heartbeat", {}])).toMatchObject([3, "1", {}]);
    expect([maximum, gateway.stationPort.rejected.length]).toEqual([1, 200]);
  });

  test("a clock that is years off does not reject a message: its timestamp is recorded as sent", async () => {
    const station = await connect(gateway.port);
    const payload = { connectorId: 1, idTag: "A", meterStart: 1, timestamp: "1970-01-01T00:00:05Z" };
    expect(await station.request([2, "1", "StartTransaction", payload])).toMatchObject([3, "1", { transactionId: 1 }]);
    expect(gateway.stationPort.events[0]).toMatchObject({ atMs: 5000 });
  });
});

describe("when the database is away", () => {
  const away = () => new NotCommitted(new Error("the database is away"));
  const stop = { transactionId: 1, meterStop: 1, timestamp: at() };

  test("a session's message waits unanswered, and is answered when the database is back", async () => {
    const station = await connect(gateway.port);
    gateway.stationPort.error = away();
    station.send([2, "1", "StopTransaction", stop]);
    expect(await station.unread()).toBe(0);
    gateway.stationPort.error = null;
    expect(await station.next()).toMatchObject([3, "1", {}]);
  });

  test.each([
    ["a session's message", [2, "1", "StopTransaction", stop]],
    ["a message that breaks the schema", [2, "1", "StopTransaction", {}]],
    ["an action that nobody knows", [2, "1", "Nonsense", {}]],
    ["what is no frame", "garbage"],
  ])("%s is never answered with an error: the socket is closed with 1013", async (_, frame) => {
    const impatient = await openGateway({ unansweredMs: 50, commitRetryMs: 10, closeSpreadMs: 5 });
    try {
      const station = await connect(impatient.port);
      impatient.stationPort.error = away();
      const answered = station.request(frame).then(() => "answered");
      expect(await Promise.race([answered, station.closed])).toMatchObject({ code: 1013 });
      expect(impatient.errors).toContain("A station's message could not be recorded");
    } finally {
      impatient.stationPort.error = null;
      await impatient.close();
    }
  });

  test("what is no part of a session is answered InternalError, and the next message is handled", async () => {
    const station = await connect(gateway.port);
    gateway.stationPort.error = away();
    const authorize = [2, "1", "Authorize", { idTag: "A" }];
    expect((await station.request(authorize)).slice(0, 3)).toEqual([4, "1", "InternalError"]);
    gateway.stationPort.error = null;
    expect(await station.request(authorize)).toMatchObject([3, "1", {}]);
  });
});

describe("what the business refuses", () => {
  test("a message that the database refuses for its content is kept, and answered InternalError", async () => {
    const station = await connect(gateway.port);
    gateway.stationPort.recordEvent = () => Promise.reject(new Error("value out of range"));
    const stop = [2, "1", "StopTransaction", { transactionId: 1, meterStop: 1, timestamp: at() }];
    expect((await station.request(stop)).slice(0, 3)).toEqual([4, "1", "InternalError"]);
    expect(lastRejected()).toMatchObject({ action: "StopTransaction", errorCode: "InternalError" });
  });

  test("a refusal becomes the version's error code, and the message is kept", async () => {
    const station = await connect(gateway.port);
    gateway.stationPort.recordEvent = async () => {
      throw new Refusal("token_of_another_holder");
    };
    expect(await station.request([2, "1", "Authorize", { idTag: "A" }])).toEqual([
      4,
      "1",
      "PropertyConstraintViolation",
      "There is no such token.",
      {},
    ]);
    expect(lastRejected()).toMatchObject({ action: "Authorize" });
  });
});

function at(): string {
  return "2026-03-01T10:00:00Z";
}
