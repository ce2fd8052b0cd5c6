import { afterEach, expect, test } from "vitest";
import { type ChargerEvent } from "./charger-events";
import { FakeCsms } from "./fake-csms";
import { asPayload, CallRefused } from "./rpc";
import { SimulatedCharger } from "./simulated-charger";

let csms: FakeCsms;
let charger: SimulatedCharger;

async function set(version: "1.6" | "2.0.1"): Promise<void> {
  csms = new FakeCsms(version);
  await csms.listen();
  const reconnect = { firstMs: 20, maxMs: 50 };
  charger = new SimulatedCharger({
    id: "TEST-1",
    password: "p",
    version,
    url: csms.url,
    connectors: 2,
    rebootMs: 10,
    reconnect,
  });
  await charger.powerUp();
}

afterEach(async () => {
  await charger.shutdown();
  await csms.kill();
  csms.expectNoProblems();
});

const happens = async (kind: ChargerEvent["kind"]) => charger.waitFor((event) => event.kind === kind);
const lastStatuses = (key: string) =>
  csms
    .payloads("StatusNotification")
    .slice(-2)
    .map((payload) => payload[key]);

test("1.6: the charger lets a car arrive for a remote start, and stops remotely", async () => {
  await set("1.6");
  const started = happens("started");
  expect(await csms.command("RemoteStartTransaction", { idTag: "TAG-9", connectorId: 2 })).toEqual({
    status: "Accepted",
  });
  await started;
  expect(csms.payloads("StartTransaction")).toMatchObject([{ connectorId: 2, idTag: "TAG-9" }]);
  expect(await csms.command("RemoteStartTransaction", { idTag: "TAG-8", connectorId: 2 })).toEqual({
    status: "Rejected",
  });
  expect(await csms.command("RemoteStopTransaction", { transactionId: 4_711 })).toEqual({ status: "Rejected" });
  const stopped = happens("stopped");
  expect(await csms.command("RemoteStopTransaction", { transactionId: 1_001 })).toEqual({ status: "Accepted" });
  await stopped;
  await charger.drained();
  expect(csms.payloads("StopTransaction")).toMatchObject([{ transactionId: 1_001, reason: "Remote" }]);
  expect(charger.connector(2).transaction).toBeUndefined();
});

test.each([
  ["Soft", "SoftReset"],
  ["Hard", "HardReset"],
])("1.6: the charger resets %s: ends the transaction, reconnects, boots", async (type, reason) => {
  await set("1.6");
  await charger.start(1, { token: "TAG-1" });
  const booted = happens("booted");
  expect(await csms.command("Reset", { type })).toEqual({ status: "Accepted" });
  await booted;
  await charger.drained();
  expect(csms.payloads("StopTransaction")).toMatchObject([{ reason }]);
  expect(csms.payloads("BootNotification")).toHaveLength(2);
  const order = csms
    .actions()
    .filter((action) => action === "StopTransaction" || action === "BootNotification")
    .slice(1);
  const expected = ["StopTransaction", "BootNotification"];
  expect(order).toEqual(type === "Soft" ? expected : expected.reverse());
});

test("1.6: the charger becomes inoperative when its transaction has ended, and operative again", async () => {
  await set("1.6");
  await charger.start(1, { token: "TAG-1" });
  expect(await csms.command("ChangeAvailability", { connectorId: 1, type: "Inoperative" })).toEqual({
    status: "Scheduled",
  });
  await charger.stop(1);
  expect(lastStatuses("status")).toEqual(["Finishing", "Unavailable"]);
  await charger.unplug(1);
  expect(await csms.command("ChangeAvailability", { connectorId: 1, type: "Operative" })).toEqual({
    status: "Accepted",
  });
  await expect.poll(() => lastStatuses("status").at(-1)).toBe("Available");
  expect(await csms.command("ChangeAvailability", { connectorId: 9, type: "Operative" })).toEqual({
    status: "Rejected",
  });
});

test("1.6: the charger unlocks, ending the transaction first", async () => {
  await set("1.6");
  await charger.start(1, { token: "TAG-1" });
  const stopped = happens("stopped");
  expect(await csms.command("UnlockConnector", { connectorId: 1 })).toEqual({ status: "Unlocked" });
  await stopped;
  await charger.drained();
  expect(csms.payloads("StopTransaction")).toMatchObject([{ reason: "UnlockCommand" }]);
  expect(await csms.command("UnlockConnector", { connectorId: 5 })).toEqual({ status: "NotSupported" });
});

