/**
 * OCPP 2.0.1 and 2.1: the station's messages. It runs with TxStartPoint = PowerPathClosed and
 * TxStopPoint = Authorized,EVConnected.
 */
import { type OcppVersion } from "./ocpp-version";
import { type Connector, type Phase, type Reading, type StopReason, type Transaction } from "./connector";
import { type Compose } from "./offline-queue";
import { asPayload, type Payload } from "./rpc";
import { takeCommand201 } from "./v201-commands";
import { makeVariables } from "./v201-variables";
import { type UpdateReason, type Encoding } from "./encoding";

const CHARGING_STATE: Readonly<Record<Phase, string>> = {
  available: "Idle",
  plugged: "EVConnected",
  charging: "Charging",
  "suspended-ev": "SuspendedEV",
  "suspended-evse": "SuspendedEVSE",
  idle: "EVConnected",
  finishing: "EVConnected",
  unavailable: "Idle",
  faulted: "EVConnected",
};

const TRIGGER_REASON: Readonly<Record<UpdateReason, string>> = {
  state: "ChargingStateChanged",
  periodic: "MeterValuePeriodic",
  trigger: "Trigger",
};

/**
 * Trigger and stoppedReason of the last event (OCPP 2.0.1 TriggerReasonEnumType, ReasonEnumType).
 */
const STOP_REASON_FIELDS: Readonly<Record<StopReason, { readonly trigger: string; readonly stoppedReason: string }>> = {
  Local: { trigger: "StopAuthorized", stoppedReason: "Local" },
  Remote: { trigger: "RemoteStop", stoppedReason: "Remote" },
  EVDisconnected: { trigger: "EVCommunicationLost", stoppedReason: "EVDisconnected" },
  DeAuthorized: { trigger: "Deauthorized", stoppedReason: "DeAuthorized" },
  SoftReset: { trigger: "ResetCommand", stoppedReason: "ImmediateReset" },
  HardReset: { trigger: "ResetCommand", stoppedReason: "ImmediateReset" },
  UnlockCommand: { trigger: "UnlockCommand", stoppedReason: "Other" },
  EmergencyStop: { trigger: "AbnormalCondition", stoppedReason: "EmergencyStop" },
  PowerLoss: { trigger: "AbnormalCondition", stoppedReason: "PowerLoss" },
  Other: { trigger: "AbnormalCondition", stoppedReason: "Other" },
};

