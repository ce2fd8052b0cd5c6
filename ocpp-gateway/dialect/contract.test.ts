/**
 * The same session, encoded in each version, gives the same events: the business is written once.
 */
import { describe, expect, test } from "vitest";
import type { Dialect } from "@/ocpp-gateway/dialect/dialect";
import { v16 } from "@/ocpp-gateway/dialect/v16/v16";
import { v201 } from "@/ocpp-gateway/dialect/v201/v201";
import { v21 } from "@/ocpp-gateway/dialect/v21/v21";
import { AT, AT_MS, parseOrThrow } from "@/ocpp-gateway/dialect/testing/parse-message";
import type { MeterReading, StationEvent } from "@/server/domain/station/event";

type SentMessage = readonly [action: string, payload: object];
/** 2.1 is encoded as 2.0.1 is. */
type Example = { readonly name: string; readonly v16: readonly SentMessage[]; readonly v201: readonly SentMessage[] };

const TX = "8f2c-1";
const LATER = "2026-03-01T10:15:00Z";

const EXAMPLES: readonly Example[] = [
  {
    name: "a station starts up",
    v16: [
      [
        "BootNotification",
        {
          chargePointVendor: "Volta",
          chargePointModel: "AC22",
          chargePointSerialNumber: "SN-1",
          firmwareVersion: "1.2.3",
        },
      ],
      ["Heartbeat", {}],
      ["StatusNotification", { connectorId: 1, errorCode: "NoError", status: "Available", timestamp: AT }],
    ],
    v201: [
      [
        "BootNotification",
        {
          reason: "PowerUp",
          chargingStation: { vendorName: "Volta", model: "AC22", serialNumber: "SN-1", firmwareVersion: "1.2.3" },
        },
      ],
      ["Heartbeat", {}],
      ["StatusNotification", { evseId: 1, connectorId: 1, connectorStatus: "Available", timestamp: AT }],
    ],
  },
  {
    name: "a driver shows a token",
    v16: [["Authorize", { idTag: "VISITOR1" }]],
    v201: [["Authorize", { idToken: { idToken: "VISITOR1", type: "ISO14443" } }]],
  },
  {
    name: "a car charges on the second outlet",
    v16: [
      ["StartTransaction", { connectorId: 2, idTag: "VISITOR1", meterStart: 1500, timestamp: AT }],
      [
        "MeterValues",
        {
          connectorId: 2,
          transactionId: 77,
          meterValue: [
            {
              timestamp: LATER,
              sampledValue: [
                { value: "4.25", unit: "kWh" },
                { value: "11", unit: "kW", measurand: "Power.Active.Import" },
                { value: "16", unit: "A", measurand: "Current.Import", phase: "L1" },
                { value: "230.5", unit: "V", measurand: "Voltage", phase: "L1-N" },
                { value: "81", unit: "Percent", measurand: "SoC", location: "EV" },
              ],
            },
          ],
        },
      ],
      ["StopTransaction", { transactionId: 77, idTag: "VISITOR1", meterStop: 9001, timestamp: LATER, reason: "Local" }],
    ],
    v201: [
      [
        "TransactionEvent",
        {
          eventType: "Started",
          timestamp: AT,
          triggerReason: "Authorized",
          seqNo: 0,
          transactionInfo: { transactionId: TX, chargingState: "EVConnected" },
          evse: { id: 2, connectorId: 1 },
          idToken: { idToken: "VISITOR1", type: "ISO14443" },
          meterValue: [{ timestamp: AT, sampledValue: [{ value: 1500, context: "Transaction.Begin" }] }],
        },
      ],
      [
        "TransactionEvent",
        {
          eventType: "Updated",
          timestamp: LATER,
          triggerReason: "MeterValuePeriodic",
          seqNo: 1,
          transactionInfo: { transactionId: TX },
          evse: { id: 2 },
          meterValue: [
            {
              timestamp: LATER,
              sampledValue: [
                { value: 4.25, unitOfMeasure: { unit: "Wh", multiplier: 3 } },
                { value: 11, measurand: "Power.Active.Import", unitOfMeasure: { unit: "kW" } },
                { value: 16, measurand: "Current.Import", phase: "L1", unitOfMeasure: { unit: "A" } },
                { value: 230.5, measurand: "Voltage", phase: "L1-N", unitOfMeasure: { unit: "V" } },
                { value: 81, measurand: "SoC", location: "EV", unitOfMeasure: { unit: "Percent" } },
              ],
            },
          ],
        },
      ],
      [
        "TransactionEvent",
        {
          eventType: "Ended",
          timestamp: LATER,
          triggerReason: "StopAuthorized",
          seqNo: 2,
          transactionInfo: { transactionId: TX, stoppedReason: "Local" },
          idToken: { idToken: "VISITOR1", type: "ISO14443" },
          meterValue: [{ timestamp: LATER, sampledValue: [{ value: 9001, context: "Transaction.End" }] }],
        },
      ],
    ],
  },
  {
    name: "an idle outlet reports its meter by the clock",
    v16: [
      [
        "MeterValues",
        {
          connectorId: 1,
          meterValue: [{ timestamp: AT, sampledValue: [{ value: "42", context: "Sample.Clock" }] }],
        },
      ],
    ],
    v201: [
      [
        "MeterValues",
        { evseId: 1, meterValue: [{ timestamp: AT, sampledValue: [{ value: 42, context: "Sample.Clock" }] }] },
      ],
    ],
  },
  {
    name: "an outlet breaks",
    v16: [["StatusNotification", { connectorId: 3, errorCode: "NoError", status: "Faulted", timestamp: AT }]],
    v201: [["StatusNotification", { evseId: 3, connectorId: 1, connectorStatus: "Faulted", timestamp: AT }]],
  },
  {
    name: "a car leaves without a word, and the station says why",
    v16: [["StopTransaction", { transactionId: 77, meterStop: 10, timestamp: AT, reason: "EVDisconnected" }]],
    v201: [
      [
        "TransactionEvent",
        {
          eventType: "Ended",
          timestamp: AT,
          triggerReason: "EVDeparted",
          seqNo: 9,
          transactionInfo: { transactionId: TX, stoppedReason: "EVDisconnected" },
          meterValue: [{ timestamp: AT, sampledValue: [{ value: 10, context: "Transaction.End" }] }],
        },
      ],
    ],
  },
];

