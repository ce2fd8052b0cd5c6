import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ChargerOptions } from "./charger-events";
import { OCPP_VERSIONS, type OcppVersion } from "./ocpp-version";
import { FakeCsms } from "./fake-csms";
import { CallFailed, type Payload, UpgradeRefused } from "./rpc";
import { SimulatedCharger } from "./simulated-charger";

let csms: FakeCsms;
let charger: SimulatedCharger;

async function set(version: OcppVersion, options: Partial<ChargerOptions> = {}): Promise<void> {
  csms = new FakeCsms(version);
  await csms.listen();
  charger = new SimulatedCharger({
    id: "TEST-1",
    password: "test-password-1",
    version,
    url: csms.url,
    registerStartWh: 1_000_000,
    rebootMs: 10,
    reconnect: { firstMs: 20, maxMs: 50 },
    retryIntervalMs: 5,
    ...options,
  });
}

afterEach(async () => {
  await charger.shutdown();
  await csms.kill();
  // Every test also checks that the official schemas accept all messages.
  csms.expectNoProblems();
});

const at = (minute: number) => new Date(Date.UTC(2026, 2, 14, 9, minute));

/** The same dictated session for both versions: 10 kWh in twenty minutes, ten minutes idle. */
async function sendSession(): Promise<void> {
  await charger.plugIn(1, { at: at(0) });
  await charger.authorize("TAG-1");
  await charger.start(1, { token: "TAG-1", at: at(1), registerWh: 1_000_000 });
  await charger.meter(1, { at: at(11), registerWh: 1_005_000, powerW: 30_000, socPercent: 44 });
  await charger.suspend(1, "suspended-ev", { at: at(21), registerWh: 1_010_000 });
  await charger.stop(1, { at: at(31), registerWh: 1_010_000 });
  await charger.unplug(1, { at: at(32) });
}

const timestamps = (payloads: readonly Payload[]) => payloads.map(({ timestamp }) => timestamp);
const iso = (...minutes: number[]) => minutes.map((minute) => at(minute).toISOString());

test("1.6: the charger sends a whole session in the order of the specification", async () => {
  await set("1.6");
  await charger.powerUp();
  await sendSession();
  const status = "StatusNotification";
  const untilPluggedIn = ["BootNotification", status, status, status];
  const session = ["Authorize", "StartTransaction", status, "MeterValues", status, "StopTransaction", status, status];
  expect(csms.actions()).toEqual([...untilPluggedIn, ...session]);
  const statuses = csms
    .payloads("StatusNotification")
    .map(({ connectorId, status }) => `${String(connectorId)} ${String(status)}`);
  expect(statuses).toEqual([
    "0 Available",
    "1 Available",
    "1 Preparing",
    "1 Charging",
    "1 SuspendedEV",
    "1 Finishing",
    "1 Available",
  ]);
  expect(csms.payloads("StartTransaction")).toEqual([
    { connectorId: 1, idTag: "TAG-1", meterStart: 1_000_000, timestamp: at(1).toISOString() },
  ]);
  expect(csms.payloads("StopTransaction")).toMatchObject([
    { transactionId: 1_001, idTag: "TAG-1", meterStop: 1_010_000, timestamp: at(31).toISOString(), reason: "Local" },
  ]);
  expect(csms.payloads("MeterValues")[0]).toMatchObject({ connectorId: 1, transactionId: 1_001 });
});

test("1.6: the charger replays offline messages with their own times and the new transaction id", async () => {
  await set("1.6");
  await charger.powerUp();
  charger.goOffline();
  await sendSession();
  expect(charger.queued).toBe(3);
  expect(csms.payloads("StartTransaction")).toEqual([]);
  await charger.replay();
  expect(timestamps(csms.payloads("StartTransaction"))).toEqual(iso(1));
  expect(csms.payloads("MeterValues")[0]).toMatchObject({
    transactionId: 1_001,
    meterValue: [{ timestamp: at(11).toISOString() }],
  });
  expect(csms.payloads("StopTransaction")).toMatchObject([{ transactionId: 1_001, timestamp: at(31).toISOString() }]);
});

