/** Every command in every version: said within the official schema, or honestly not at all. */
import { describe, expect, test } from "vitest";
import type { Dialect } from "@/ocpp-gateway/dialect/dialect";
import { RECEIPT } from "@/ocpp-gateway/dialect/testing/parse-message";
import { checkOf } from "@/ocpp-gateway/dialect/schemas";
import { v16 } from "@/ocpp-gateway/dialect/v16/v16";
import { v201 } from "@/ocpp-gateway/dialect/v201/v201";
import { v21 } from "@/ocpp-gateway/dialect/v21/v21";
import { COMMAND_TYPES, type StationCommand } from "@/server/domain/station/command";

const token = { uid: "VISITOR1", kind: "unspecified" } as const;
const key = { component: "", instance: null, evse: null, variable: "HeartbeatInterval" };
const variable = { component: "EVSE#2[a]", instance: "i", evse: 1, variable: "Power" };

/** Command, then the payload in 1.6 and in 2.x; null: the version has no word for it. */
const CASES: readonly (readonly [StationCommand, object | null, object | null])[] = [
  [
    { type: "remote-start", evse: 2, token, remoteStartId: 9 },
    { connectorId: 2, idTag: "VISITOR1" },
    { remoteStartId: 9, idToken: { idToken: "VISITOR1", type: "Central" }, evseId: 2 },
  ],
  [
    { type: "remote-start", evse: 0, token: { uid: "A", kind: "iso14443" }, remoteStartId: 9 },
    { idTag: "A" },
    { remoteStartId: 9, idToken: { idToken: "A", type: "ISO14443" } },
  ],
  [{ type: "remote-stop", session: { by: "number", sessionNumber: 4 } }, { transactionId: 4 }, null],
  [{ type: "remote-stop", session: { by: "station-id", transactionId: "T" } }, null, { transactionId: "T" }],
  [{ type: "reset", kind: "soft" }, { type: "Soft" }, { type: "OnIdle" }],
  [{ type: "reset", kind: "hard" }, { type: "Hard" }, { type: "Immediate" }],
  [{ type: "unlock-connector", evse: 2, connector: 1 }, { connectorId: 2 }, { evseId: 2, connectorId: 1 }],
  [
    { type: "change-availability", evse: 0, operative: false },
    { connectorId: 0, type: "Inoperative" },
    { operationalStatus: "Inoperative" },
  ],
  [
    { type: "change-availability", evse: 1, operative: true },
    { connectorId: 1, type: "Operative" },
    { operationalStatus: "Operative", evse: { id: 1 } },
  ],
  [
    { type: "trigger-message", message: "status", evse: 1 },
    { requestedMessage: "StatusNotification", connectorId: 1 },
    { requestedMessage: "StatusNotification", evse: { id: 1, connectorId: 1 } },
  ],
  [
    { type: "trigger-message", message: "boot", evse: null },
    { requestedMessage: "BootNotification" },
    { requestedMessage: "BootNotification" },
  ],
  [{ type: "get-variables", variables: [] }, {}, null],
  [
    { type: "get-variables", variables: [variable] },
    { key: ["Power"] },
    {
      getVariableData: [
        {
          component: { name: "EVSE", instance: "a", evse: { id: 1, connectorId: 2 } },
          variable: { name: "Power", instance: "i" },
        },
      ],
    },
  ],
  [{ type: "set-variables", variables: [{ ...key, value: "60" }] }, { key: "HeartbeatInterval", value: "60" }, null],
  [
    { type: "set-variables", variables: [{ ...variable, value: "60" }] },
    { key: "Power", value: "60" },
    {
      setVariableData: [
        {
          attributeValue: "60",
          component: { name: "EVSE", instance: "a", evse: { id: 1, connectorId: 2 } },
          variable: { name: "Power", instance: "i" },
        },
      ],
    },
  ],
  [{ type: "set-variables", variables: [] }, null, null],
  [{ type: "clear-cache" }, {}, {}],
  [{ type: "get-base-report", requestId: 3 }, null, { requestId: 3, reportBase: "FullInventory" }],
];

describe.each(CASES)("%j", (command, in16, in201) => {
  test.each([
    [v16, in16],
    [v201, in201],
    [v21, in201],
  ] as const)("is encoded for its version", (dialect, payload) => {
    const encoded = dialect.encode(command);
    const sent: unknown = encoded.type === "call" ? JSON.parse(encoded.text) : null;
    expect(sent).toEqual(payload);
    expect(encoded.type).toBe(payload ? "call" : "unsupported");
    const schemaError = encoded.type === "call" ? checkOf(dialect.ocppVersion, encoded.action, "req")(sent) : null;
    expect(schemaError).toBeNull();
  });
});

