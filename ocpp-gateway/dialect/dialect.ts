import type { Deviation } from "@/server/domain/station/deviation";
import type { CommandResult, StationCommand } from "@/server/domain/station/command";
import type { SessionPart } from "@/server/domain/station/session-part";
import type { StationEvent } from "@/server/domain/station/event";
import type { Outcome } from "@/server/domain/station/outcome";

/** What words mean in one OCPP version. Pure: it knows the neutral model and nothing that waits. */
export type Dialect = {
  readonly ocppVersion: OcppVersion;
  /**
   * The WebSocket subprotocol by which a station asks for it (OCPP-J 1.6 §3.1.2, 2.0.1 part 4
   * §3.1.2).
   */
  readonly subprotocol: string;
  /** By action; a Map, for actions come from outside and "constructor" is a word like any other. */
  readonly inbound: ReadonlyMap<string, InboundMessage>;
  /**
   * What a station sends without an answer (OCPP-J 2.1 §4.2.4); null where there is no SEND, nor a
   * CALLRESULTERROR, which came with it.
   */
  readonly unanswered: ReadonlyMap<string, InboundMessage> | null;
  /** Whether the version has this action at all, spoken here or not. */
  readonly knows: (action: string) => boolean;
  /** Our command in this version's words, checked against the official schema. */
  readonly encode: (command: StationCommand) => EncodedCommand;
  /**
   * Null when our own answer to `action` keeps the official schema; for tests and for the counter
   * of our own mistakes.
   */
  readonly checkAnswer: (action: string, answer: unknown) => SchemaError | null;
};

export const OCPP_VERSIONS = ["1.6", "2.0.1", "2.1"] as const;

export type OcppVersion = (typeof OCPP_VERSIONS)[number];

/** A station's message beside its payload. */
export type Call = {
  readonly messageId: string;
  /** The payload as it came, byte for byte. */
  readonly text: string;
  readonly receivedAtMs: number;
  /** When the station's socket opened: message ids are unique within it (see keys.ts). */
  readonly connectedAtMs: number;
  /** The IANA zone of the station's site. */
  readonly timeZone: string;
  /** Refuses what breaks its schema, as a certification wants it. */
  readonly isStrict: boolean;
};

export type InboundMessage = {
  readonly action: string;
  /** Of a session's message: which part of it, though the payload be refused. */
  readonly sessionPart?: (payload: unknown) => SessionPart;
  readonly parse: (payload: unknown, call: Call) => ParseResult;
};

export type ParseResult =
  | {
      readonly ok: true;
      readonly event: StationEvent;
      /** What departs from the schema and was read all the same. */
      readonly deviations: readonly Deviation[];
      /** The answer's payload as JSON text. */
      readonly answer: (outcome: Outcome) => string;
    }
  | { readonly ok: false; readonly schemaError: SchemaError };

/** Where and how a payload breaks its schema; `keyword` is JSON Schema's. */
export type SchemaError = { readonly keyword: string; readonly where: string; readonly message: string };

/** What a station answered to a command, and what of it departs from the schema. */
export type ReadAnswer = { readonly result: CommandResult; readonly deviations: readonly Deviation[] };

/** Where an answer came; `isStrict`: what breaks its schema is refused. */
export type Receipt = { readonly receivedAtMs: number; readonly timeZone: string; readonly isStrict: boolean };

export type EncodedCommand =
  | {
      readonly type: "call";
      readonly action: string;
      /** The payload as JSON text. */
      readonly text: string;
      readonly read: (answer: unknown, receipt: Receipt) => ReadAnswer;
    }
  /** The version has no word for it. */
  | { readonly type: "unsupported" }
  /** It has the word, but not for these values, such as a token longer than 1.6 allows. */
  | { readonly type: "unencodable"; readonly schemaError: SchemaError };