test("1.6: the charger resends an unanswered StartTransaction unchanged under a new message id", async () => {
  await set("1.6");
  await charger.powerUp();
  csms.on("StartTransaction", () => "silence");
  const starting = charger.start(1, { token: "TAG-1", at: at(1) });
  await expect.poll(() => csms.payloads("StartTransaction").length).toBe(1);
  await csms.kill();
  await starting;
  csms.off("StartTransaction");
  await csms.listen();
  await charger.drained();
  const [first, second] = csms.received.filter(({ action }) => action === "StartTransaction");
  expect(second?.payload).toEqual(first?.payload);
  expect(second?.messageId).not.toBe(first?.messageId);
  expect(charger.connector(1).transaction?.csmsTransactionId).toBe(1_001);
});

test("1.6: the charger gives a message up after the configured number of refusals", async () => {
  await set("1.6");
  await charger.powerUp();
  await charger.start(1, { token: "TAG-1" });
  csms.on("MeterValues", () => "callerror");
  await expect(charger.meter(1)).rejects.toThrow(CallFailed);
  expect(csms.payloads("MeterValues")).toHaveLength(5);
  expect(charger.dropped.map(({ action }) => action)).toEqual(["MeterValues"]);
  await charger.stop(1);
  expect(csms.payloads("StopTransaction")).toHaveLength(1);
});

test("1.6: the charger drops a transaction whose start is refused for good", async () => {
  await set("1.6");
  await charger.powerUp();
  csms.on("StartTransaction", () => "callerror");
  await expect(charger.start(1, { token: "TAG-1" })).rejects.toThrow(CallFailed);
  expect(charger.transactionId(1)).toBeUndefined();
  csms.off("StartTransaction");
  await charger.start(1, { token: "TAG-1" });
  expect(charger.transactionId(1)).toBe(1_001);
});

test("1.6: the charger ends a transaction whose token the central system refuses, without energy", async () => {
  await set("1.6");
  await charger.powerUp();
  csms.on("StartTransaction", () => ({ transactionId: 7, idTagInfo: { status: "Blocked" } }));
  const { status } = await charger.start(1, { token: "TAG-1" });
  expect(status).toBe("Blocked");
  expect(csms.payloads("StopTransaction")).toMatchObject([
    { transactionId: 7, reason: "DeAuthorized", meterStop: 1_000_000 },
  ]);
  const statuses = csms.payloads("StatusNotification").map((payload) => payload["status"]);
  expect(statuses).not.toContain("Charging");
});

test("1.6: the charger sends nothing while its boot is pending", async () => {
  await set("1.6");
  let boots = 0;
  csms.on("BootNotification", () => {
    boots += 1;
    return { status: boots === 1 ? "Pending" : "Accepted", interval: 1, currentTime: at(0).toISOString() };
  });
  await charger.powerUp();
  expect(csms.actions().slice(0, 3)).toEqual(["BootNotification", "BootNotification", "StatusNotification"]);
});

test("2.0.1: the charger sends a whole session as numbered transaction events", async () => {
  await set("2.0.1");
  await charger.powerUp();
  await sendSession();
  const events = csms.payloads("TransactionEvent");
  expect(events.map(({ eventType, triggerReason, seqNo }) => [seqNo, eventType, triggerReason])).toEqual([
    [0, "Started", "Authorized"],
    [1, "Updated", "ChargingStateChanged"],
    [2, "Updated", "MeterValuePeriodic"],
    [3, "Updated", "ChargingStateChanged"],
    [4, "Ended", "StopAuthorized"],
  ]);
  expect(timestamps(events)).toEqual(iso(1, 1, 11, 21, 31));
  expect(events[0]).toMatchObject({
    evse: { id: 1, connectorId: 1 },
    idToken: { idToken: "TAG-1", type: "ISO14443" },
  });
  expect(events[4]).toMatchObject({ transactionInfo: { stoppedReason: "Local", chargingState: "EVConnected" } });
  expect(events.some((event) => "offline" in event)).toBe(false);
  const statuses = csms.payloads("StatusNotification").map(({ connectorStatus }) => connectorStatus);
  expect(statuses).toEqual(["Available", "Occupied", "Available"]);
});

test("2.0.1: the charger replays offline events once each, with their own times, marked as offline", async () => {
  await set("2.0.1");
  await charger.powerUp();
  charger.goOffline();
  await sendSession();
  await charger.replay();
  const events = csms.payloads("TransactionEvent");
  expect(timestamps(events)).toEqual(iso(1, 1, 11, 21, 31));
  expect(events.map(({ seqNo, offline }) => [seqNo, offline])).toEqual([0, 1, 2, 3, 4].map((seqNo) => [seqNo, true]));
});