test("a remote start names the type of its token, as far as the version has it", () => {
  const command: StationCommand = {
    type: "remote-start",
    evse: 1,
    token: { uid: "V1", kind: "vin" },
    remoteStartId: 1,
  };
  const types = [v201, v21].map((dialect) => {
    const encoded = dialect.encode(command);
    return encoded.type === "call" ? (JSON.parse(encoded.text) as { idToken: object }).idToken : null;
  });
  expect(types).toEqual([
    { idToken: "V1", type: "Central" },
    { idToken: "V1", type: "VIN" },
  ]);
});

test("no command is missing from the table above", () => {
  expect(COMMAND_TYPES.filter((type) => !CASES.some(([command]) => command.type === type))).toEqual([]);
});

test("values that a version cannot encode are not sent", () => {
  const long = { uid: "x".repeat(21), kind: "unspecified" } as const;
  const command: StationCommand = { type: "remote-start", evse: 1, token: long, remoteStartId: 1 };
  expect(v16.encode(command)).toMatchObject({
    type: "unencodable",
    schemaError: { keyword: "maxLength", where: "/idTag" },
  });
  expect(v201.encode(command)).toMatchObject({ type: "call" });
});

describe("a station's answer is read", () => {
  const read = (dialect: Dialect, command: StationCommand, answer: object) => {
    const encoded = dialect.encode(command);
    if (encoded.type !== "call") throw new Error("unsaid");
    return encoded.read(answer, RECEIPT).result;
  };
  const start: StationCommand = { type: "remote-start", evse: 1, token, remoteStartId: 1 };

  test("yes, no, later", () => {
    expect(read(v16, start, { status: "Accepted" })).toMatchObject({ isAccepted: true, status: "Accepted" });
    expect(read(v16, start, { status: "Rejected" })).toMatchObject({ isAccepted: false, status: "Rejected" });
    const close: StationCommand = { type: "change-availability", evse: 1, operative: false };
    expect(read(v16, close, { status: "Scheduled" })).toMatchObject({ isAccepted: true, status: "Scheduled" });
    const unlock: StationCommand = { type: "unlock-connector", evse: 1, connector: 1 };
    expect(read(v201, unlock, { status: "UnlockFailed" })).toMatchObject({ isAccepted: false });
  });

  test("with its reason in 2.0.1", () => {
    const statusInfo = { reasonCode: "InternalError", additionalInfo: "relay stuck" };
    expect(read(v201, start, { status: "Rejected", statusInfo })).toMatchObject({ info: "InternalError: relay stuck" });
  });

  test("keys and variables come with their values", () => {
    const all: StationCommand = { type: "get-variables", variables: [] };
    const answer = {
      configurationKey: [{ key: "HeartbeatInterval", readonly: false, value: "300" }],
      unknownKey: ["Nonsense"],
    };
    expect(read(v16, all, answer)).toMatchObject({
      variables: [
        { ...key, status: "Accepted", value: "300", isReadOnly: false },
        { ...key, variable: "Nonsense", status: "UnknownKey", value: null },
      ],
    });
    const some: StationCommand = { type: "get-variables", variables: [variable] };
    const component = { name: "EVSE", instance: "a", evse: { id: 1, connectorId: 2 } };
    const result = {
      component,
      variable: { name: "Power", instance: "i" },
      attributeStatus: "Accepted",
      attributeValue: "11",
    };
    expect(read(v201, some, { getVariableResult: [result] })).toMatchObject({
      isAccepted: true,
      variables: [{ ...variable, value: "11" }],
    });
  });

  test("one variable that was not set fails the command, and each result is reported", () => {
    const both: StationCommand = {
      type: "set-variables",
      variables: [
        { ...variable, value: "1" },
        { ...variable, variable: "Other", value: "2" },
      ],
    };
    const component = { name: "EVSE" };
    const setVariableResult = [
      { component, variable: { name: "Power" }, attributeStatus: "Accepted" },
      { component, variable: { name: "Other" }, attributeStatus: "UnknownVariable" },
    ];
    expect(read(v201, both, { setVariableResult })).toMatchObject({
      isAccepted: false,
      status: "UnknownVariable",
      variables: [{ value: "1" }, { value: null }],
    });
  });

  test("a station may return the results of variables in another order than requested", () => {
    const name = (variable: string) => ({ component: "AuthCtrlr", instance: null, evse: null, variable });
    const both: StationCommand = {
      type: "set-variables",
      variables: [
        { ...name("Enabled"), value: "true" },
        { ...name("LocalPreAuthorize"), value: "false" },
      ],
    };
    const result = (variable: string) => ({
      component: { name: "AuthCtrlr" },
      variable: { name: variable },
      attributeStatus: "Accepted",
    });
    const setVariableResult = [result("LocalPreAuthorize"), result("Enabled")];
    expect(read(v201, both, { setVariableResult })).toMatchObject({
      variables: [
        { variable: "LocalPreAuthorize", value: "false" },
        { variable: "Enabled", value: "true" },
      ],
    });
  });

  test.each([{}, { status: "Perhaps" }, { status: 1 }, { status: null }, []])("not when it is %j", (answer) => {
    expect(read(v16, start, answer)).toMatchObject({ type: "refused", errorCode: "AnswerBreaksSchema" });
  });
});

