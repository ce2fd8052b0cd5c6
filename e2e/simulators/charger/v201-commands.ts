/** OCPP 2.0.1: what the station does when the central system asks. Requirement ids are those of part 2. */
import { type Connector } from "./connector";
import { asPayload, CallRefused, type Payload, type Reaction } from "./rpc";
import { type Setting } from "./settings";
import { settingName, variableName } from "./v201-variables";
import { connectorForRemoteStart, connectorWhere, type Desk, fieldReader } from "./words";

const read = fieldReader("FormatViolation");
const ACCEPTED: Payload = { status: "Accepted" };
const REJECTED: Payload = { status: "Rejected" };
/** DeviceDataCtrlr.ItemsPerMessage: a report goes out in parts of this many variables. */
const REPORT_PART = 8;

type Command = (payload: Payload, desk: Desk) => Reaction;

/** Answers a command of the central system; throws CallRefused NotImplemented for what this station does not do. */
export function takeCommand201(action: string, payload: Payload, desk: Desk): Reaction {
  const command = COMMANDS.get(action);
  if (command === undefined) throw new CallRefused("NotImplemented", `${action} is not known to this station`);
  return command(payload, desk);
}

const requestStart: Command = (payload, desk) => {
  const remoteStartId = read.integer(payload, "remoteStartId");
  const idToken = asPayload(payload["idToken"]);
  const token = { idToken: read.text(idToken, "idToken"), type: read.text(idToken, "type") };
  const connector = connectorForRemoteStart(desk, read.optionalInteger(payload, "evseId"));
  if (connector === undefined) return { answer: REJECTED };
  return { answer: ACCEPTED, afterwards: async () => desk.startRemotely(connector, token, remoteStartId) };
};

const requestStop: Command = (payload, desk) => {
  const transactionId = read.text(payload, "transactionId");
  const connector = connectorWhere(desk, (transaction) => transaction.ownId === transactionId);
  if (connector === undefined) return { answer: REJECTED };
  return { answer: ACCEPTED, afterwards: async () => desk.stop(connector, "Remote") };
};

const reset: Command = (payload, desk) => {
  // B11.FR.09: this station does not reset a single EVSE.
  if (read.optionalInteger(payload, "evseId") !== undefined) return { answer: REJECTED };
  const isBusy = desk.connectors.some((connector) => connector.transaction !== undefined);
  if (read.text(payload, "type") === "OnIdle" && isBusy) {
    return { answer: { status: "Scheduled" }, afterwards: async () => desk.rebootWhenIdle() };
  }
  const how = { stopReason: "SoftReset", bootReason: "RemoteReset", isGraceful: true } as const;
  return { answer: ACCEPTED, afterwards: async () => desk.reboot(how) };
};

const unlock: Command = (payload, desk) => {
  const evseId = read.integer(payload, "evseId");
  const connector = desk.connectors.find((one) => one.number === evseId);
  if (connector === undefined || read.integer(payload, "connectorId") !== 1)
    return { answer: { status: "UnknownConnector" } };
  // F05.FR.02: an authorised transaction keeps its cable.
  if (connector.transaction !== undefined) return { answer: { status: "OngoingAuthorizedTransaction" } };
  return { answer: { status: "Unlocked" } };
};

const changeAvailability: Command = (payload, desk) => {
  const isOperative = read.text(payload, "operationalStatus") === "Operative";
  const targets = targetsOf(payload, desk);
  if (targets.length === 0) return { answer: REJECTED };
  const mustWait = !isOperative && targets.some((connector) => connector.transaction !== undefined);
  return {
    answer: mustWait ? { status: "Scheduled" } : ACCEPTED,
    afterwards: async () => desk.setOperative(targets, isOperative),
  };
};

