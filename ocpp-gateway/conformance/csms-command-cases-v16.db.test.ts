/**
 * The Open Charge Alliance's test cases for a central system of 1.6 that send commands, and those
 * of its security whitepaper that only report, over a real socket against a real database.
 */
import { expect, test } from "vitest";
import { connectors } from "@/db/schema/stations";
import { readTenant } from "@/db/tenant";
import { connectCsmsStation } from "@/ocpp-gateway/conformance/testing/csms-station";
import { findingsOf, minutesAgo, onlySession, openFieldGateway } from "@/ocpp-gateway/field/testing/field-station";
import type { VariableName } from "@/server/domain/station/command";

const gateway = openFieldGateway("csms-command-cases-v16");

const ACCEPTED = { status: "Accepted" };
const REJECTED = { status: "Rejected" };

const connected = () => connectCsmsStation(gateway.port(), "1.6");

const status = (word: string, more: object = {}) => ({ connectorId: 1, errorCode: "NoError", status: word, ...more });
const key = (variable: string): VariableName => ({ component: "", instance: null, evse: null, variable });

async function charging() {
  const station = await connected();
  const start = { connectorId: 1, idTag: station.tenant.driver.uid, meterStart: 1000, timestamp: minutesAgo(30) };
  const answer = (await station.send("StartTransaction", start)) as { transactionId: number };
  return { ...station, transactionId: answer.transactionId };
}

test.each([
  ["TC_010", ["Preparing"], []],
  ["TC_011_1", [], ["Preparing"]],
])(
  "1.6 %s: a remote start becomes a session of the token, whenever the cable is plugged in",
  async (_case, before, after) => {
    const { tenant, send, receive, lastCommand } = await connected();
    const idTag = tenant.driver.uid;
    for (const word of before) expect(await send("StatusNotification", status(word))).toEqual({});
    const token = { uid: idTag, kind: "unspecified" } as const;
    const calls = await receive({ type: "remote-start", evse: 1, token, remoteStartId: 5 }, ACCEPTED);
    expect(calls).toEqual([{ action: "RemoteStartTransaction", payload: { connectorId: 1, idTag } }]);
    for (const word of after) expect(await send("StatusNotification", status(word))).toEqual({});
    const start = { connectorId: 1, idTag, meterStart: 0, timestamp: minutesAgo(1) };
    expect(await send("StartTransaction", start)).toMatchObject({ idTagInfo: ACCEPTED });
    expect(await lastCommand("done")).toBe("Accepted");
    expect(await onlySession({ tenant })).toMatchObject({ state: "active" });
  },
);

test("1.6 TC_011_2: a remote start without a plug in time leaves the connector available", async () => {
  const { tenant, send, receive } = await connected();
  const token = { uid: tenant.driver.uid, kind: "unspecified" } as const;
  await receive({ type: "remote-start", evse: 1, token, remoteStartId: 6 }, ACCEPTED);
  for (const word of ["Preparing", "Available"]) expect(await send("StatusNotification", status(word))).toEqual({});
});

test("1.6 TC_026, TC_028: a rejected remote start or stop is shown as such", async () => {
  const { tenant, receive, lastCommand, transactionId } = await charging();
  const token = { uid: tenant.driver.uid, kind: "unspecified" } as const;
  await receive({ type: "remote-start", evse: 2, token, remoteStartId: 7 }, REJECTED);
  expect(await lastCommand("rejected")).toBe("Rejected");
  await receive({ type: "remote-stop", session: { by: "number", sessionNumber: transactionId } }, REJECTED);
  expect(await lastCommand("rejected")).toBe("Rejected");
});

test.each([
  ["TC_013", "hard", "Hard", "HardReset"],
  ["TC_014", "soft", "Soft", "SoftReset"],
] as const)("1.6 %s: a %s reset ends the session and is done with the boot", async (_case, kind, type, reason) => {
  const { send, receive, lastCommand, transactionId, tenant } = await charging();
  expect(await receive({ type: "reset", kind }, ACCEPTED)).toEqual([{ action: "Reset", payload: { type } }]);
  await lastCommand("accepted");
  const stop = { transactionId, meterStop: 3000, timestamp: minutesAgo(1), reason };
  const boot = { chargePointVendor: "V", chargePointModel: "M" };
  const messages = { StopTransaction: stop, BootNotification: boot };
  const order =
    kind === "soft"
      ? (["StopTransaction", "BootNotification"] as const)
      : (["BootNotification", "StopTransaction"] as const);
  for (const action of order) expect(await send(action, messages[action])).toEqual(expect.any(Object));
  expect(await lastCommand("done")).toBe("Accepted");
  expect(await onlySession({ tenant })).toMatchObject({ state: "ended", stopReason: reason });
});

