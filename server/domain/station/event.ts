/**
 * A station's events in terms of no OCPP version (Station → EVSE → Connector, as in OCPP 2.x): 1.6
 * connector n is EVSE n, connector 1; connector 0 is the station itself (EVSE 0). The same message
 * sent twice has the same natural `key` and gets the same answer. Instants are the station's own
 * clock in epoch milliseconds; the time of receipt is kept beside them.
 */
export type StationEvent =
  | BootedEvent
  | HeartbeatEvent
  | StatusChangedEvent
  | TokenPresentedEvent
  | SessionStartedEvent
  | SessionMeteredEvent
  | SessionEndedEvent
  | FaultReportedEvent
  | VariablesReportedEvent
  | SecurityEvent
  | VendorMessageEvent
  | StationReportedEvent;

/** The event of one type. */
export type EventOf<Type extends StationEvent["type"]> = Extract<StationEvent, { readonly type: Type }>;

/** Whether a message is part of a session, and so of a bill. */
export const carriesSession = ({ type }: Pick<StationEvent, "type">): boolean =>
  type === "session.started" || type === "session.metered" || type === "session.ended";

type EventBase = { readonly key: string; readonly atMs: number };

/** OCPP 1.6 §4.2 / 2.0.1 B01: who the station says it is. */
export type BootedEvent = EventBase & {
  readonly type: "booted";
  readonly vendor: string;
  readonly model: string;
  readonly serialNumber: string | null;
  readonly firmwareVersion: string | null;
  readonly meterSerialNumber: string | null;
  readonly reason: string | null;
};

/** Heartbeat: nothing but "I am here". Touches memory; flushed in batches. */
export type HeartbeatEvent = EventBase & { readonly type: "seen" };

/** The state of one connector, the union of the 1.6 and 2.0.1 words. */
export const CONNECTOR_STATES = [
  "available",
  "preparing",
  "charging",
  "suspended_ev",
  "suspended_evse",
  "finishing",
  "occupied",
  "reserved",
  "unavailable",
  "faulted",
] as const;

export type ConnectorState = (typeof CONNECTOR_STATES)[number];

/** What one connector is from an instant on. */
export type ConnectorStatus = {
  readonly atMs: number;
  /** 0 = the station as a whole. */
  readonly evse: number;
  readonly connector: number;
  readonly state: ConnectorState;
  readonly errorCode: string | null;
  readonly info: string | null;
};

export type StatusChangedEvent = EventBase & ConnectorStatus & { readonly type: "status-changed" };

/**
 * The kinds of identification, as in OCPP 2.1 part 2 appendix 7, lower case. 1.6 has only
 * `iso14443`-like idTags: "unspecified".
 */
export type TokenKind =
  | "unspecified"
  | "central"
  | "direct_payment"
  | "emaid"
  | "evccid"
  | "iso14443"
  | "iso15693"
  | "key_code"
  | "local"
  | "mac_address"
  | "no_authorization"
  | "vin";

export type PresentedToken = { readonly uid: string; readonly kind: TokenKind };

export type TokenPresentedEvent = EventBase & { readonly type: "token-presented"; readonly token: PresentedToken };

/**
 * How a session is named by the station: 1.6 by the number we gave it, 2.x by the station's own
 * transactionId.
 */
export type SessionRef =
  | { readonly by: "number"; readonly sessionNumber: number }
  | { readonly by: "station-id"; readonly transactionId: string };

/** What a car is doing inside a session (billing: charging, idle, paused by us). */
export const CHARGING_STATES = ["charging", "idle_ev", "paused_evse", "unknown"] as const;

export type ChargingState = (typeof CHARGING_STATES)[number];

/** One instant's samples of one EVSE. Energy is the import register in milli-watt-hours, exact. */
export type MeterReading = {
  readonly atMs: number;
  /** OCPP reading context, e.g. "Sample.Periodic", "Transaction.Begin". */
  readonly context: string;
  /** Energy.Active.Import.Register; null when the sample has none. */
  readonly registerMilliWh: bigint | null;
  readonly powerW: number | null;
  readonly currentA: number | null;
  readonly voltageV: number | null;
  readonly socPercent: number | null;
};