const triggerMessage: Command = (payload, desk) => {
  const targets = targetsOf(payload, desk);
  if (targets.length === 0) return { answer: REJECTED };
  switch (read.text(payload, "requestedMessage")) {
    case "BootNotification":
      return { answer: ACCEPTED, afterwards: desk.sendBoot };
    case "Heartbeat":
      return { answer: ACCEPTED, afterwards: desk.sendHeartbeat };
    case "StatusNotification":
      return { answer: ACCEPTED, afterwards: async () => eachInTurn(targets, desk.sendStatus) };
    case "MeterValues":
      return { answer: ACCEPTED, afterwards: async () => eachInTurn(targets, desk.sendLooseMeter) };
    case "TransactionEvent": {
      const running = targets.filter((connector) => connector.transaction !== undefined);
      if (running.length === 0) return { answer: REJECTED };
      return { answer: ACCEPTED, afterwards: async () => eachInTurn(running, desk.sendTriggeredMeter) };
    }
    case "LogStatusNotification":
      return {
        answer: ACCEPTED,
        afterwards: async () => desk.send({ action: "LogStatusNotification", payload: { status: "Idle" } }),
      };
    case "FirmwareStatusNotification":
      return {
        answer: ACCEPTED,
        afterwards: async () => desk.send({ action: "FirmwareStatusNotification", payload: { status: "Idle" } }),
      };
    default:
      return { answer: { status: "NotImplemented" } };
  }
};

const getVariables: Command = (payload, desk) => {
  const getVariableResult = read.list(payload, "getVariableData").map((item) => {
    const asked = readAttribute(asPayload(item));
    const setting = desk.settings.find(asked.name);
    if (setting === undefined) return { ...asked.echo, attributeStatus: unknownStatus(desk, asked.component) };
    if (asked.attributeType !== "Actual") return { ...asked.echo, attributeStatus: "NotSupportedAttributeType" };
    return { ...asked.echo, attributeStatus: "Accepted", attributeValue: setting.value };
  });
  return { answer: { getVariableResult } };
};

const setVariables: Command = (payload, desk) => {
  const setVariableResult = read.list(payload, "setVariableData").map((item) => {
    const asked = readAttribute(asPayload(item));
    if (desk.settings.find(asked.name) === undefined) {
      return { ...asked.echo, attributeStatus: unknownStatus(desk, asked.component) };
    }
    if (asked.attributeType !== "Actual") return { ...asked.echo, attributeStatus: "NotSupportedAttributeType" };
    const result = desk.settings.change(asked.name, read.text(asPayload(item), "attributeValue"));
    return { ...asked.echo, attributeStatus: result === "changed" ? "Accepted" : "Rejected" };
  });
  return { answer: { setVariableResult } };
};

const getBaseReport: Command = (payload, desk) => {
  const requestId = read.integer(payload, "requestId");
  const base = read.text(payload, "reportBase");
  const settings = desk.settings.all().filter((setting) => base !== "ConfigurationInventory" || !setting.isReadOnly);
  // B07.FR.09 allows a summary to be unsupported.
  if (base === "SummaryInventory") return { answer: { status: "NotSupported" } };
  return { answer: ACCEPTED, afterwards: async () => report(desk, requestId, settings) };
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
]);

/** The connectors an optional `evse` names; all of them without one. */
function targetsOf(payload: Payload, desk: Desk): readonly Connector[] {
  if (payload["evse"] === undefined) return desk.connectors;
  const evse = asPayload(payload["evse"]);
  const id = read.integer(evse, "id");
  const connectorId = read.optionalInteger(evse, "connectorId") ?? 1;
  return desk.connectors.filter((connector) => connector.number === id && connectorId === 1);
}

function readAttribute(item: Payload) {
  const component = asPayload(item["component"]);
  const variable = asPayload(item["variable"]);
  const attributeType = read.optionalText(item, "attributeType") ?? "Actual";
  const name = settingName({ component: read.text(component, "name"), variable: read.text(variable, "name") });
  return { name, component: read.text(component, "name"), attributeType, echo: { attributeType, component, variable } };
}

function unknownStatus(desk: Desk, component: string): string {
  const isKnown = desk.settings.all().some((setting) => variableName(setting).component === component);
  return isKnown ? "UnknownVariable" : "UnknownComponent";
}

async function report(desk: Desk, requestId: number, settings: readonly Setting[]): Promise<void> {
  const parts = Math.max(1, Math.ceil(settings.length / REPORT_PART));
  for (let seqNo = 0; seqNo < parts; seqNo += 1) {
    const reportData = settings.slice(seqNo * REPORT_PART, (seqNo + 1) * REPORT_PART).map(reported);
    const generatedAt = new Date().toISOString();
    const payload = { requestId, generatedAt, seqNo, tbc: seqNo < parts - 1, reportData };
    await desk.send({ action: "NotifyReport", payload });
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

async function eachInTurn(targets: readonly Connector[], send: (connector: Connector) => Promise<void>): Promise<void> {
  for (const connector of targets) await send(connector);
}
