/** OCPP 2.0.1 and 2.1: the station's commands. Requirement ids are those of part 2. */
import { type Connector } from "./connector";
import { asPayload, CallRefused, type Payload, type Reaction } from "./rpc";
import { type Setting } from "./settings";
import { settingName, variableName } from "./v201-variables";
import { connectorForRemoteStart, connectorWhere, type StationControl, fieldReader } from "./encoding";

const read = fieldReader("FormatViolation");
const ACCEPTED: Payload = { status: "Accepted" };
const REJECTED: Payload = { status: "Rejected" };
/** DeviceDataCtrlr.ItemsPerMessage: a report is sent in parts of this many variables. */
const REPORT_PART = 8;

type Command = (payload: Payload, control: StationControl) => Reaction;

/**
 * Answers a command of the central system.
 * @throws CallRefused NotImplemented for a command that this station does not support
 */
export function takeCommand201(action: string, payload: Payload, control: StationControl): Reaction {
  const command = COMMANDS.get(action);
  if (command === undefined) throw new CallRefused("NotImplemented", `${action} is not known to this station`);
  return command(payload, control);
}

const requestStart: Command = (payload, control) => {
  const remoteStartId = read.integer(payload, "remoteStartId");
  const idToken = asPayload(payload["idToken"]);
  const token = { idToken: read.text(idToken, "idToken"), type: read.text(idToken, "type") };
  const connector = connectorForRemoteStart(control, read.optionalInteger(payload, "evseId"));
  if (connector === undefined) return { answer: REJECTED };
  return { answer: ACCEPTED, afterwards: async () => control.startRemotely(connector, token, remoteStartId) };
};

const requestStop: Command = (payload, control) => {
  const transactionId = read.text(payload, "transactionId");
  const connector = connectorWhere(control, (transaction) => transaction.stationTransactionId === transactionId);
  if (connector === undefined) return { answer: REJECTED };
  return { answer: ACCEPTED, afterwards: async () => control.stop(connector, "Remote") };
};

const reset: Command = (payload, control) => {
  // B11.FR.09: this station does not reset a single EVSE.
  if (read.optionalInteger(payload, "evseId") !== undefined) return { answer: REJECTED };
  const isBusy = control.connectors.some((connector) => connector.transaction !== undefined);
  if (read.text(payload, "type") === "OnIdle" && isBusy) {
    return { answer: { status: "Scheduled" }, afterwards: async () => control.rebootWhenIdle() };
  }
  const how = { stopReason: "SoftReset", bootReason: "RemoteReset", isGraceful: true } as const;
  return { answer: ACCEPTED, afterwards: async () => control.reboot(how) };
};

const unlock: Command = (payload, control) => {
  const evseId = read.integer(payload, "evseId");
  const connector = control.connectors.find((one) => one.number === evseId);
  if (connector === undefined || read.integer(payload, "connectorId") !== 1)
    return { answer: { status: "UnknownConnector" } };
  // F05.FR.02: an authorised transaction keeps its cable.
  if (connector.transaction !== undefined) return { answer: { status: "OngoingAuthorizedTransaction" } };
  return { answer: { status: "Unlocked" } };
};

const changeAvailability: Command = (payload, control) => {
  const isOperative = read.text(payload, "operationalStatus") === "Operative";
  const targets = targetsOf(payload, control);
  if (targets.length === 0) return { answer: REJECTED };
  const mustWait = !isOperative && targets.some((connector) => connector.transaction !== undefined);
  return {
    answer: mustWait ? { status: "Scheduled" } : ACCEPTED,
    afterwards: async () => control.setOperative(targets, isOperative),
  };
};

