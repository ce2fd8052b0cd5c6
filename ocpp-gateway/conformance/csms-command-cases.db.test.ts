/**
 * The Open Charge Alliance's test cases for a CSMS that send commands (OCPP 2.0.1 part 6, chapter
 * 3), on 2.0.1 and on 2.1, over a real socket against a real database.
 */
import { describe, expect, test } from "vitest";
import { connectCsmsStation } from "@/ocpp-gateway/conformance/testing/csms-station";
import { minutesAgo, onlySession, openFieldGateway } from "@/ocpp-gateway/field/testing/field-station";
import type { VariableName } from "@/server/domain/station/command";

const gateway = openFieldGateway("csms-command-cases");

const ACCEPTED = { status: "Accepted" };
const REJECTED = { status: "Rejected" };
const EVSE = { id: 1, connectorId: 1 };
const BOOT = { reason: "PowerUp", chargingStation: { model: "M", vendorName: "V" } };

const name = (component: string, variable: string, instance: string | null = null): VariableName => ({
  component,
  variable,
  instance,
  evse: null,
});

const ofDevice = (instance: string, variable = "ItemsPerMessage") => name("DeviceDataCtrlr", variable, instance);

/** The wire form of a name. */
const inOcpp = ({ component, variable, instance }: VariableName) => ({
  component: { name: component },
  variable: { name: variable, ...(instance === null ? {} : { instance }) },
});

const valuesOf = (...names: readonly VariableName[]) => ({
  getVariableResult: names.map((one) => ({ ...inOcpp(one), attributeStatus: "Accepted", attributeValue: "4" })),
});

const setResultOf = (...names: readonly VariableName[]) => ({
  setVariableResult: names.map((one) => ({ ...inOcpp(one), attributeStatus: "Accepted" })),
});

const event = (eventType: string, triggerReason: string, seqNo: number, info: object = {}, more: object = {}) => ({
  eventType,
  triggerReason,
  seqNo,
  timestamp: minutesAgo(30 - seqNo),
  transactionInfo: { transactionId: "tx-1", ...info },
  ...more,
});