test.each(["BootNotification", "Heartbeat", "StatusNotification", "MeterValues", "FirmwareStatusNotification"])(
  "1.6: the charger sends %s when triggered",
  async (requestedMessage) => {
    await set("1.6");
    const before = csms.payloads(requestedMessage).length;
    expect(await csms.command("TriggerMessage", { requestedMessage })).toEqual({ status: "Accepted" });
    await expect.poll(() => csms.payloads(requestedMessage).length).toBeGreaterThan(before);
  },
);

test("1.6: the charger shows and changes its configuration and refuses unknown keys", async () => {
  await set("1.6");
  const requested = await csms.command("GetConfiguration", { key: ["HeartbeatInterval", "Colour"] });
  expect(requested).toEqual({
    configurationKey: [{ key: "HeartbeatInterval", readonly: false, value: "300" }],
    unknownKey: ["Colour"],
  });
  const change = async (key: string, value: string) => csms.command("ChangeConfiguration", { key, value });
  expect(await change("MeterValueSampleInterval", "7")).toEqual({ status: "Accepted" });
  expect(await change("MeterValueSampleInterval", "soon")).toEqual({ status: "Rejected" });
  expect(await change("NumberOfConnectors", "8")).toEqual({ status: "Rejected" });
  expect(await change("Colour", "green")).toEqual({ status: "NotSupported" });
  expect(charger.settings.number("meterIntervalS")).toBe(7);
  const all = asPayload(await csms.command("GetConfiguration", {}))["configurationKey"];
  expect(all).toContainEqual({ key: "NumberOfConnectors", readonly: true, value: "2" });
});

test("1.6: the charger refuses unsupported commands with the specification's codes", async () => {
  await set("1.6");
  expect(await csms.command("ClearCache", {})).toEqual({ status: "Accepted" });
  expect(await csms.command("DataTransfer", { vendorId: "test" })).toEqual({ status: "UnknownVendorId" });
  expect(await csms.command("GetLocalListVersion", {})).toBe("NotSupported");
  csms.problems.length = 0;
  expect(await csms.command("MakeCoffee", {})).toBe("NotImplemented");
  expect(csms.problems.splice(0)).toEqual(["1.6 has no MakeCoffee.req"]);
  expect(await csms.command("RemoteStopTransaction", { transactionId: "x" })).toBe("FormationViolation");
  expect(csms.problems.splice(0)).toHaveLength(1);
});

test("1.6: the charger lets a test answer a command", async () => {
  await set("1.6");
  charger.intercept("Reset", () => ({ answer: { status: "Rejected" } }));
  expect(await csms.command("Reset", { type: "Soft" })).toEqual({ status: "Rejected" });
  charger.intercept("Reset", () => {
    throw new CallRefused("GenericError", "broken");
  });
  expect(await csms.command("Reset", { type: "Soft" })).toBe("GenericError");
  expect(charger.exchanges.at(-1)).toMatchObject({
    direction: "received",
    action: "Reset",
    error: { code: "GenericError" },
  });
});

const remoteStart = { idToken: { idToken: "TAG-9", type: "eMAID" }, remoteStartId: 12, evseId: 2 };

test("2.0.1: the charger lets a car arrive for a remote start, and stops remotely", async () => {
  await set("2.0.1");
  const started = happens("started");
  expect(await csms.command("RequestStartTransaction", remoteStart)).toEqual({ status: "Accepted" });
  await started;
  const [first] = csms.payloads("TransactionEvent");
  expect(first).toMatchObject({
    triggerReason: "RemoteStart",
    idToken: remoteStart.idToken,
    transactionInfo: { remoteStartId: 12 },
  });
  expect(await csms.command("RequestStartTransaction", remoteStart)).toEqual({ status: "Rejected" });
  expect(await csms.command("RequestStopTransaction", { transactionId: "nobody" })).toEqual({ status: "Rejected" });
  const transactionId = asPayload(first?.["transactionInfo"])["transactionId"];
  const stopped = happens("stopped");
  expect(await csms.command("RequestStopTransaction", { transactionId })).toEqual({ status: "Accepted" });
  await stopped;
  await charger.drained();
  expect(csms.payloads("TransactionEvent").at(-1)).toMatchObject({
    eventType: "Ended",
    triggerReason: "RemoteStop",
    transactionInfo: { transactionId, stoppedReason: "Remote" },
  });
});

test("2.0.1: the charger resets at once, ending the transaction", async () => {
  await set("2.0.1");
  await charger.start(1, { token: "TAG-1" });
  const booted = happens("booted");
  expect(await csms.command("Reset", { type: "Immediate" })).toEqual({ status: "Accepted" });
  await booted;
  expect(csms.payloads("TransactionEvent").at(-1)).toMatchObject({
    triggerReason: "ResetCommand",
    transactionInfo: { stoppedReason: "ImmediateReset" },
  });
  expect(csms.payloads("BootNotification").at(-1)).toMatchObject({ reason: "RemoteReset" });
});

