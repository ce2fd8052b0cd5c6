/**
 * The Open Charge Alliance's test cases for a CSMS (OCPP 2.0.1 part 6, chapter 3; 1.6 alike), as
 * far as they concern the gateway's messages. They run over a real socket against a listening
 * gateway with a real database. Each test carries the numbers of its cases.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { tokens } from "@/db/schema/tokens";
import { sessions } from "@/db/schema/sessions";
import { connectors, stations } from "@/db/schema/stations";
import { readTenant, writeTenant } from "@/db/tenant";
import type { FreshTenant } from "@/db/testing/fresh-tenant";
import { type Gateway, listen } from "@/ocpp-gateway/listen";
import { connectCsmsStation } from "@/ocpp-gateway/conformance/testing/csms-station";
import * as stationPort from "@/server/station-port";

let gateway: Gateway;
const errors: string[] = [];
beforeAll(async () => {
  await stationPort.openPort({ gatewayId: "csms-cases" });
  const log = {
    info: () => {},
    warn: () => {},
    error: (_facts: object, message: string) => void errors.push(message),
  };
  gateway = await listen({ host: "127.0.0.1", port: 0, stationPort: { ...stationPort, isOpen: () => true }, log });
});
afterAll(async () => {
  await gateway.close();
  await stationPort.closePort();
});
afterEach(() => {
  if (errors.length > 0) throw new Error(`The gateway logged errors: ${errors.join("; ")}`);
});

type Version2 = "2.0.1" | "2.1";

const at = (minute: number) => new Date(START + minute * 60_000).toISOString();
const START = Math.floor(Date.now() / 1000) * 1000 - 3 * 3_600_000;

const valid = (tenant: FreshTenant) => ({ idToken: { idToken: tenant.driver.uid, type: "ISO14443" } });
const ACCEPTED = { status: "Accepted" };
const INVALID = { idToken: { idToken: "NOBODYS", type: "ISO14443" } };
const EVSE = { evse: { id: 1, connectorId: 1 } };
const BOOT = { reason: "PowerUp", chargingStation: { model: "M", vendorName: "V" } };
const AVAILABLE = { timestamp: at(0), connectorStatus: "Available", evseId: 1, connectorId: 1 };
const isAccepted = expect.objectContaining({ idTokenInfo: expect.objectContaining({ status: "Accepted" }) });

const energy = (minute: number, value: number, context: string) => ({
  meterValue: [{ timestamp: at(minute), sampledValue: [{ value, context }] }],
});

const noticed = (component: object, variable: string, actualValue: string) => ({
  generatedAt: at(0),
  seqNo: 0,
  eventData: [
    {
      eventId: 1,
      timestamp: at(0),
      trigger: "Delta",
      eventNotificationType: "HardWiredNotification",
      actualValue,
      component,
      variable: { name: variable },
    },
  ],
});

/** One transaction's events, numbered as they come. */
function transaction(send: (action: string, payload: object) => Promise<unknown>, transactionId: string) {
  let seqNo = 0;
  return (eventType: string, triggerReason: string, minute: number, info: object = {}, more: object = {}) => {
    const shown = { eventType, triggerReason, timestamp: at(minute), seqNo: seqNo++, ...more };
    return send("TransactionEvent", { ...shown, transactionInfo: { transactionId, ...info } });
  };
}

const allow = (tenant: FreshTenant, registration: "accepted" | "pending" | "rejected") =>
  writeTenant(tenant.tenantId, (db) => db.update(stations).set({ registration }));