const triggerMessage: Command = (payload, control) => {
  const targets = targetsOf(payload, control);
  if (targets.length === 0) return { answer: REJECTED };
  switch (read.text(payload, "requestedMessage")) {
    case "BootNotification":
      return { answer: ACCEPTED, afterwards: control.sendBoot };
    case "Heartbeat":
      return { answer: ACCEPTED, afterwards: control.sendHeartbeat };
    case "StatusNotification":
      return { answer: ACCEPTED, afterwards: async () => sendSequentially(targets, control.sendStatus) };
    case "MeterValues":
      return {
        answer: ACCEPTED,
        afterwards: async () => sendSequentially(targets, control.sendMeterWithoutTransaction),
      };
    case "TransactionEvent": {
      const running = targets.filter((connector) => connector.transaction !== undefined);
      if (running.length === 0) return { answer: REJECTED };
      return { answer: ACCEPTED, afterwards: async () => sendSequentially(running, control.sendTriggeredMeter) };
    }
    case "LogStatusNotification":
      return {
        answer: ACCEPTED,
        afterwards: async () => control.send({ action: "LogStatusNotification", payload: { status: "Idle" } }),
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

const getVariables: Command = (payload, control) => {
  const getVariableResult = read.list(payload, "getVariableData").map((item) => {
    const requested = readAttribute(asPayload(item));
    const setting = control.settings.find(requested.name);
    if (setting === undefined)
      return { ...requested.echo, attributeStatus: unknownStatus(control, requested.component) };
    if (requested.attributeType !== "Actual")
      return { ...requested.echo, attributeStatus: "NotSupportedAttributeType" };
    return { ...requested.echo, attributeStatus: "Accepted", attributeValue: setting.value };
  });
  return { answer: { getVariableResult } };
};

const setVariables: Command = (payload, control) => {
  const setVariableResult = read.list(payload, "setVariableData").map((item) => {
    const requested = readAttribute(asPayload(item));
    if (control.settings.find(requested.name) === undefined) {
      return { ...requested.echo, attributeStatus: unknownStatus(control, requested.component) };
    }
    if (requested.attributeType !== "Actual")
      return { ...requested.echo, attributeStatus: "NotSupportedAttributeType" };
    const result = control.settings.change(requested.name, read.text(asPayload(item), "attributeValue"));
    return { ...requested.echo, attributeStatus: result === "changed" ? "Accepted" : "Rejected" };
  });
  return { answer: { setVariableResult } };
};

const getBaseReport: Command = (payload, control) => {
  const requestId = read.integer(payload, "requestId");
  const base = read.text(payload, "reportBase");
  const settings = control.settings.all().filter((setting) => base !== "ConfigurationInventory" || !setting.isReadOnly);
  // B07.FR.09: a station may not support the summary.
  if (base === "SummaryInventory") return { answer: { status: "NotSupported" } };
  return { answer: ACCEPTED, afterwards: async () => report(control, requestId, settings) };
};

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ["RequestStartTransaction", requestStart],
  ["RequestStopTransaction", requestStop],
  ["Reset", reset],
  ["UnlockConnector", unlock],
  ["ChangeAvailability", changeAvailability],
  ["TriggerMessage", triggerMessage],
  ["GetVariables", getVariables],
  ["SetVariables", setVariables],
  ["GetBaseReport", getBaseReport],
  ["ClearCache", (_payload, control) => ({ answer: ACCEPTED, afterwards: async () => control.clearTokens() })],
]);

/** Returns the connectors that an optional `evse` names; all of them without one. */
function targetsOf(payload: Payload, control: StationControl): readonly Connector[] {
  if (payload["evse"] === undefined) return control.connectors;
  const evse = asPayload(payload["evse"]);
  const id = read.integer(evse, "id");
  const connectorId = read.optionalInteger(evse, "connectorId") ?? 1;
  return control.connectors.filter((connector) => connector.number === id && connectorId === 1);
}

function readAttribute(item: Payload) {
  const component = asPayload(item["component"]);
  const variable = asPayload(item["variable"]);
  const attributeType = read.optionalText(item, "attributeType") ?? "Actual";
  const name = settingName({ component: read.text(component, "name"), variable: read.text(variable, "name") });
  return { name, component: read.text(component, "name"), attributeType, echo: { attributeType, component, variable } };
}

function unknownStatus(control: StationControl, component: string): string {
  const isKnown = control.settings.all().some((setting) => variableName(setting).component === component);
  return isKnown ? "UnknownVariable" : "UnknownComponent";
}

async function report(control: StationControl, requestId: number, settings: readonly Setting[]): Promise<void> {
  const parts = Math.max(1, Math.ceil(settings.length / REPORT_PART));
  for (let seqNo = 0; seqNo < parts; seqNo += 1) {
    const reportData = settings.slice(seqNo * REPORT_PART, (seqNo + 1) * REPORT_PART).map(reported);
    const generatedAt = new Date().toISOString();
    const payload = { requestId, generatedAt, seqNo, tbc: seqNo < parts - 1, reportData };
    await control.send({ action: "NotifyReport", payload });
  }
}

function reported(setting: Setting): Payload {
  const { component, variable } = variableName(setting);
  const dataType = { integer: "integer", boolean: "boolean", text: "string" } as const;
  return {
    component: { name: component },
    variable: { name: variable },
    variableAttribute: [
      {
        type: "Actual",
        value: setting.value,
        mutability: setting.isReadOnly ? "ReadOnly" : "ReadWrite",
        persistent: true,
      },
    ],
    variableCharacteristics: { dataType: dataType[setting.kind], supportsMonitoring: false },
  };
}

async function sendSequentially(
  targets: readonly Connector[],
  send: (connector: Connector) => Promise<void>,
): Promise<void> {
  for (const connector of targets) await send(connector);
}