describe.each(EXAMPLES)("$name", ({ v16: in16, v201: in201 }) => {
  test("gives the same events in 1.6, in 2.0.1 and in 2.1", () => {
    const events = parsedBy(v16, in16);
    expect(events).toEqual(parsedBy(v201, in201));
    expect(events).toEqual(parsedBy(v21, in201));
    expect(events.length).toBe(in16.length);
  });
});

test("the events carry the values of the messages", () => {
  const [start, metered, end] = parsedBy(v16, EXAMPLES[2]?.v16 ?? []);
  expect(start).toMatchObject({ type: "session.started", evse: 2, connector: 1, atMs: AT_MS });
  expect(start).toHaveProperty("registerMilliWh", 1_500_000n);
  expect(metered).toMatchObject({ readings: [{ registerMilliWh: 4_250_000n, powerW: 11_000, socPercent: 81 }] });
  expect(end).toMatchObject({ type: "session.ended", registerMilliWh: 9_001_000n, reason: "Local" });
});

describe("what only 2.0.1 has", () => {
  test("2.0.1 reports several faults in one message, and none is lost", () => {
    const event = (value: string, evse: number) => ({
      eventId: 1,
      timestamp: AT,
      trigger: "Alerting",
      actualValue: value,
      eventNotificationType: "HardWiredNotification",
      component: { name: "Connector", evse: { id: evse, connectorId: 2 } },
      variable: { name: "Problem" },
    });
    const { event: parsed } = parseOrThrow(v201, "NotifyEvent", {
      generatedAt: AT,
      seqNo: 0,
      eventData: [event("true", 1), event("false", 2)],
    });
    expect(parsed).toMatchObject({ type: "fault-noticed", evse: 1, component: "Connector#2", value: "true" });
    expect(parsed).toMatchObject({ others: [{ evse: 2, value: "false" }] });
  });

  test("2.0.1 may report its connectors' states by NotifyEvent (G01)", () => {
    const event = (component: object, actualValue: string, variable = "AvailabilityState") => ({
      eventId: 1,
      timestamp: AT,
      trigger: "Delta",
      actualValue,
      eventNotificationType: "HardWiredNotification",
      component,
      variable: { name: variable },
    });
    const { event: parsed } = parseOrThrow(v201, "NotifyEvent", {
      generatedAt: AT,
      seqNo: 0,
      eventData: [
        event({ name: "ChargingStation" }, "Available"),
        event({ name: "EVSE", evse: { id: 2 } }, "Occupied"),
        event({ name: "Connector", evse: { id: 2, connectorId: 3 } }, "Occupied"),
        event({ name: "Connector", evse: { id: 1 } }, "Faulted"),
        event({ name: "Connector", evse: { id: 1 } }, "true", "Problem"),
        event({ name: "Connector", evse: { id: 1, connectorId: 1 } }, "constructor"),
      ],
    });
    const rest = { atMs: AT_MS, errorCode: null, info: null };
    expect(parsed).toHaveProperty("statuses", [
      { ...rest, evse: 2, connector: 3, state: "occupied" },
      { ...rest, evse: 1, connector: 1, state: "faulted" },
    ]);
  });

  test("2.0.1 reports its device model", () => {
    const { event } = parseOrThrow(v201, "NotifyReport", {
      requestId: 5,
      generatedAt: AT,
      seqNo: 0,
      tbc: true,
      reportData: [
        {
          component: { name: "OCPPCommCtrlr", instance: "left" },
          variable: { name: "MessageTimeout", instance: "Default" },
          variableAttribute: [
            { value: "30", mutability: "ReadOnly" },
            { type: "MaxSet", value: "90" },
          ],
        },
      ],
    });
    const name = { component: "OCPPCommCtrlr[left]", instance: "Default", evse: null, variable: "MessageTimeout" };
    expect(event).toMatchObject({
      type: "variables-reported",
      requestId: 5,
      isLast: false,
      variables: [
        { ...name, attribute: "Actual", value: "30", isReadOnly: true },
        { ...name, attribute: "MaxSet", value: "90", isReadOnly: false },
      ],
    });
  });

  test("a transaction's charging state", () => {
    const states = [
      ["Charging", "ChargingStateChanged", "charging"],
      ["SuspendedEV", "ChargingStateChanged", "idle_ev"],
      ["SuspendedEVSE", "ChargingStateChanged", "paused_evse"],
      ["EVConnected", "StopAuthorized", "idle_ev"],
      ["EVConnected", "Authorized", null],
      [undefined, "MeterValuePeriodic", null],
    ] as const;
    for (const [chargingState, triggerReason, state] of states) {
      const transactionInfo = { transactionId: TX, ...(chargingState ? { chargingState } : {}) };
      const { event } = parseOrThrow(v201, "TransactionEvent", {
        eventType: "Updated",
        timestamp: AT,
        triggerReason,
        seqNo: 1,
        transactionInfo,
      });
      expect(event).toHaveProperty("chargingState", state);
    }
  });
});