describe.each<Version2>(["2.0.1", "2.1"])("%s", (version) => {
  test("TC_B_01: a cold boot is accepted", async () => {
    const { send } = await connectCsmsStation(gateway.port, version);
    expect(await send("BootNotification", BOOT)).toMatchObject({ status: "Accepted", interval: 300 });
    expect(await send("StatusNotification", AVAILABLE)).toEqual({});
  });

  test.each(["pending", "rejected"] as const)(
    "TC_B_02, TC_B_30: a %s station's other messages are a SecurityError until it is accepted",
    async (registration) => {
      const { tenant, send } = await connectCsmsStation(gateway.port, version);
      await allow(tenant, registration);
      const status = registration === "pending" ? "Pending" : "Rejected";
      expect(await send("BootNotification", BOOT)).toMatchObject({ status });
      expect(await send("StatusNotification", AVAILABLE)).toBe("CALLERROR SecurityError");
      await allow(tenant, "accepted");
      expect(await send("BootNotification", BOOT)).toMatchObject({ status: "Accepted" });
      expect(await send("StatusNotification", AVAILABLE)).toEqual({});
    },
  );

  test("TC_B_31: a pending station is requested to boot again", async () => {
    const { tenant, send, receive } = await connectCsmsStation(gateway.port, version);
    await allow(tenant, "pending");
    await send("BootNotification", BOOT);
    const [requested] = await receive({ type: "trigger-message", message: "boot", evse: null }, ACCEPTED);
    expect(requested).toEqual({ action: "TriggerMessage", payload: { requestedMessage: "BootNotification" } });
    await allow(tenant, "accepted");
    expect(await send("BootNotification", { ...BOOT, reason: "Triggered" })).toMatchObject({ status: "Accepted" });
  });

  test("TC_C_02, TC_C_06, TC_C_07: unknown, blocked and expired tokens get their status", async () => {
    const { tenant, send } = await connectCsmsStation(gateway.port, version);
    const driverId = tenant.driver.id;
    await writeTenant(tenant.tenantId, (db) =>
      db.insert(tokens).values([
        { uid: "BLOCKED", driverId, state: "blocked" },
        { uid: "EXPIRED", driverId, validUntil: new Date(START) },
      ]),
    );
    const verdict = (idToken: string) => send("Authorize", { idToken: { idToken, type: "ISO14443" } });
    expect(await verdict("NOBODYS")).toEqual({ idTokenInfo: { status: "Unknown" } });
    expect(await verdict("BLOCKED")).toMatchObject({ idTokenInfo: { status: "Blocked" } });
    expect(await verdict("EXPIRED")).toMatchObject({ idTokenInfo: { status: "Expired" } });
    expect(await send("Authorize", valid(tenant))).toEqual(isAccepted);
  });

  test("TC_C_39: another token of the group stops the transaction, and every answer names the group", async () => {
    const { tenant, send } = await connectCsmsStation(gateway.port, version);
    await writeTenant(tenant.tenantId, (db) => db.insert(tokens).values({ uid: "SECOND", driverId: tenant.driver.id }));
    const second = { idToken: { idToken: "SECOND", type: "ISO14443" } };
    const tx = transaction(send, "c39");
    const answers = [
      await send("Authorize", second),
      await tx("Started", "Authorized", 0, { chargingState: "Charging" }, { ...valid(tenant), ...EVSE }),
      await send("Authorize", second),
      await tx("Updated", "StopAuthorized", 9, {}, second),
    ];
    const groups = new Set(answers.map((answer) => JSON.stringify(answer)));
    expect(groups.size).toBe(1);
    expect(answers[0]).toMatchObject({ idTokenInfo: { status: "Accepted", groupIdToken: { type: "Central" } } });
  });

  test("TC_E_04, TC_J_08, TC_I_02: authorised before the plug, then metered, then sent the cost", async () => {
    const { tenant, send } = await connectCsmsStation(gateway.port, version);
    const tx = transaction(send, "e04");
    expect(await tx("Started", "Authorized", 0, {}, valid(tenant))).toEqual(isAccepted);
    const begin = { ...EVSE, ...energy(2, 1000, "Transaction.Begin") };
    expect(await tx("Updated", "CablePluggedIn", 2, { chargingState: "EVConnected" }, begin)).toEqual({});
    expect(await tx("Updated", "ChargingStateChanged", 3, { chargingState: "Charging" })).toEqual({});
    expect(await tx("Updated", "MeterValuePeriodic", 13, {}, energy(13, 3000, "Sample.Periodic"))).toEqual({});
    expect(await tx("Updated", "StopAuthorized", 20, {}, valid(tenant))).toEqual(isAccepted);
    expect(await tx("Updated", "ChargingStateChanged", 20, { chargingState: "EVConnected" })).toEqual({});
    const end = { chargingState: "Idle", stoppedReason: "EVDisconnected" };
    const answer = await tx("Ended", "EVCommunicationLost", 30, end, energy(30, 6000, "Transaction.End"));
    expect(answer).toEqual({ totalCost: 2.5 });
  });

  test("TC_E_12, TC_E_16: a detected car and an unknown token are answered and kept", async () => {
    const { tenant, send } = await connectCsmsStation(gateway.port, version);
    expect(await transaction(send, "e12")("Started", "EVDetected", 0)).toEqual({});
    const tx = transaction(send, "e16");
    expect(await tx("Started", "Authorized", 1, {}, { ...INVALID, ...EVSE })).toEqual({
      idTokenInfo: { status: "Unknown" },
    });
    expect(await tx("Ended", "Deauthorized", 2, { stoppedReason: "DeAuthorized" })).toEqual(expect.any(Object));
    const kept = await readTenant(tenant.tenantId, (db) => db.select().from(sessions));
    expect(new Map(kept.map(({ transactionId, state }) => [transactionId, state]))).toEqual(
      new Map([
        ["e12", "active"],
        ["e16", "ended"],
      ]),
    );
  });

  test("TC_E_26: a cable pulled at the car suspends the transaction until the car charges again", async () => {
    const { tenant, send } = await connectCsmsStation(gateway.port, version);
    const tx = transaction(send, "e26");
    await tx("Started", "Authorized", 0, { chargingState: "Charging" }, { ...valid(tenant), ...EVSE });
    expect(await tx("Updated", "EVCommunicationLost", 5, { chargingState: "Idle" })).toEqual({});
    expect(await send("StatusNotification", { ...AVAILABLE, timestamp: at(5) })).toEqual({});
    expect(await tx("Updated", "CablePluggedIn", 6, { chargingState: "EVConnected" })).toEqual({});
    expect(await tx("Updated", "ChargingStateChanged", 7, { chargingState: "Charging" })).toEqual({});
    const [session] = await readTenant(tenant.tenantId, (db) => db.select().from(sessions));
    expect(session).toMatchObject({ state: "active", chargingState: "charging" });
  });

  test("TC_E_53: every transaction may number its events from 0", async () => {
    const { tenant, send } = await connectCsmsStation(gateway.port, version);
    for (const [index, id] of ["first", "second"].entries()) {
      const tx = transaction(send, id);
      const start = { ...valid(tenant), ...EVSE };
      expect(await tx("Started", "Authorized", index * 9, { chargingState: "Charging" }, start)).toEqual(isAccepted);
      expect(await tx("Ended", "EVCommunicationLost", index * 9 + 5, {}, energy(5, 1000, "Transaction.End"))).toEqual(
        expect.any(Object),
      );
    }
    const kept = await readTenant(tenant.tenantId, (db) => db.select().from(sessions));
    expect(kept.map(({ state }) => state)).toEqual(["ended", "ended"]);
  });

  test("TC_E_21, TC_F_01: remote start of a car that is plugged in, and remote stop", async () => {
    const { tenant, send, receive } = await connectCsmsStation(gateway.port, version);
    const tx = transaction(send, "f01");
    await tx("Started", "CablePluggedIn", 0, { chargingState: "EVConnected" }, EVSE);
    const token = { uid: tenant.driver.uid, kind: "unspecified" } as const;
    expect(await receive({ type: "remote-start", evse: 1, token, remoteStartId: 21 }, ACCEPTED)).toEqual([
      {
        action: "RequestStartTransaction",
        payload: { remoteStartId: 21, evseId: 1, idToken: { idToken: tenant.driver.uid, type: "Central" } },
      },
    ]);
    expect(await tx("Updated", "RemoteStart", 1, { remoteStartId: 21 })).toEqual({});
    const [session] = await readTenant(tenant.tenantId, (db) => db.select().from(sessions));
    expect(session).toMatchObject({ billingAccountId: tenant.driver.billingAccountId });
    const [stop] = await receive(
      { type: "remote-stop", session: { by: "station-id", transactionId: "f01" } },
      ACCEPTED,
    );
    expect(stop).toEqual({ action: "RequestStopTransaction", payload: { transactionId: "f01" } });
    expect(await tx("Ended", "RemoteStop", 2, { stoppedReason: "Remote" })).toEqual(expect.any(Object));
  });

  test("TC_G_20 and G01: a failed lock is accepted, and a state sent as an event is kept", async () => {
    const { tenant, send } = await connectCsmsStation(gateway.port, version);
    const lock = { name: "ConnectorPlugRetentionLock", evse: { id: 1, connectorId: 1 } };
    expect(await send("NotifyEvent", noticed(lock, "Problem", "true"))).toEqual({});
    const connector = { name: "Connector", evse: { id: 1, connectorId: 2 } };
    expect(await send("NotifyEvent", noticed(connector, "AvailabilityState", "Occupied"))).toEqual({});
    const shown = await readTenant(tenant.tenantId, (db) => db.select().from(connectors));
    expect(shown).toMatchObject([{ connectorNumber: 2, state: "occupied" }]);
  });

  test("TC_J_01, TC_P_02, TC_P_03: idle meters, vendor messages and custom data are answered", async () => {
    const { send } = await connectCsmsStation(gateway.port, version);
    for (const evseId of [0, 1]) {
      expect(await send("MeterValues", { evseId, ...energy(0, 10, "Sample.Clock") })).toEqual({});
    }
    const vendor = await send("DataTransfer", { vendorId: "org.example", messageId: "m", data: { any: 1 } });
    expect(vendor).toEqual({ status: "UnknownVendorId" });
    const customData = { vendorId: "org.example", more: { than: ["is", "known"] } };
    expect(await send("StatusNotification", { ...AVAILABLE, customData })).toEqual({});
    expect(await transaction(send, "p03")("Started", "EVDetected", 0, { customData }, { customData })).toEqual({});
  });
});

