/** OCPP 1.6J: the station's commands (specification §5). */
import { type Connector } from "./connector";
import { CallRefused, type Payload, type Reaction } from "./rpc";
import { type Setting } from "./settings";
import { connectorForRemoteStart, connectorWhere, type StationControl, fieldReader } from "./encoding";

const read = fieldReader("FormationViolation");
const ACCEPTED: Payload = { status: "Accepted" };
const REJECTED: Payload = { status: "Rejected" };

type Command = (payload: Payload, control: StationControl) => Reaction;

/**
 * Answers a command of the central system.
 * @throws CallRefused NotSupported or NotImplemented for other commands (OCPP-J §4.2.3)
 */
export function takeCommand16(action: string, payload: Payload, control: StationControl): Reaction {
  const command = COMMANDS.get(action);
  if (command !== undefined) return command(payload, control);
  if (NOT_SUPPORTED_ACTIONS.has(action))
    throw new CallRefused("NotSupported", `${action} is not supported by this station`);
  throw new CallRefused("NotImplemented", `${action} is not known to this station`);
}

const remoteStart: Command = (payload, control) => {
  const idToken = read.text(payload, "idTag");
  const connector = connectorForRemoteStart(control, read.optionalInteger(payload, "connectorId"));
  if (connector === undefined) return { answer: REJECTED };
  return {
    answer: ACCEPTED,
    afterwards: async () => control.startRemotely(connector, { idToken, type: "ISO14443" }, undefined),
  };
};

const remoteStop: Command = (payload, control) => {
  const transactionId = read.integer(payload, "transactionId");
  const connector = connectorWhere(control, (transaction) => transaction.csmsTransactionId === transactionId);
  if (connector === undefined) return { answer: REJECTED };
  return { answer: ACCEPTED, afterwards: async () => control.stop(connector, "Remote") };
};

const reset: Command = (payload, control) => {
  const isGraceful = read.text(payload, "type") !== "Hard";
  const stopReason = isGraceful ? "SoftReset" : "HardReset";
  return {
    answer: ACCEPTED,
    afterwards: async () => control.reboot({ stopReason, bootReason: "RemoteReset", isGraceful }),
  };
};

const unlock: Command = (payload, control) => {
  const connector = find(control, read.integer(payload, "connectorId"));
  if (connector === undefined) return { answer: { status: "NotSupported" } };
  const afterwards = async () => {
    // §5.18: an ongoing transaction is finished first.
    if (connector.transaction !== undefined) await control.stop(connector, "UnlockCommand");
  };
  return { answer: { status: "Unlocked" }, afterwards };
};

const changeAvailability: Command = (payload, control) => {
  const number = read.integer(payload, "connectorId");
  const isOperative = read.text(payload, "type") === "Operative";
  const targets =
    number === 0 ? control.connectors : control.connectors.filter((connector) => connector.number === number);
  if (targets.length === 0) return { answer: REJECTED };
  const mustWait = !isOperative && targets.some((connector) => connector.transaction !== undefined);
  return {
    answer: mustWait ? { status: "Scheduled" } : ACCEPTED,
    afterwards: async () => {
      await control.setOperative(targets, isOperative);
      if (number === 0 && !mustWait) await control.sendStationStatus();
    },
  };
};

const triggerMessage: Command = (payload, control) => {
  const number = read.optionalInteger(payload, "connectorId");
  const targets = number === undefined ? control.connectors : control.connectors.filter((one) => one.number === number);
  // Connector 0 is the station itself and has a status, but no meter.
  if (targets.length === 0 && number !== 0) return { answer: REJECTED };
  switch (read.text(payload, "requestedMessage")) {
    case "BootNotification":
      return { answer: ACCEPTED, afterwards: control.sendBoot };
    case "Heartbeat":
      return { answer: ACCEPTED, afterwards: control.sendHeartbeat };
    case "StatusNotification":
      return {
        answer: ACCEPTED,
        afterwards: async () => sendStatuses(control, targets, number === undefined || number === 0),
      };
    case "MeterValues":
      return { answer: ACCEPTED, afterwards: async () => sendSequentially(targets, control.sendTriggeredMeter) };
    case "DiagnosticsStatusNotification":
      return {
        answer: ACCEPTED,
        afterwards: async () => control.send({ action: "DiagnosticsStatusNotification", payload: { status: "Idle" } }),
      };
    case "FirmwareStatusNotification":
      return {
        answer: ACCEPTED,
        afterwards: async () => control.send({ action: "FirmwareStatusNotification", payload: { status: "Idle" } }),
      };
    default:
      return { answer: { status: "NotImplemented" } };
  }
};

const getConfiguration: Command = (payload, control) => {
  const show = ({ name, isReadOnly, value }: Setting) => ({ key: name, readonly: isReadOnly, value });
  const requested = payload["key"] === undefined ? [] : read.list(payload, "key").map(String);
  // An empty list requests everything (§5.8).
  if (requested.length === 0) return { answer: { configurationKey: control.settings.all().map(show) } };
  const found = requested.flatMap((name) => control.settings.find(name) ?? []);
  const unknownKey = requested.filter((name) => control.settings.find(name) === undefined);
  return { answer: { configurationKey: found.map(show), ...(unknownKey.length === 0 ? {} : { unknownKey }) } };
};

const changeConfiguration: Command = (payload, control) => {
  const result = control.settings.change(read.text(payload, "key"), read.text(payload, "value"));
  const status = {
    changed: "Accepted",
    unknown: "NotSupported",
    "read-only": "Rejected",
    "wrong-value": "Rejected",
  } as const;
  return { answer: { status: status[result] } };
};

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ["RemoteStartTransaction", remoteStart],
  ["RemoteStopTransaction", remoteStop],
  ["Reset", reset],
  ["UnlockConnector", unlock],
  ["ChangeAvailability", changeAvailability],
  ["TriggerMessage", triggerMessage],
  ["GetConfiguration", getConfiguration],
  ["ChangeConfiguration", changeConfiguration],
  ["ClearCache", (_payload, control) => ({ answer: ACCEPTED, afterwards: async () => control.clearTokens() })],
  ["DataTransfer", () => ({ answer: { status: "UnknownVendorId" } })],
]);

const NOT_SUPPORTED_ACTIONS: ReadonlySet<string> = new Set([
  "CancelReservation",
  "CertificateSigned",
  "ClearChargingProfile",
  "DeleteCertificate",
  "ExtendedTriggerMessage",
  "GetCompositeSchedule",
  "GetDiagnostics",
  "GetInstalledCertificateIds",
  "GetLocalListVersion",
  "GetLog",
  "InstallCertificate",
  "ReserveNow",
  "SendLocalList",
  "SetChargingProfile",
  "SignedUpdateFirmware",
  "UpdateFirmware",
]);

function find(control: StationControl, number: number): Connector | undefined {
  return control.connectors.find((connector) => connector.number === number);
}

async function sendStatuses(
  control: StationControl,
  targets: readonly Connector[],
  withStation: boolean,
): Promise<void> {
  if (withStation) await control.sendStationStatus();
  await sendSequentially(targets, control.sendStatus);
}

async function sendSequentially(
  targets: readonly Connector[],
  send: (connector: Connector) => Promise<void>,
): Promise<void> {
  for (const connector of targets) await send(connector);
}