describe("the same message sent twice has the same key, and another message another key", () => {
  const start = { connectorId: 1, idTag: "A", meterStart: 1, timestamp: AT };
  const stop = { transactionId: 1, meterStop: 5, timestamp: AT };
  const keyOf = (dialect: Dialect, action: string, payload: object, messageId: string, connectedAtMs = 0) =>
    parseOrThrow(dialect, action, payload, { messageId, connectedAtMs, receivedAtMs: Number(messageId) }).event.key;

  test.each([
    ["StartTransaction", start, { ...start, meterStart: 2 }],
    ["StopTransaction", stop, { ...stop, meterStop: 6 }],
    [
      "MeterValues",
      { connectorId: 1, meterValue: [{ timestamp: AT, sampledValue: [{ value: "1" }] }] },
      { connectorId: 1, meterValue: [{ timestamp: AT, sampledValue: [{ value: "2" }] }] },
    ],
  ])("%s, whatever its message id and socket", (action, one, other) => {
    expect(keyOf(v16, action, one, "1")).toBe(keyOf(v16, action, one, "2", 99));
    expect(keyOf(v16, action, one, "1")).not.toBe(keyOf(v16, action, other, "1"));
  });

  test("Authorize is a new question on each socket, even from a station that counts its messages from 1 again", () => {
    expect(keyOf(v16, "Authorize", { idTag: "A" }, "1")).toBe(keyOf(v16, "Authorize", { idTag: "A" }, "1"));
    expect(keyOf(v16, "Authorize", { idTag: "A" }, "1")).not.toBe(keyOf(v16, "Authorize", { idTag: "A" }, "1", 99));
  });

  test("a state reported twice within a second gives two keys, by StatusNotification and by NotifyEvent alike", () => {
    const status = { evseId: 1, connectorId: 1, connectorStatus: "Available", timestamp: AT };
    const eventData = {
      eventId: 1,
      timestamp: AT,
      trigger: "Delta",
      actualValue: "Available",
      eventNotificationType: "HardWiredNotification",
      component: { name: "Connector", evse: { id: 1, connectorId: 1 } },
      variable: { name: "AvailabilityState" },
    };
    const messages = { StatusNotification: status, NotifyEvent: { generatedAt: AT, seqNo: 0, eventData: [eventData] } };
    for (const [action, payload] of Object.entries(messages)) {
      expect(keyOf(v201, action, payload, "1")).toBe(keyOf(v201, action, payload, "1", 99));
      expect(keyOf(v201, action, payload, "1")).not.toBe(keyOf(v201, action, payload, "2"));
    }
  });

  test("a 2.x transaction's end is not taken for another of its messages by a wrong sequence number", () => {
    const event = (eventType: string) => ({
      eventType,
      timestamp: AT,
      triggerReason: "Trigger",
      seqNo: 3,
      transactionInfo: { transactionId: TX },
    });
    expect(keyOf(v201, "TransactionEvent", event("Ended"), "1")).not.toBe(
      keyOf(v201, "TransactionEvent", event("Updated"), "1"),
    );
  });
});

