/** The interface of an OCPP version: how it encodes the station's events and executes commands. */
import { type OcppVersion } from "./ocpp-version";
import { type Connector, type Reading, type StopReason, type Token, type Transaction } from "./connector";
import { type Compose, type Message } from "./offline-queue";
import { CallRefused, type Payload, type Reaction } from "./rpc";
import { type Settings } from "./settings";

export type Identity = {
  readonly vendor: string;
  readonly model: string;
  readonly serialNumber: string;
  readonly firmwareVersion: string;
};

export type BootReason = "PowerUp" | "RemoteReset" | "ScheduledReset" | "Triggered";
export type BootAnswer = { readonly status: string; readonly intervalS: number; readonly currentTime: string };
export type StartAnswer = { readonly status: string; readonly csmsTransactionId: number | undefined };
export type Fault = { readonly code: string; readonly info: string; readonly isCleared: boolean };
/** The reason of a running transaction's message. */
export type UpdateReason = "state" | "periodic" | "trigger";

export type Encoding = {
  readonly version: OcppVersion;
  readonly subprotocol: string;
  readonly makeSettings: () => Settings;
  readonly boot: (identity: Identity, reason: BootReason) => Message;
  readonly authorize: (token: Token) => Message;
  /** A connector's status, as this version spells it. */
  readonly statusValue: (connector: Connector) => string;
  readonly status: (connector: Connector, at: Date, fault: Fault | undefined) => Message;
  /**
   * The status of the whole station (1.6 connector 0); undefined where the version has no such
   * message.
   */
  readonly stationStatus: (at: Date, isOperative: boolean) => Message | undefined;
  readonly started: (transaction: Transaction, reading: Reading) => Compose;
  /** Undefined where this version sends nothing beyond the status message. */
  readonly updated: (
    transaction: Transaction,
    connector: Connector,
    reading: Reading,
    updateReason: UpdateReason,
  ) => Compose | undefined;
  readonly ended: (transaction: Transaction, connector: Connector, reading: Reading, reason: StopReason) => Compose;
  readonly meterValuesWithoutTransaction: (connector: Connector, reading: Reading) => Message;
  /** A fault's own event, where the version has one beside the status message. */
  readonly faultEvent: (connector: Connector, at: Date, fault: Fault, eventId: number) => Message | undefined;
  readonly readBoot: (answer: Payload) => BootAnswer;
  readonly readAuthorize: (answer: Payload) => string;
  readonly readStarted: (answer: Payload) => StartAnswer;
  /** Status of the token in the answer to a later transaction message, if present. */
  readonly readUpdated: (answer: Payload) => string | undefined;
  /**
   * Executes a command.
   * @throws CallRefused for a command that this station does not support
   */
  readonly command: (action: string, payload: Payload, control: StationControl) => Reaction;
};

/** The part of the station that a command may use. */
export type StationControl = {
  readonly settings: Settings;
  readonly connectors: readonly Connector[];
  readonly startRemotely: (connector: Connector, token: Token, remoteStartId: number | undefined) => Promise<void>;
  readonly stop: (connector: Connector, reason: StopReason) => Promise<void>;
  readonly reboot: (how: Reboot) => Promise<void>;
  /** Schedules a reboot for when no transaction runs any more. */
  readonly rebootWhenIdle: () => void;
  /** Takes connectors in or out of service; those with a transaction follow when it ends. */
  readonly setOperative: (connectors: readonly Connector[], isOperative: boolean) => Promise<void>;
  readonly clearTokens: () => void;
  readonly sendBoot: () => Promise<void>;
  readonly sendHeartbeat: () => Promise<void>;
  readonly sendStationStatus: () => Promise<void>;
  readonly sendStatus: (connector: Connector) => Promise<void>;
  /**
   * Sends the running transaction's meter message, or one without a transaction where none runs.
   */
  readonly sendTriggeredMeter: (connector: Connector) => Promise<void>;
  readonly sendMeterWithoutTransaction: (connector: Connector) => Promise<void>;
  readonly send: (message: Message) => Promise<void>;
};

export type Reboot = {
  readonly stopReason: StopReason;
  readonly bootReason: BootReason;
  /**
   * False: the power goes first, and the end of the transaction is sent after the restart (1.6 hard
   * reset).
   */
  readonly isGraceful: boolean;
};

/**
 * The connector of a remote start: the requested one, or the first available, plugged-in cars
 * first.
 */
export function connectorForRemoteStart(control: StationControl, requested: number | undefined): Connector | undefined {
  const canStart = control.connectors.filter(
    (one) => one.transaction === undefined && !one.isAwaitingDriver && one.isOperative && one.phase !== "faulted",
  );
  if (requested !== undefined) return canStart.find((connector) => connector.number === requested);
  return canStart.find((connector) => connector.isPluggedIn) ?? canStart[0];
}

export function connectorWhere(
  control: StationControl,
  hasTransaction: (transaction: Transaction) => boolean,
): Connector | undefined {
  return control.connectors.find(({ transaction }) => transaction !== undefined && hasTransaction(transaction));
}

/**
 * Reads command payloads; a field of the wrong type is answered with `violation`, the error code of
 * the version.
 */
export function fieldReader(violation: string) {
  const refuse = (name: string): never => {
    throw new CallRefused(violation, `field ${name} is missing or has the wrong type`);
  };
  const optionalText = (payload: Payload, name: string): string | undefined => {
    const value = payload[name];
    if (value === undefined || typeof value === "string") return value;
    return refuse(name);
  };
  const optionalInteger = (payload: Payload, name: string): number | undefined => {
    const value = payload[name];
    if (value === undefined) return undefined;
    return typeof value === "number" && Number.isInteger(value) ? value : refuse(name);
  };
  return {
    optionalText,
    optionalInteger,
    text: (payload: Payload, name: string): string => optionalText(payload, name) ?? refuse(name),
    integer: (payload: Payload, name: string): number => optionalInteger(payload, name) ?? refuse(name),
    list: (payload: Payload, name: string): readonly unknown[] => {
      const value = payload[name];
      return Array.isArray(value) ? value : refuse(name);
    },
  };
}