describe("an answer that departs from its schema is read part by part", () => {
  const readAnswer = (dialect: Dialect, command: StationCommand, answer: unknown, isStrict = false) => {
    const encoded = dialect.encode(command);
    if (encoded.type !== "call") throw new Error("not sent");
    return encoded.read(answer, { ...RECEIPT, isStrict });
  };
  const all: StationCommand = { type: "get-variables", variables: [] };
  const long = "Core,".repeat(400);
  const configurationKey = [
    { key: "HeartbeatInterval", readonly: false, value: 300 },
    { key: "AuthorizeRemoteTxRequests", readonly: "false", value: true },
    { key: "NumberOfConnectors", readonly: true, value: null },
    { key: "SupportedFeatureProfiles", readonly: true, value: long },
    { readonly: true, value: "a value without a key" },
    { key: "MeterValueSampleInterval", readonly: false, value: "60", unit: "s" },
  ];

  test("1.6 GetConfiguration: numbers, booleans, null, long values; what has no key is left out", () => {
    const { result, deviations } = readAnswer(v16, all, { configurationKey, unknownKey: null });
    expect(result).toMatchObject({
      type: "answered",
      isAccepted: true,
      variables: [
        { variable: "HeartbeatInterval", value: "300", isReadOnly: false },
        { variable: "AuthorizeRemoteTxRequests", value: "true", isReadOnly: false },
        { variable: "NumberOfConnectors", value: null, isReadOnly: true },
        { variable: "SupportedFeatureProfiles", value: long, isReadOnly: true },
        { variable: "MeterValueSampleInterval", value: "60" },
      ],
    });
    const key = "GetConfiguration/configurationKey";
    expect(deviations).toEqual([
      { kind: "wrong_type", place: `${key}/value`, value: null },
      { kind: "wrong_type", place: `${key}/readonly`, value: null },
      { kind: "null_value", place: `${key}/value`, value: null },
      { kind: "too_long", place: `${key}/value`, value: null },
      { kind: "missing_field", place: `${key}/key`, value: null },
      { kind: "unknown_field", place: `${key}/unit`, value: null },
      { kind: "null_value", place: "GetConfiguration/unknownKey", value: null },
    ]);
    expect(readAnswer(v16, all, { configurationKey }, true).result).toMatchObject({ errorCode: "AnswerBreaksSchema" });
  });

  test("an answer with a field too many is an answer, in each version", () => {
    const command: StationCommand = { type: "trigger-message", message: "heartbeat", evse: null };
    for (const dialect of [v16, v201]) {
      const { result, deviations } = readAnswer(dialect, command, { status: "Accepted", info: "soon" });
      expect(result).toMatchObject({ type: "answered", isAccepted: true, status: "Accepted" });
      expect(deviations).toEqual([
        { kind: "unknown_field", place: expect.stringMatching(/^TriggerMessage\/(info|\*)$/), value: null },
      ]);
    }
  });

  test("2.0.1 GetVariables: one result that is no list, its value a number", () => {
    const command: StationCommand = { type: "get-variables", variables: [variable] };
    const getVariableResult = {
      component: { name: "Meter" },
      variable: { name: "Power" },
      attributeStatus: "accepted",
      attributeValue: 11,
    };
    expect(readAnswer(v201, command, { getVariableResult }).result).toMatchObject({
      isAccepted: true,
      variables: [{ component: "Meter", variable: "Power", status: "Accepted", value: "11" }],
    });
  });
});
