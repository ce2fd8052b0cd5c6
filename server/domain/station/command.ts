import type { PresentedToken, SessionRef } from "./event";

/** What we can ask of a station, in words of no OCPP version. JSON-safe: it is stored in station_commands.payload. */
export type StationCommand =
  | {
      readonly type: "remote-start";
      readonly evse: number;
      readonly token: PresentedToken;
      readonly remoteStartId: number;
    }
  | { readonly type: "remote-stop"; readonly session: SessionRef }
  | { readonly type: "reset"; readonly kind: "soft" | "hard" }
  | { readonly type: "unlock-connector"; readonly evse: number; readonly connector: number }
  | { readonly type: "change-availability"; readonly evse: number; readonly operative: boolean }
  | { readonly type: "trigger-message"; readonly message: TriggerableMessage; readonly evse: number | null }
  | { readonly type: "get-variables"; readonly variables: readonly VariableName[] }
  | { readonly type: "set-variables"; readonly variables: readonly (VariableName & { readonly value: string })[] }
  | { readonly type: "get-base-report"; readonly requestId: number };

export type CommandType = StationCommand["type"];

export const COMMAND_TYPES: readonly CommandType[] = [
  "remote-start",
  "remote-stop",
  "reset",
  "unlock-connector",
  "change-availability",
  "trigger-message",
  "get-variables",
  "set-variables",
  "get-base-report",
];

export type TriggerableMessage = "boot" | "heartbeat" | "status" | "meter-values";

/** 1.6 configuration keys have component "". An empty list for get-variables means "all" (1.6 GetConfiguration). */
export type VariableName = {
  readonly component: string;
  readonly instance: string | null;
  readonly evse: number | null;
  readonly variable: string;
};

/** Whether two names are of one variable. */
export const isSameVariable = (a: VariableName, b: VariableName): boolean =>
  a.component === b.component && a.instance === b.instance && a.evse === b.evse && a.variable === b.variable;

/** One variable's fate in a get or set answer. */
export type VariableAnswer = VariableName & {
  readonly status: string;
  readonly value: string | null;
  readonly isReadOnly: boolean | null;
};

/** How a command ended. `status` is the station's own word (e.g. "Accepted", "UnlockFailed", "RebootRequired"). */
export type CommandResult =
  | {
      readonly type: "answered";
      readonly isAccepted: boolean;
      readonly status: string;
      readonly info: string | null;
      readonly variables: readonly VariableAnswer[];
    }
  /** The station answered with a CALLERROR. */
  | { readonly type: "refused"; readonly errorCode: string; readonly description: string }
  /** The station's OCPP version has no word for it. */
  | { readonly type: "unsupported" }
  /** No answer in time. */
  | { readonly type: "timed-out" };
