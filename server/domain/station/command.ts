import type { PresentedToken, SessionRef, StationEvent } from "./event";

/**
 * What each command carries, in terms of no OCPP version. JSON-safe: it is stored in
 * station_commands.payload.
 */
type CommandFields = {
  "remote-start": { readonly evse: number; readonly token: PresentedToken; readonly remoteStartId: number };
  "remote-stop": { readonly session: SessionRef };
  reset: { readonly kind: "soft" | "hard" };
  "unlock-connector": { readonly evse: number; readonly connector: number };
  "change-availability": { readonly evse: number; readonly operative: boolean };
  "trigger-message": { readonly message: TriggerableMessage; readonly evse: number | null };
  "get-variables": { readonly variables: readonly VariableName[] };
  "set-variables": { readonly variables: readonly (VariableName & { readonly value: string })[] };
  "get-base-report": { readonly requestId: number };
  "clear-cache": Record<never, never>;
};

export type CommandType = keyof CommandFields;

/** A command of one type, or of any of several. */
export type CommandOf<Type extends CommandType> = {
  readonly [Each in Type]: { readonly type: Each } & CommandFields[Each];
}[Type];

/** A request of ours to a station, as every OCPP version encodes it for itself. */
export type StationCommand = CommandOf<CommandType>;

type CommandTraits<Type extends CommandType> = {
  /** Whether a person has anything to choose; a command without input is a button. */
  readonly hasInput: boolean;
  /**
   * Worth sending hours later, when an offline station is back; any other command is refused
   * instead.
   */
  readonly isQueueable: boolean;
  /**
   * The command is done with the station's acceptance, or once its effect is seen in the station's
   * own messages.
   */
  readonly completesOn: "answer" | "effect" | ((command: CommandOf<Type>) => "answer" | "effect");
  /**
   * The effect to watch for, where it comes with messages for which no command is looked up
   * otherwise.
   */
  readonly effect?: (command: CommandOf<Type>) => string;
  /** The event that a pending station may send because of it (1.6 §4.2, 2.0.1 B02.FR.02). */
  readonly permits?: (command: CommandOf<Type>) => StationEvent["type"];
};

/**
 * Every command and how it behaves. A new command is a line here and one among the fields above.
 */
export const COMMANDS = {
  "remote-start": { hasInput: true, isQueueable: false, completesOn: "effect" },
  "remote-stop": { hasInput: true, isQueueable: false, completesOn: "effect" },
  reset: { hasInput: true, isQueueable: false, completesOn: "effect" },
  "unlock-connector": { hasInput: true, isQueueable: false, completesOn: "answer" },
  "change-availability": { hasInput: true, isQueueable: true, completesOn: "effect", effect: ({ type }) => type },
  "trigger-message": {
    hasInput: true,
    isQueueable: false,
    // a heartbeat touches memory only, so its arrival is seen nowhere; a boot is seen as one
    completesOn: ({ message }) => (message === "heartbeat" ? "answer" : "effect"),
    effect: ({ message }) => triggerEffect(message),
    permits: ({ message }) => TRIGGERABLE_MESSAGES[message].event,
  },
  "get-variables": { hasInput: true, isQueueable: true, completesOn: "answer" },
  "set-variables": { hasInput: true, isQueueable: true, completesOn: "answer" },
  "get-base-report": {
    hasInput: false,
    isQueueable: true,
    completesOn: "effect",
    permits: () => "variables-reported",
  },
  "clear-cache": { hasInput: false, isQueueable: true, completesOn: "answer" },
} as const satisfies { readonly [Type in CommandType]: CommandTraits<Type> };

export const COMMAND_TYPES = Object.keys(COMMANDS) as readonly CommandType[];

/** The commands without input. */
export type PlainCommand = {
  [Type in CommandType]: (typeof COMMANDS)[Type] extends { readonly hasInput: false } ? Type : never;
}[CommandType];

export const PLAIN_COMMANDS = COMMAND_TYPES.filter((type): type is PlainCommand => !COMMANDS[type].hasInput);

/**
 * The traits of a command. The cast states what the table's type says of each line: they are its
 * own type's.
 */
export const traitsOf = <Type extends CommandType>(command: CommandOf<Type>): CommandTraits<Type> =>
  COMMANDS[command.type as Type] as unknown as CommandTraits<Type>;

export function completesOnAnswer(command: StationCommand): boolean {
  const { completesOn } = traitsOf(command);
  return (typeof completesOn === "function" ? completesOn(command) : completesOn) === "answer";
}

/**
 * What TriggerMessage may request: OCPP's name of the message, and the event that it becomes here.
 */
export const TRIGGERABLE_MESSAGES = {
  boot: { action: "BootNotification", event: "booted" },
  heartbeat: { action: "Heartbeat", event: "seen" },
  status: { action: "StatusNotification", event: "status-changed" },
  "meter-values": { action: "MeterValues", event: "session.metered" },
} as const satisfies Readonly<Record<string, { action: string; event: StationEvent["type"] }>>;

export type TriggerableMessage = keyof typeof TRIGGERABLE_MESSAGES;

/** The name of a triggered message's effect. */
export const triggerEffect = (message: TriggerableMessage): string => `trigger-message/${message}`;

/**
 * 1.6 configuration keys have component "". An empty list for get-variables means "all" (1.6
 * GetConfiguration).
 */
export type VariableName = {
  readonly component: string;
  readonly instance: string | null;
  readonly evse: number | null;
  readonly variable: string;
};

/** Whether two names are of one variable. */
export const isSameVariable = (a: VariableName, b: VariableName): boolean =>
  a.component === b.component && a.instance === b.instance && a.evse === b.evse && a.variable === b.variable;

/** One variable in the answer to a get or set. */
export type VariableAnswer = VariableName & {
  readonly status: string;
  readonly value: string | null;
  readonly isReadOnly: boolean | null;
};

/**
 * How a command ended. `status` is the station's own (e.g. "Accepted", "UnlockFailed",
 * "RebootRequired").
 */
export type CommandResult =
  | {
      readonly type: "answered";
      readonly isAccepted: boolean;
      readonly status: string;
      readonly info: string | null;
      readonly variables: readonly VariableAnswer[];
    }
  /** The station answered with a CALLERROR, or the command could not be encoded for its version. */
  | { readonly type: "refused"; readonly errorCode: string; readonly description: string }
  /** The station's OCPP version has no such message. */
  | { readonly type: "unsupported" }
  /** No answer in time. */
  | { readonly type: "timed-out" };