export type SessionStartedEvent = EventBase & {
  readonly type: "session.started";
  /** 2.x: the station's transactionId. 1.6: null, the number is ours to give. */
  readonly transactionId: string | null;
  readonly evse: number;
  readonly connector: number;
  readonly token: PresentedToken | null;
  /** Energy register at start; 2.x may leave it to the first reading. */
  readonly registerMilliWh: bigint | null;
  readonly chargingState: ChargingState;
  readonly readings: readonly MeterReading[];
  /** True when the station says it happened while it was offline (2.x) . */
  readonly offline: boolean;
  /** 2.x remoteStartId, 1.6 null. */
  readonly remoteStartId: number | null;
  readonly seqNo: number | null;
};

export type SessionMeteredEvent = EventBase & {
  readonly type: "session.metered";
  /** null: readings outside any session (clock-aligned values of an idle EVSE). */
  readonly session: SessionRef | null;
  /**
   * 0: the station as a whole, or 2.x: not said. A transaction may begin without a place and learn
   * it when the cable is plugged in (E01.FR.16).
   */
  readonly evse: number;
  readonly connector: number;
  readonly readings: readonly MeterReading[];
  /** 2.x only: the transaction's charging state when it was reported. */
  readonly chargingState: ChargingState | null;
  /** 2.x: a token presented in the middle of a transaction (authorised after plug-in). */
  readonly token: PresentedToken | null;
  /**
   * 2.x: present when a remote start goes on with a transaction that had begun at the plug
   * (F01.FR.25).
   */
  readonly remoteStartId?: number;
  readonly offline: boolean;
  readonly seqNo: number | null;
};

export type SessionEndedEvent = EventBase & {
  readonly type: "session.ended";
  readonly session: SessionRef;
  readonly token: PresentedToken | null;
  /** 1.6 meterStop; 2.x leaves it to the last reading. */
  readonly registerMilliWh: bigint | null;
  readonly readings: readonly MeterReading[];
  /** OCPP's own reason word, e.g. "Local", "Remote", "EVDisconnected". */
  readonly reason: string | null;
  readonly offline: boolean;
  readonly seqNo: number | null;
};

/** One noticed value of one variable: a fault, a warning, or that it is over. */
export type ReportedFault = {
  readonly atMs: number;
  readonly evse: number;
  readonly component: string;
  readonly variable: string;
  readonly value: string;
  readonly severity: number | null;
  readonly cleared: boolean;
};

/**
 * A station may notice several things in one message: the first stands here, the rest in `others`.
 */
export type FaultReportedEvent = EventBase &
  ReportedFault & {
    readonly type: "fault-noticed";
    readonly others: readonly ReportedFault[];
    /**
     * 2.0.1 lets a station report its connectors' states here instead of by StatusNotification
     * (G01).
     */
    readonly statuses: readonly ConnectorStatus[];
  };

/** One configuration key (1.6) or device-model attribute (2.0.1). */
export type ReportedVariable = {
  /** 1.6: "" (configuration keys have no component). */
  readonly component: string;
  readonly instance: string | null;
  readonly evse: number | null;
  readonly variable: string;
  readonly attribute: "Actual" | "Target" | "MinSet" | "MaxSet";
  readonly value: string | null;
  /** null: not said, as in the answer to a 2.0.1 GetVariables */
  readonly isReadOnly: boolean | null;
};

export type VariablesReportedEvent = EventBase & {
  readonly type: "variables-reported";
  /** the number under which the report was asked for */
  readonly requestId: number;
  readonly variables: readonly ReportedVariable[];
  /** no part of the report follows */
  readonly isLast: boolean;
};

export type SecurityEvent = EventBase & {
  readonly type: "security-noticed";
  readonly kind: string;
  readonly info: string | null;
};

export type VendorMessageEvent = EventBase & {
  readonly type: "vendor-message";
  readonly vendorId: string;
  readonly messageId: string | null;
  readonly data: string | null;
};

/**
 * What nothing here acts on, such as the state of a firmware update: acknowledged, kept and shown.
 */
export type StationReportedEvent = EventBase & {
  readonly type: "station-reported";
  /** OCPP's name of the message. */
  readonly action: string;
  /** 0: the station as a whole, or not given. */
  readonly evse: number;
  /** OCPP's own word, e.g. "Installed". */
  readonly status: string | null;
  readonly info: string | null;
};