test("1.6 TC_001, TC_003, TC_012: a station boots, charges and is stopped remotely", async () => {
  const { tenant, send, receive } = await connectCsmsStation(gateway.port, "1.6");
  const booted = await send("BootNotification", { chargePointVendor: "V", chargePointModel: "M" });
  expect(booted).toMatchObject({ status: "Accepted" });
  const status = { connectorId: 1, errorCode: "NoError", status: "Preparing" };
  expect(await send("StatusNotification", status)).toEqual({});
  const idTag = tenant.driver.uid;
  expect(await send("Authorize", { idTag })).toMatchObject({ idTagInfo: { status: "Accepted" } });
  const start = { connectorId: 1, idTag, meterStart: 1000, timestamp: at(0) };
  const started = (await send("StartTransaction", start)) as { transactionId: number; idTagInfo: object };
  expect(started.idTagInfo).toMatchObject({ status: "Accepted" });
  const session = { by: "number", sessionNumber: started.transactionId } as const;
  const [stop] = await receive({ type: "remote-stop", session }, ACCEPTED);
  expect(stop).toEqual({
    action: "RemoteStopTransaction",
    payload: { transactionId: started.transactionId },
  });
  const { transactionId } = started;
  const stopped = { transactionId, meterStop: 3000, timestamp: at(30), reason: "Remote" };
  expect(await send("StopTransaction", stopped)).toEqual({});
});

test("1.6 TC_023, TC_037_3: an unknown idTag is invalid; its offline energy is kept", async () => {
  const { tenant, send } = await connectCsmsStation(gateway.port, "1.6");
  expect(await send("Authorize", { idTag: "NOBODYS" })).toEqual({ idTagInfo: { status: "Invalid" } });
  const start = { connectorId: 1, idTag: "NOBODYS", meterStart: 0, timestamp: at(0) };
  const started = (await send("StartTransaction", start)) as { transactionId: number };
  expect(started).toMatchObject({ idTagInfo: { status: "Invalid" } });
  const { transactionId } = started;
  const stop = { transactionId, meterStop: 9, timestamp: at(1), reason: "DeAuthorized" };
  expect(await send("StopTransaction", stop)).toEqual({});
  const [session] = await readTenant(tenant.tenantId, (db) => db.select().from(sessions));
  expect(session).toMatchObject({ state: "ended", billingAccountId: null, meterStopMilliWh: 9_000n });
});

test("1.6 TC_064: vendor messages are refused as UnknownVendorId", async () => {
  const { send } = await connectCsmsStation(gateway.port, "1.6");
  expect(await send("DataTransfer", { vendorId: "org.example" })).toEqual({ status: "UnknownVendorId" });
});