describe.each(["2.0.1", "2.1"] as const)("%s", (version) => {
  const connected = () => connectCsmsStation(gateway.port(), version);
  const charging = async () => {
    const station = await connected();
    const idToken = { idToken: station.tenant.driver.uid, type: "ISO14443" };
    const start = event("Started", "Authorized", 0, { chargingState: "Charging" }, { idToken, evse: EVSE });
    expect(await station.send("TransactionEvent", start)).toMatchObject({ idTokenInfo: ACCEPTED });
    return station;
  };

  test("TC_B_06, TC_B_07: one variable or several are read", async () => {
    const { receive, lastCommand } = await connected();
    const wanted = [name("OCPPCommCtrlr", "OfflineThreshold"), name("AuthCtrlr", "AuthorizeRemoteStart")];
    for (const variables of [wanted.slice(0, 1), wanted]) {
      const [call] = await receive({ type: "get-variables", variables }, valuesOf(...variables));
      expect(call).toEqual({ action: "GetVariables", payload: { getVariableData: variables.map(inOcpp) } });
      expect(await lastCommand("done")).toBe("Accepted");
    }
  });

  test("TC_B_08: five variables are read by two messages where one may name four", async () => {
    const { receive, lastCommand } = await connected();
    const limit = ofDevice("GetVariables");
    await receive({ type: "get-variables", variables: [limit] }, valuesOf(limit));
    expect(await lastCommand("done")).toBe("Accepted");
    const variables = [
      ofDevice("GetReport"),
      ofDevice("GetVariables"),
      ofDevice("GetReport", "BytesPerMessage"),
      ofDevice("GetVariables", "BytesPerMessage"),
      name("AuthCtrlr", "AuthorizeRemoteStart"),
    ];
    const calls = await receive(
      { type: "get-variables", variables },
      valuesOf(...variables.slice(0, 4)),
      valuesOf(...variables.slice(4)),
    );
    expect(calls.map(({ payload }) => payload)).toEqual([
      { getVariableData: variables.slice(0, 4).map(inOcpp) },
      { getVariableData: variables.slice(4).map(inOcpp) },
    ]);
    expect(await lastCommand("done")).toBe("Accepted");
  });

  test("TC_B_09, TC_B_10: one variable or several are set", async () => {
    const { receive, lastCommand } = await connected();
    const wanted = [
      { ...name("OCPPCommCtrlr", "OfflineThreshold"), value: "123" },
      { ...name("AuthCtrlr", "AuthorizeRemoteStart"), value: "false" },
    ];
    for (const variables of [wanted.slice(0, 1), wanted]) {
      const [call] = await receive({ type: "set-variables", variables }, setResultOf(...variables));
      const data = variables.map((one) => ({ ...inOcpp(one), attributeValue: one.value }));
      expect(call).toEqual({ action: "SetVariables", payload: { setVariableData: data } });
      expect(await lastCommand("done")).toBe("Accepted");
    }
  });

  test("TC_B_13: the full inventory is requested and taken in parts", async () => {
    const { send, receive, lastCommand } = await connected();
    const [call] = await receive({ type: "get-base-report", requestId: 7 }, ACCEPTED);
    expect(call).toEqual({ action: "GetBaseReport", payload: { requestId: 7, reportBase: "FullInventory" } });
    const part = (seqNo: number, variable: string) => ({
      requestId: 7,
      seqNo,
      tbc: seqNo === 0,
      generatedAt: minutesAgo(0),
      reportData: [{ ...inOcpp(name("ClockCtrlr", variable)), variableAttribute: [{ value: "x" }] }],
    });
    expect(await send("NotifyReport", part(0, "TimeSource"))).toEqual({});
    expect(await send("NotifyReport", part(1, "DateTime"))).toEqual({});
    expect(await lastCommand("done")).toBe("Accepted");
  });

  test.each([
    ["TC_B_20", "soft", "OnIdle", ACCEPTED],
    ["TC_B_21", "soft", "OnIdle", { status: "Scheduled" }],
    ["TC_B_22", "hard", "Immediate", ACCEPTED],
  ] as const)("%s: a %s reset is sent as %s, and the boot ends it", async (_case, kind, type, answer) => {
    const { send, receive, lastCommand } = await charging();
    expect(await receive({ type: "reset", kind }, answer)).toEqual([{ action: "Reset", payload: { type } }]);
    await lastCommand("accepted");
    const ended = event("Ended", "ResetCommand", 1, { stoppedReason: "ImmediateReset" });
    expect(await send("TransactionEvent", ended)).toEqual(expect.any(Object));
    expect(await send("BootNotification", { ...BOOT, reason: "RemoteReset" })).toMatchObject(ACCEPTED);
    expect(await lastCommand("done")).toBe(answer.status);
  });

  test.each([
    ["TC_C_37", ACCEPTED, "done"],
    ["TC_C_38", REJECTED, "rejected"],
  ] as const)("%s: the authorization cache is cleared", async (_case, answer, state) => {
    const { receive, lastCommand } = await connected();
    expect(await receive({ type: "clear-cache" }, answer)).toEqual([{ action: "ClearCache", payload: {} }]);
    expect(await lastCommand(state)).toBe(answer.status);
  });

  test("TC_F_02: a remote start before the plug, authorised by the CSMS too, becomes a session of the driver", async () => {
    const { tenant, send, receive, lastCommand } = await connected();
    const idToken = { idToken: tenant.driver.uid, type: "ISO14443" };
    const token = { uid: tenant.driver.uid, kind: "iso14443" } as const;
    const [call] = await receive({ type: "remote-start", evse: 1, token, remoteStartId: 21 }, ACCEPTED);
    expect(call).toEqual({
      action: "RequestStartTransaction",
      payload: { remoteStartId: 21, evseId: 1, idToken },
    });
    expect(await send("Authorize", { idToken })).toMatchObject({ idTokenInfo: ACCEPTED });
    const start = event("Started", "RemoteStart", 0, { remoteStartId: 21 }, { idToken, evse: EVSE });
    expect(await send("TransactionEvent", start)).toMatchObject({ idTokenInfo: ACCEPTED });
    expect(await lastCommand("done")).toBe("Accepted");
    expect(await send("TransactionEvent", event("Updated", "CablePluggedIn", 1))).toEqual({});
    const flows = event("Updated", "ChargingStateChanged", 2, { chargingState: "Charging" });
    expect(await send("TransactionEvent", flows)).toEqual({});
    expect(await onlySession({ tenant })).toMatchObject({ state: "active", transactionId: "tx-1" });
  });

  test("TC_F_03: without a further authorization it does too", async () => {
    const { tenant, send, receive, lastCommand } = await connected();
    const token = { uid: tenant.driver.uid, kind: "iso14443" } as const;
    await receive({ type: "remote-start", evse: 1, token, remoteStartId: 22 }, ACCEPTED);
    const start = event("Started", "RemoteStart", 0, { remoteStartId: 22 }, { evse: EVSE });
    expect(await send("TransactionEvent", start)).toEqual({});
    expect(await lastCommand("done")).toBe("Accepted");
    expect(await onlySession({ tenant })).toMatchObject({ state: "active" });
  });

  test("TC_F_04: a remote start without a plug in time ends without energy", async () => {
    const { tenant, send, receive } = await connected();
    const token = { uid: tenant.driver.uid, kind: "iso14443" } as const;
    await receive({ type: "remote-start", evse: 1, token, remoteStartId: 23 }, ACCEPTED);
    const start = event("Started", "RemoteStart", 0, { remoteStartId: 23 });
    expect(await send("TransactionEvent", start)).toEqual({});
    expect(await send("TransactionEvent", event("Updated", "EVConnectTimeout", 1))).toEqual({});
    const end = event("Ended", "EVConnectTimeout", 2, { stoppedReason: "Timeout" });
    expect(await send("TransactionEvent", end)).toEqual(expect.any(Object));
    expect(await onlySession({ tenant })).toMatchObject({ state: "ended", stopReason: "Timeout" });
  });

  test("TC_F_06: a connector is unlocked", async () => {
    const { receive, lastCommand } = await connected();
    const [call] = await receive({ type: "unlock-connector", evse: 1, connector: 1 }, { status: "Unlocked" });
    expect(call).toEqual({ action: "UnlockConnector", payload: { evseId: 1, connectorId: 1 } });
    expect(await lastCommand("done")).toBe("Unlocked");
  });

  const METER = { meterValue: [{ timestamp: minutesAgo(1), sampledValue: [{ value: 1 }] }] };
  const STATUS = { timestamp: minutesAgo(1), evseId: 1, connectorId: 1 };
  test.each([
    ["TC_F_11", "meter-values", 1, { requestedMessage: "MeterValues", evse: { id: 1 } }, { ...METER, evseId: 1 }],
    ["TC_F_12", "meter-values", null, { requestedMessage: "MeterValues" }, { ...METER, evseId: 1 }],
    [
      "TC_F_23",
      "status",
      1,
      { requestedMessage: "StatusNotification", evse: EVSE },
      { ...STATUS, connectorStatus: "Available" },
    ],
    [
      "TC_F_24",
      "status",
      1,
      { requestedMessage: "StatusNotification", evse: EVSE },
      { ...STATUS, connectorStatus: "Occupied" },
    ],
  ] as const)("%s: %s of EVSE %s is triggered, and comes", async (_case, message, evse, payload, sent) => {
    const { send, receive, lastCommand } = await connected();
    expect(await receive({ type: "trigger-message", message, evse }, ACCEPTED)).toEqual([
      { action: "TriggerMessage", payload },
    ]);
    await lastCommand("accepted");
    expect(await send(payload.requestedMessage, sent)).toEqual({});
    expect(await lastCommand("done")).toBe("Accepted");
  });

  test.each([
    ["TC_F_20", ACCEPTED, "done"],
    ["TC_F_27", { status: "NotImplemented" }, "rejected"],
  ] as const)("%s: a heartbeat is triggered", async (_case, answer, state) => {
    const { receive, lastCommand } = await connected();
    const [call] = await receive({ type: "trigger-message", message: "heartbeat", evse: null }, answer);
    expect(call).toEqual({ action: "TriggerMessage", payload: { requestedMessage: "Heartbeat" } });
    expect(await lastCommand(state)).toBe(answer.status);
  });

  test.each([
    ["TC_G_03", 1, false, { operationalStatus: "Inoperative", evse: { id: 1 } }, ACCEPTED],
    ["TC_G_04", 1, true, { operationalStatus: "Operative", evse: { id: 1 } }, ACCEPTED],
    ["TC_G_05", 0, false, { operationalStatus: "Inoperative" }, ACCEPTED],
    ["TC_G_06", 0, true, { operationalStatus: "Operative" }, ACCEPTED],
    ["TC_G_11", 1, false, { operationalStatus: "Inoperative", evse: { id: 1 } }, { status: "Scheduled" }],
    ["TC_G_14", 0, false, { operationalStatus: "Inoperative" }, { status: "Scheduled" }],
  ] as const)("%s: the availability of EVSE %s becomes %s", async (_case, evse, operative, payload, answer) => {
    const { send, receive, lastCommand } = await connected();
    expect(await receive({ type: "change-availability", evse, operative }, answer)).toEqual([
      { action: "ChangeAvailability", payload },
    ]);
    await lastCommand("accepted");
    const connectorStatus = operative ? "Available" : "Unavailable";
    expect(await send("StatusNotification", { ...STATUS, connectorStatus })).toEqual({});
    expect(await lastCommand("done")).toBe(answer.status);
  });
});