test("2.0.1: the charger resets on idle when the last transaction has ended", async () => {
  await set("2.0.1");
  await charger.start(1, { token: "TAG-1" });
  expect(await csms.command("Reset", { type: "OnIdle" })).toEqual({ status: "Scheduled" });
  const booted = happens("booted");
  await charger.stop(1);
  await booted;
  expect(csms.payloads("BootNotification").at(-1)).toMatchObject({ reason: "ScheduledReset" });
  expect(await csms.command("Reset", { type: "Immediate", evseId: 1 })).toEqual({ status: "Rejected" });
});

test("2.0.1: the charger becomes inoperative as a whole and operative again", async () => {
  await set("2.0.1");
  expect(await csms.command("ChangeAvailability", { operationalStatus: "Inoperative" })).toEqual({
    status: "Accepted",
  });
  await expect.poll(() => lastStatuses("connectorStatus")).toEqual(["Unavailable", "Unavailable"]);
  expect(await csms.command("RequestStartTransaction", remoteStart)).toEqual({ status: "Rejected" });
  const evse = { id: 2, connectorId: 1 };
  expect(await csms.command("ChangeAvailability", { operationalStatus: "Operative", evse })).toEqual({
    status: "Accepted",
  });
  await expect.poll(() => lastStatuses("connectorStatus")).toEqual(["Unavailable", "Available"]);
});

test("2.0.1: the charger keeps the cable of an authorised transaction locked", async () => {
  await set("2.0.1");
  expect(await csms.command("UnlockConnector", { evseId: 1, connectorId: 1 })).toEqual({ status: "Unlocked" });
  await charger.start(1, { token: "TAG-1" });
  expect(await csms.command("UnlockConnector", { evseId: 1, connectorId: 1 })).toEqual({
    status: "OngoingAuthorizedTransaction",
  });
  expect(await csms.command("UnlockConnector", { evseId: 1, connectorId: 2 })).toEqual({
    status: "UnknownConnector",
  });
});

test.each([
  "BootNotification",
  "Heartbeat",
  "StatusNotification",
  "MeterValues",
  "TransactionEvent",
  "LogStatusNotification",
])("2.0.1: the charger sends %s when triggered", async (requestedMessage) => {
  await set("2.0.1");
  await charger.start(1, { token: "TAG-1" });
  const before = csms.payloads(requestedMessage).length;
  expect(await csms.command("TriggerMessage", { requestedMessage, evse: { id: 1 } })).toEqual({ status: "Accepted" });
  await expect.poll(() => csms.payloads(requestedMessage).length).toBeGreaterThan(before);
});

test("2.0.1: the charger shows and changes its variables", async () => {
  await set("2.0.1");
  const interval = { component: { name: "SampledDataCtrlr" }, variable: { name: "TxUpdatedInterval" } };
  const colour = { component: { name: "Paint" }, variable: { name: "Colour" } };
  const shown = await csms.command("GetVariables", { getVariableData: [interval, colour] });
  expect(shown).toEqual({
    getVariableResult: [
      { ...interval, attributeType: "Actual", attributeStatus: "Accepted", attributeValue: "30" },
      { ...colour, attributeType: "Actual", attributeStatus: "UnknownComponent" },
    ],
  });
  const changes = [
    { ...interval, attributeValue: "9" },
    { ...interval, attributeValue: "often" },
    { component: { name: "TxCtrlr" }, variable: { name: "TxStartPoint" }, attributeValue: "Authorized" },
  ];
  const changed = asPayload(await csms.command("SetVariables", { setVariableData: changes }))["setVariableResult"];
  expect(changed).toMatchObject([
    { attributeStatus: "Accepted" },
    { attributeStatus: "Rejected" },
    { attributeStatus: "Rejected" },
  ]);
  expect(charger.settings.number("meterIntervalS")).toBe(9);
});

test("2.0.1: the charger reports its whole device model in parts", async () => {
  await set("2.0.1");
  expect(await csms.command("GetBaseReport", { requestId: 5, reportBase: "FullInventory" })).toEqual({
    status: "Accepted",
  });
  await expect.poll(() => csms.payloads("NotifyReport").at(-1)?.["tbc"]).toBe(false);
  const parts = csms.payloads("NotifyReport");
  expect(parts.map(({ seqNo }) => seqNo)).toEqual(parts.map((_part, index) => index));
  const variables = parts.flatMap(({ reportData }) => (Array.isArray(reportData) ? reportData : []));
  expect(variables).toHaveLength(charger.settings.all().length);
});

test("2.0.1: the charger answers other commands NotImplemented", async () => {
  await set("2.0.1");
  expect(await csms.command("GetLocalListVersion", {})).toBe("NotImplemented");
});
