/**
 * OCPP 1.6J: the station's messages. Section numbers are those of the 1.6 edition 2 specification.
 */
import { type Phase, type Reading, type StopReason, type Transaction } from "./connector";
import { type Message } from "./offline-queue";
import { asPayload, type Payload } from "./rpc";
import { type Setting, Settings } from "./settings";
import { takeCommand16 } from "./v16-commands";
import { type Encoding } from "./encoding";

const STATUS: Readonly<Record<Phase, string>> = {
  available: "Available",
  plugged: "Preparing",
  charging: "Charging",
  "suspended-ev": "SuspendedEV",
  "suspended-evse": "SuspendedEVSE",
  idle: "SuspendedEV",
  finishing: "Finishing",
  unavailable: "Unavailable",
  faulted: "Faulted",
};

export const encoding16: Encoding = {
  version: "1.6",
  subprotocol: "ocpp1.6",
  makeSettings: () => new Settings(KEYS, NAME_BY_ROLE),
  boot: ({ vendor, model, serialNumber, firmwareVersion }) => ({
    action: "BootNotification",
    payload: {
      chargePointVendor: vendor.slice(0, 20),
      chargePointModel: model.slice(0, 20),
      chargePointSerialNumber: serialNumber.slice(0, 25),
      firmwareVersion,
      meterType: "MID class B",
    },
  }),
  authorize: ({ idToken }) => ({ action: "Authorize", payload: { idTag: idToken } }),
  statusValue: (connector) => STATUS[connector.phase],
  status: (connector, at, fault) => {
    const isFault = fault !== undefined && !fault.isCleared;
    return statusNotification(
      connector.number,
      STATUS[connector.phase],
      at,
      isFault ? fault.code : "NoError",
      isFault ? fault.info : "",
    );
  },
  stationStatus: (at, isOperative) =>
    statusNotification(0, isOperative ? "Available" : "Unavailable", at, "NoError", ""),
  started: (transaction, reading) => () => ({
    action: "StartTransaction",
    payload: {
      connectorId: transaction.connector,
      idTag: transaction.token.idToken,
      meterStart: reading.registerWh,
      timestamp: reading.at.toISOString(),
    },
  }),
  updated: (transaction, connector, reading, updateReason) =>
    // A change of state is sent as StatusNotification only.
    updateReason === "state" ? undefined : () => meterValues(connector.number, transaction, reading),
  ended: (transaction, _connector, reading, reason) => () => stopTransaction(transaction, reading, reason),
  meterValuesWithoutTransaction: (connector, reading) => meterValues(connector.number, undefined, reading),
  faultEvent: () => undefined,
  readBoot: (answer) => ({
    status: String(answer["status"]),
    intervalS: Number(answer["interval"] ?? 0),
    currentTime: String(answer["currentTime"]),
  }),
  readAuthorize: (answer) => tagStatus(answer) ?? "Invalid",
  readStarted: (answer) => ({
    status: tagStatus(answer) ?? "Invalid",
    csmsTransactionId: typeof answer["transactionId"] === "number" ? answer["transactionId"] : undefined,
  }),
  // Only StartTransaction.conf decides whether the token may charge; a refusal in
  // StopTransaction.conf comes too late.
  readUpdated: () => undefined,
  command: takeCommand16,
};

function tagStatus(answer: Payload): string | undefined {
  const status = asPayload(answer["idTagInfo"])["status"];
  return typeof status === "string" ? status : undefined;
}

function statusNotification(connectorId: number, status: string, at: Date, errorCode: string, info: string): Message {
  const detail = info === "" ? {} : { info: info.slice(0, 50) };
  return {
    action: "StatusNotification",
    payload: { connectorId, errorCode, status, timestamp: at.toISOString(), ...detail },
  };
}

/**
 * The central system's id; -1 when it never answered StartTransaction, as chargers in the field
 * send.
 */
function csmsTransactionId(transaction: Transaction): number {
  return transaction.csmsTransactionId ?? -1;
}

function meterValues(connectorId: number, transaction: Transaction | undefined, reading: Reading): Message {
  const transactionField = transaction === undefined ? {} : { transactionId: csmsTransactionId(transaction) };
  return { action: "MeterValues", payload: { connectorId, ...transactionField, meterValue: [meterValue(reading)] } };
}

function stopTransaction(transaction: Transaction, reading: Reading, reason: StopReason): Message {
  return {
    action: "StopTransaction",
    payload: {
      transactionId: csmsTransactionId(transaction),
      ...(reason === "Local" ? { idTag: transaction.token.idToken } : {}),
      meterStop: reading.registerWh,
      timestamp: reading.at.toISOString(),
      reason,
      transactionData: [meterValue(reading)],
    },
  };
}

function meterValue(reading: Reading): Payload {
  const sample = (measurand: string, value: number, unit: string, location: string) => ({
    value: String(value),
    context: reading.context,
    measurand,
    unit,
    location,
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

const NAME_BY_ROLE = {
  heartbeatS: "HeartbeatInterval",
  meterIntervalS: "MeterValueSampleInterval",
  maxAttempts: "TransactionMessageAttempts",
  retryIntervalS: "TransactionMessageRetryInterval",
  authorizeRemote: "AuthorizeRemoteTxRequests",
  connectorCount: "NumberOfConnectors",
} as const;

const key = (name: string, kind: Setting["kind"], value: string, isReadOnly = false): Setting => ({
  name,
  kind,
  value,
  isReadOnly,
});

/** §9: the core profile's keys that this station supports. */
const KEYS: readonly Setting[] = [
  key("AllowOfflineTxForUnknownId", "boolean", "true"),
  key("AuthorizeRemoteTxRequests", "boolean", "false"),
  key("ClockAlignedDataInterval", "integer", "0"),
  key("ConnectionTimeOut", "integer", "60"),
  key("ConnectorPhaseRotation", "text", "NotApplicable"),
  key("GetConfigurationMaxKeys", "integer", "50", true),
  key("HeartbeatInterval", "integer", "300"),
  key("LocalAuthorizeOffline", "boolean", "true"),
  key("LocalPreAuthorize", "boolean", "false"),
  key("MeterValuesAlignedData", "text", "Energy.Active.Import.Register"),
  key("MeterValuesSampledData", "text", "Energy.Active.Import.Register,Power.Active.Import,Current.Import,Voltage,SoC"),
  key("MeterValueSampleInterval", "integer", "30"),
  key("NumberOfConnectors", "integer", "1", true),
  key("ResetRetries", "integer", "1"),
  key("StopTransactionOnEVSideDisconnect", "boolean", "true", true),
  key("StopTransactionOnInvalidId", "boolean", "true", true),
  key("StopTxnAlignedData", "text", ""),
  key("StopTxnSampledData", "text", "Energy.Active.Import.Register"),
  key("SupportedFeatureProfiles", "text", "Core,RemoteTrigger", true),
  key("TransactionMessageAttempts", "integer", "5"),
  key("TransactionMessageRetryInterval", "integer", "10"),
  key("UnlockConnectorOnEVSideDisconnect", "boolean", "true"),
  key("WebSocketPingInterval", "integer", "60"),
];
