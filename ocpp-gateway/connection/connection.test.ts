/** The life of a connection with a gateway that really listens. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openGateway, type TestGateway } from "@/ocpp-gateway/testing/gateway";
import { heldCommit } from "@/ocpp-gateway/testing/memory-port";
import { connect, until } from "@/ocpp-gateway/testing/station";

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await openGateway({ inboxMessages: 4, callTimeoutMs: 200 });
});
afterEach(() => gateway.close());

const stop = (transactionId: number) => ({ transactionId, meterStop: 1, timestamp: "2026-03-01T10:00:00Z" });

describe("a station's messages", () => {
  test("are answered only after the commit", async () => {
    const { commit, release } = heldCommit();
    gateway.stationPort.commit = commit;
    const station = await connect(gateway.port);
    station.send([2, "1", "StopTransaction", stop(1)]);
    await until(() => gateway.stationPort.commitsBegun === 1);
    expect(await station.unread()).toBe(0);
    release();
    expect(await station.next()).toMatchObject([3, "1", {}]);
  });

  test("are handled in their order, though many are sent without waiting, and none is dropped", async () => {
    const station = await connect(gateway.port);
    const ids = Array.from({ length: 50 }, (_, index) => index + 1);
    for (const id of ids) station.send([2, `m${id}`, "StopTransaction", stop(id)]);
    const answers = [];
    for (const _id of ids) answers.push((await station.next())[1]);
    expect(answers).toEqual(ids.map((id) => `m${id}`));
    expect(gateway.stationPort.events.map((event) => event.type === "session.ended" && event.session)).toEqual(
      ids.map((sessionNumber) => ({ by: "number", sessionNumber })),
    );
  });

  test("do not wait for another station's", async () => {
    gateway.stationPort.passwords.set("CP-2", "secret-2");
    const slow = await connect(gateway.port);
    const other = await connect(gateway.port, { identity: "CP-2", password: "secret-2" });
    const { commit, release } = heldCommit();
    gateway.stationPort.commit = commit;
    slow.send([2, "1", "StopTransaction", stop(1)]);
    await until(() => gateway.stationPort.commitsBegun === 1);
    gateway.stationPort.commit = Promise.resolve();
    expect(await other.request([2, "2", "StopTransaction", stop(2)])).toMatchObject([3, "2", {}]);
    release();
    expect(await slow.next()).toMatchObject([3, "1", {}]);
  });

  test("keep their payload byte for byte in the exchange", async () => {
    const requests: string[] = [];
    const record = gateway.stationPort.recordEvent;
    gateway.stationPort.recordEvent = (station, event, exchange) => {
      requests.push(exchange.request);
      return record(station, event, exchange);
    };
    const station = await connect(gateway.port);
    await station.request('[2, "1","Authorize" , { "idTag":"A" } ]');
    expect(requests).toEqual(['{ "idTag":"A" }']);
  });
});

describe("presence", () => {
  test("is told in order, and a newer socket of the same station replaces the older one", async () => {
    const first = await connect(gateway.port);
    const second = await connect(gateway.port, { subprotocols: ["ocpp2.0.1"] });
    expect(await first.closed).toEqual({ code: 4000, reason: "A newer connection of this station has taken over" });
    expect(await second.request([2, "1", "Heartbeat", {}])).toMatchObject([3, "1", {}]);
    second.socket.close();
    await until(() => gateway.stationPort.presence.length === 4);
    expect(gateway.stationPort.presence).toEqual(["+CP-1 1.6", "+CP-1 2.0.1", "-CP-1", "-CP-1"]);
  });

  test("a station whose arrival cannot be recorded is sent away to come again", async () => {
    gateway.stationPort.stationConnected = () => Promise.reject(new Error("the database is away"));
    const station = await connect(gateway.port);
    expect(await station.closed).toMatchObject({ code: 1013 });
  });
});

test("a revoked password closes its socket at once, and nothing more is taken, whatever the station does", async () => {
  const station = await connect(gateway.port);
  await station.request([2, "1", "Heartbeat", {}]);
  station.socket.pause(); // it does not read the close
  gateway.stationPort.revoke("CP-1");
  station.send([2, "2", "StopTransaction", stop(1)]);
  await until(() => gateway.stationPort.presence.includes("-CP-1"));
  expect(gateway.stationPort.events.filter(({ type }) => type === "session.ended")).toEqual([]);
  station.socket.terminate();
});

test("a handshake that began before the password was revoked opens no socket that stays", async () => {
  const authenticate = gateway.stationPort.authenticateStation;
  gateway.stationPort.authenticateStation = async (identity, password) => {
    const authentication = await authenticate(identity, password);
    gateway.stationPort.revoke("CP-1");
    return authentication;
  };
  const station = await connect(gateway.port);
  expect(await station.closed).toMatchObject({ code: 1008 });
});

test("a silent station gets a ping, and its socket is closed without a pong", async () => {
  const shortLimited = await openGateway({
    pingAfterMs: 20,
    deadAfterMs: 200,
    deadWithoutPongAfterMs: 200,
    sweepEveryMs: 10,
  });
  try {
    shortLimited.stationPort.passwords.set("CP-2", "secret-2");
    const alive = await connect(shortLimited.port);
    const dead = await connect(shortLimited.port, { identity: "CP-2", password: "secret-2" });
    dead.socket.pause(); // it neither reads nor answers from now on
    await until(() => shortLimited.stationPort.presence.includes("-CP-2"));
    expect(await alive.request([2, "1", "Heartbeat", {}])).toMatchObject([3, "1", {}]);
    dead.socket.terminate();
  } finally {
    await shortLimited.close();
  }
});

test("a station that answers no ping stays while its messages come, and is remarked once", async () => {
  const limits = { pingAfterMs: 20, deadAfterMs: 100, deadWithoutPongAfterMs: 400, sweepEveryMs: 10 };
  const shortLimited = await openGateway(limits);
  try {
    const station = await connect(shortLimited.port, { autoPong: false });
    let pings = 0;
    station.socket.on("ping", () => pings++);
    const untilMs = Date.now() + 1200;
    while (Date.now() < untilMs) {
      expect(await station.request([2, "1", "Heartbeat", {}])).toMatchObject([3, "1", {}]);
      await new Promise((resolve) => setTimeout(resolve, 200)); // twice as long as deadAfterMs
    }
    expect(pings).toBeGreaterThan(3);
    expect(shortLimited.stationPort.presence).toEqual(["+CP-1 1.6"]);
    expect(shortLimited.stationPort.deviations.map(({ kind }) => kind)).toEqual(["no_pong"]);
    await until(() => shortLimited.stationPort.presence.includes("-CP-1")); // two heartbeats did not come
  } finally {
    await shortLimited.close();
  }
});

test("closing answers what is in hand, closes every socket with 1001, and frees the port", async () => {
  const closing = await openGateway();
  const { commit, release } = heldCommit();
  closing.stationPort.commit = commit;
  const station = await connect(closing.port);
  station.send([2, "1", "StopTransaction", stop(1)]);
  await until(() => closing.stationPort.commitsBegun === 1);
  const closed = closing.close();
  release();
  await closed;
  expect(await station.next()).toMatchObject([3, "1", {}]);
  expect(await station.closed).toMatchObject({ code: 1001 });
  await expect(connect(closing.port)).rejects.toThrow("ECONNREFUSED");
});

describe("by HTTP", () => {
  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${gateway.port}${path}`);
    return { status: response.status, text: await response.text() };
  };

  test("health reports the state of the database", async () => {
    await connect(gateway.port);
    const { status, text } = await get("/health");
    expect({ status, ...JSON.parse(text) }).toEqual({
      status: "ok",
      database: "up",
      queued: 0,
      lastCommitMs: 1,
      stations: 1,
    });
    gateway.stationPort.error = new Error("the database is away");
    const down = await get("/health");
    expect(down.status).toBe(503);
    expect(JSON.parse(down.text)).toMatchObject({ status: "degraded", database: "down" });
  });

  test("metrics count", async () => {
    const station = await connect(gateway.port);
    await station.request([2, "1", "Heartbeat", {}]);
    const { text } = await get("/metrics");
    expect(text).toContain("corrente_gateway_stations_connected 1");
    expect(text).toContain('corrente_gateway_events_total{event="calls"} 1');
    expect(text).toContain('corrente_gateway_port{counter="batches"} 3');
    expect(text).toContain("corrente_gateway_answer_seconds_count 1");
    expect(text).toContain("process_cpu_seconds_total");
  });

  test("a station's address is for WebSockets, any other is nobody's", async () => {
    expect(await get("/ocpp/CP-1")).toMatchObject({ status: 426 });
    expect(await get("/")).toMatchObject({ status: 404 });
  });
});