test("2.0.1: the charger ends a transaction as soon as an answer refuses the token", async () => {
  await set("2.0.1");
  await charger.powerUp();
  await charger.start(1, { token: "TAG-1" });
  csms.on("TransactionEvent", ({ eventType }) =>
    eventType === "Updated" ? { idTokenInfo: { status: "Expired" } } : {},
  );
  await charger.meter(1);
  await charger.drained();
  expect(csms.payloads("TransactionEvent").at(-1)).toMatchObject({
    eventType: "Ended",
    triggerReason: "Deauthorized",
    transactionInfo: { stoppedReason: "DeAuthorized" },
  });
});

test("2.0.1: the charger reports a fault and its end by event and by status", async () => {
  await set("2.0.1");
  await charger.powerUp();
  await charger.fault(1, "HighTemperature", "Cable too warm");
  await charger.clearFault(1, "HighTemperature");
  const cleared = csms.payloads("NotifyEvent").map(({ eventData }) => eventData);
  expect(cleared).toMatchObject([[{ cleared: false, techCode: "HighTemperature" }], [{ cleared: true }]]);
  const statuses = csms.payloads("StatusNotification").map(({ connectorStatus }) => connectorStatus);
  expect(statuses).toEqual(["Available", "Faulted", "Available"]);
});

describe.each(OCPP_VERSIONS)("any charger (%s)", (version) => {
  beforeEach(async () => set(version));

  test("signs in with its id and password as HTTP Basic", async () => {
    await charger.connect();
    expect(csms.authorization).toEqual([`Basic ${Buffer.from("TEST-1:test-password-1").toString("base64")}`]);
  });

  test("reports the HTTP status of a refused handshake", async () => {
    const unknownStation = new SimulatedCharger({ id: "UNKNOWN", version, url: csms.url });
    await expect(unknownStation.connect()).rejects.toThrow(new UpgradeRefused(401));
    expect(csms.authorization).toEqual([undefined]);
  });

  test("keeps its register from one session to the next, in whole Wh", async () => {
    let now = at(0);
    const battery = {
      car: { model: "van", capacityWh: 68_000, maxAcPowerW: 22_000, maxDcPowerW: 1, phases: 3, targetSoc: 0.9 },
      storedWh: 10_000,
    } as const;
    await charger.shutdown();
    charger = new SimulatedCharger({ id: "TEST-1", version, url: csms.url, registerStartWh: 500, now: () => now });
    await charger.powerUp();
    const registers: number[] = [];
    for (const minute of [0, 30]) {
      now = at(minute);
      await charger.plugIn(1, { battery });
      const { transaction } = await charger.start(1, { token: "TAG-1" });
      now = at(minute + 7);
      const { reading } = await charger.stop(1);
      registers.push(transaction.meterStartWh, reading.registerWh);
      await charger.unplug(1);
    }
    const [start, firstStop, secondStart, secondStop] = registers;
    expect(registers.every(Number.isInteger)).toBe(true);
    expect(start).toBe(500);
    expect(secondStart).toBe(firstStop);
    // 22 kW for seven minutes are 2567 Wh, less the ripple's at most 2.4 %.
    expect(Number(firstStop) - Number(start)).toBeGreaterThan(2_500);
    expect(Number(secondStop) - Number(secondStart)).toBeLessThanOrEqual(2_567);
  });

  test("reconnects after the central system was killed, and boots only once", async () => {
    await charger.powerUp();
    await csms.kill();
    const back = charger.waitFor((event) => event.kind === "connected");
    await csms.listen();
    await back;
    await charger.heartbeat();
    expect(csms.payloads("BootNotification")).toHaveLength(1);
  });

  test("sends meter values and heartbeats by itself when automatic", async () => {
    await charger.shutdown();
    charger = new SimulatedCharger({ id: "TEST-1", version, url: csms.url, isAutomatic: true, meterIntervalS: 0.02 });
    await charger.powerUp();
    await charger.start(1, { token: "TAG-1" });
    const metered = () =>
      charger.exchanges.filter(({ action }) => action === "MeterValues" || action === "TransactionEvent").length;
    await expect.poll(metered).toBeGreaterThan(4);
    await charger.stop(1);
  });
});