test.each([
  ["TC_017_1, TC_018_1", { status: "Unlocked" }, "done"],
  ["TC_017_2, TC_031", { status: "NotSupported" }, "rejected"],
  ["TC_030", { status: "UnlockFailed" }, "rejected"],
] as const)("1.6 %s: a connector is asked to unlock, and %j is shown", async (_case, answer, state) => {
  const { receive, lastCommand } = await charging();
  const calls = await receive({ type: "unlock-connector", evse: 1, connector: 1 }, answer);
  expect(calls).toEqual([{ action: "UnlockConnector", payload: { connectorId: 1 } }]);
  expect(await lastCommand(state)).toBe(answer.status);
});

test("1.6 TC_019: all configuration keys, or one, are read", async () => {
  const { receive, lastCommand } = await connected();
  const configurationKey = [{ key: "HeartbeatInterval", readonly: false, value: "300" }];
  expect(await receive({ type: "get-variables", variables: [] }, { configurationKey })).toEqual([
    { action: "GetConfiguration", payload: {} },
  ]);
  expect(await lastCommand("done")).toBe("Accepted");
  const one = await receive({ type: "get-variables", variables: [key("HeartbeatInterval")] }, { configurationKey });
  expect(one).toEqual([{ action: "GetConfiguration", payload: { key: ["HeartbeatInterval"] } }]);
  expect(await lastCommand("done")).toBe("Accepted");
});

test.each([
  ["TC_021", ACCEPTED, "done"],
  ["TC_040_1", { status: "NotSupported" }, "rejected"],
  ["TC_040_2", REJECTED, "rejected"],
] as const)("1.6 %s: a configuration key is set, and %j is shown", async (_case, answer, state) => {
  const { receive, lastCommand } = await connected();
  const variables = [{ ...key("MeterValueSampleInterval"), value: "60" }];
  expect(await receive({ type: "set-variables", variables }, answer)).toEqual([
    { action: "ChangeConfiguration", payload: { key: "MeterValueSampleInterval", value: "60" } },
  ]);
  expect(await lastCommand(state)).toBe(answer.status);
});

test("1.6 TC_054, TC_055: messages are triggered and come, or the trigger is rejected", async () => {
  const { send, receive, lastCommand } = await connected();
  const meterValue = [{ timestamp: minutesAgo(1), sampledValue: [{ value: "1" }] }];
  const cases = [
    ["meter-values", "MeterValues", { connectorId: 1, meterValue }],
    ["status", "StatusNotification", status("Available")],
    ["boot", "BootNotification", { chargePointVendor: "V", chargePointModel: "M" }],
  ] as const;
  for (const [message, action, payload] of cases) {
    const evse = message === "boot" ? null : 1;
    const [call] = await receive({ type: "trigger-message", message, evse }, ACCEPTED);
    expect(call).toEqual({
      action: "TriggerMessage",
      payload: { requestedMessage: action, ...(evse === null ? {} : { connectorId: 1 }) },
    });
    await lastCommand("accepted");
    expect(await send(action, payload)).toEqual(expect.any(Object));
    expect(await lastCommand("done")).toBe("Accepted");
  }
  await receive({ type: "trigger-message", message: "heartbeat", evse: null }, ACCEPTED);
  expect(await lastCommand("done")).toBe("Accepted");
  await receive({ type: "trigger-message", message: "meter-values", evse: 1 }, REJECTED);
  expect(await lastCommand("rejected")).toBe("Rejected");
});

test("1.6 TC_061: the authorization cache is cleared", async () => {
  const { receive, lastCommand } = await connected();
  expect(await receive({ type: "clear-cache" }, ACCEPTED)).toEqual([{ action: "ClearCache", payload: {} }]);
  expect(await lastCommand("done")).toBe("Accepted");
});

test("1.6 TC_024: a failed lock is shown as the connector's fault", async () => {
  const { tenant, send } = await connected();
  const failed = { connectorId: 1, errorCode: "ConnectorLockFailure", status: "Faulted" };
  expect(await send("StatusNotification", failed)).toEqual({});
  const shown = await readTenant(tenant.tenantId, (db) => db.select().from(connectors));
  expect(shown).toMatchObject([{ state: "faulted", errorCode: "ConnectorLockFailure" }]);
});

test.each([
  ["TC_077", "InvalidChargePointCertificate", "InvalidChargingStationCertificate"],
  ["TC_078", "InvalidCentralSystemCertificate", "InvalidCsmsCertificate"],
])("1.6 %s: the security event %s is acknowledged, and a finding under 2.x's name", async (_case, type, kind) => {
  const { tenant, send } = await connected();
  expect(await send("SecurityEventNotification", { type, timestamp: minutesAgo(1) })).toEqual({});
  expect(await findingsOf({ tenant })).toMatchObject([{ code: "SECURITY_EVENT", data: { kind } }]);
});