const TOKEN = { idToken: { idToken: "VISITOR1", type: "ISO14443" } };
const EVSE = { evse: { id: 1, connectorId: 1 } };

test.each([
  ["at the plug", "CablePluggedIn", { chargingState: "EVConnected" }, EVSE, "paused_evse"],
  [
    "at the plug, authorised before",
    "CablePluggedIn",
    { chargingState: "EVConnected" },
    { ...EVSE, ...TOKEN },
    "unknown",
  ],
  ["in the bay, told plainly", "EVDetected", { chargingState: "Idle" }, EVSE, "paused_evse"],
  ["in the bay", "EVDetected", {}, EVSE, "paused_evse"],
  [
    "by a token, no car plugged in yet, told plainly",
    "Authorized",
    { chargingState: "Idle" },
    { ...EVSE, ...TOKEN },
    "paused_evse",
  ],
  ["by a token, nowhere yet", "Authorized", {}, TOKEN, "paused_evse"],
  ["by a token", "Authorized", {}, { ...EVSE, ...TOKEN }, "unknown"],
  ["from afar, nowhere yet", "RemoteStart", {}, TOKEN, "paused_evse"],
  ["with the energy", "ChargingStateChanged", { chargingState: "Charging" }, EVSE, "charging"],
])(
  "2.x: nobody pays for the time before energy can flow in a transaction that begins %s",
  (_how, triggerReason, state, more, expected) => {
    const { event } = parseOrThrow(v201, "TransactionEvent", {
      eventType: "Started",
      timestamp: AT,
      triggerReason,
      seqNo: 0,
      transactionInfo: { transactionId: TX, ...state },
      ...more,
    });
    expect(event).toMatchObject({ type: "session.started", chargingState: expected });
  },
);

test("2.x: a remote start that goes on with a transaction begun at the plug is known by its number", () => {
  const { event } = parseOrThrow(v201, "TransactionEvent", {
    eventType: "Updated",
    timestamp: AT,
    triggerReason: "RemoteStart",
    seqNo: 1,
    transactionInfo: { transactionId: TX, remoteStartId: 7 },
  });
  expect(event).toMatchObject({ type: "session.metered", remoteStartId: 7 });
});

/**
 * The events, without what belongs to a version: keys, how a session is named, where the first and
 * last register stand.
 */
function parsedBy(dialect: Dialect, example: readonly SentMessage[]): object[] {
  return example.map(([action, payload]) => neutral(parseOrThrow(dialect, action, payload).event));
}

function neutral(event: StationEvent): object {
  const { key: _key, ...rest } = event;
  switch (rest.type) {
    case "booted":
      return { ...rest, reason: null };
    case "token-presented":
      return { ...rest, token: rest.token.uid };
    case "session.started":
      return {
        ...rest,
        transactionId: null,
        token: rest.token?.uid,
        readings: withoutBoundaries(rest.readings),
        seqNo: null,
      };
    case "session.metered":
      return { ...rest, session: rest.session && "the session", seqNo: null };
    case "session.ended":
      return {
        ...rest,
        session: "the session",
        token: rest.token?.uid,
        readings: withoutBoundaries(rest.readings),
        seqNo: null,
      };
    case "seen":
    case "status-changed":
    case "fault-noticed":
    case "variables-reported":
    case "security-noticed":
    case "vendor-message":
    case "station-reported":
      return rest;
  }
}

/** 1.6 says the first and the last register beside the readings, 2.0.1 among them. */
function withoutBoundaries(readings: readonly MeterReading[]): readonly MeterReading[] {
  return readings.filter(({ context }) => context !== "Transaction.Begin" && context !== "Transaction.End");
}