/** 2.1 has the same messages for what this station does. */
export const encodingV2 = (version: Exclude<OcppVersion, "1.6">): Encoding => ({
  version,
  subprotocol: `ocpp${version}`,
  makeSettings: makeVariables,
  boot: ({ vendor, model, serialNumber, firmwareVersion }, reason) => ({
    action: "BootNotification",
    payload: {
      reason,
      chargingStation: {
        vendorName: vendor.slice(0, 50),
        model: model.slice(0, 20),
        serialNumber: serialNumber.slice(0, 25),
        firmwareVersion,
      },
    },
  }),
  authorize: (token) => ({ action: "Authorize", payload: { idToken: { ...token } } }),
  statusValue: connectorStatus,
  status: (connector, at) => ({
    action: "StatusNotification",
    payload: {
      timestamp: at.toISOString(),
      connectorStatus: connectorStatus(connector),
      evseId: connector.number,
      connectorId: 1,
    },
  }),
  stationStatus: () => undefined,
  started: (transaction, reading) =>
    transactionEvent(transaction, "Started", {
      timestamp: reading.at.toISOString(),
      // F01.FR.19: a remote start is named as trigger; otherwise the driver's token closed the
      // power path.
      triggerReason: transaction.remoteStartId === undefined ? "Authorized" : "RemoteStart",
      transactionInfo: {
        transactionId: transaction.stationTransactionId,
        chargingState: "EVConnected",
        ...(transaction.remoteStartId === undefined ? {} : { remoteStartId: transaction.remoteStartId }),
      },
      evse: { id: transaction.connector, connectorId: 1 },
      idToken: { ...transaction.token },
      meterValue: [meterValue(reading)],
    }),
  updated: (transaction, connector, reading, updateReason) =>
    transactionEvent(transaction, "Updated", {
      timestamp: reading.at.toISOString(),
      triggerReason: TRIGGER_REASON[updateReason],
      ...(connector.phase === "charging" && updateReason === "state"
        ? { numberOfPhasesUsed: phasesUsed(connector) }
        : {}),
      transactionInfo: {
        transactionId: transaction.stationTransactionId,
        chargingState: CHARGING_STATE[connector.phase],
        timeSpentCharging: Math.floor(connector.chargedS),
      },
      meterValue: [meterValue(reading)],
    }),
  ended: (transaction, connector, reading, reason) =>
    transactionEvent(transaction, "Ended", {
      timestamp: reading.at.toISOString(),
      triggerReason: STOP_REASON_FIELDS[reason].trigger,
      ...(reason === "Local" ? { idToken: { ...transaction.token } } : {}),
      transactionInfo: {
        transactionId: transaction.stationTransactionId,
        chargingState: reason === "EVDisconnected" ? "Idle" : "EVConnected",
        timeSpentCharging: Math.floor(connector.chargedS),
        stoppedReason: STOP_REASON_FIELDS[reason].stoppedReason,
      },
      meterValue: [meterValue(reading)],
    }),
  meterValuesWithoutTransaction: (connector, reading) => ({
    action: "MeterValues",
    payload: { evseId: connector.number, meterValue: [meterValue(reading)] },
  }),
  faultEvent: (connector, at, fault, eventId) => ({
    action: "NotifyEvent",
    payload: {
      generatedAt: at.toISOString(),
      seqNo: 0,
      tbc: false,
      eventData: [
        {
          eventId,
          timestamp: at.toISOString(),
          trigger: "Alerting",
          actualValue: fault.isCleared ? "false" : "true",
          techCode: fault.code,
          techInfo: fault.info,
          cleared: fault.isCleared,
          eventNotificationType: "HardWiredNotification",
          component: { name: "Connector", evse: { id: connector.number, connectorId: 1 } },
          variable: { name: "Problem" },
        },
      ],
    },
  }),
  readBoot: (answer) => ({
    status: String(answer["status"]),
    intervalS: Number(answer["interval"] ?? 0),
    currentTime: String(answer["currentTime"]),
  }),
  readAuthorize: (answer) => tokenStatus(answer) ?? "Invalid",
  readStarted: (answer) => ({ status: tokenStatus(answer) ?? "Accepted", csmsTransactionId: undefined }),
  readUpdated: tokenStatus,
  command: takeCommand201,
});

function tokenStatus(answer: Payload): string | undefined {
  const status = asPayload(answer["idTokenInfo"])["status"];
  return typeof status === "string" ? status : undefined;
}

function connectorStatus(connector: Connector): string {
  if (connector.phase === "available") return "Available";
  if (connector.phase === "unavailable") return "Unavailable";
  return connector.phase === "faulted" ? "Faulted" : "Occupied";
}

function phasesUsed(connector: Connector): number {
  return connector.kind === "DC" ? 0 : (connector.battery?.car.phases ?? 3);
}

/**
 * Takes the next seqNo now; only the offline flag is decided at the first transmission (E12.FR.02).
 */
function transactionEvent(transaction: Transaction, eventType: string, rest: Payload): Compose {
  const seqNo = transaction.nextSeqNo;
  transaction.nextSeqNo += 1;
  return (isLate) => ({
    action: "TransactionEvent",
    payload: { eventType, seqNo, ...(isLate ? { offline: true } : {}), ...rest },
  });
}

function meterValue(reading: Reading): Payload {
  const sample = (measurand: string, value: number, unit: string, location: string) => ({
    value,
    context: reading.context,
    measurand,
    location,
    unitOfMeasure: { unit },
  });
  const soc = reading.socPercent === undefined ? [] : [sample("SoC", reading.socPercent, "Percent", "EV")];
  return {
    timestamp: reading.at.toISOString(),
    sampledValue: [
      sample("Energy.Active.Import.Register", reading.registerWh, "Wh", "Outlet"),
      sample("Power.Active.Import", reading.powerW, "W", "Outlet"),
      sample("Current.Import", reading.currentA, "A", "Outlet"),
      sample("Voltage", reading.voltageV, "V", "Outlet"),
      ...soc,
    ],
  };
}
