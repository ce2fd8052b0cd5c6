import type { RefusedPart } from "@/server/domain/station/session-part";
import type { Deviation } from "@/server/domain/station/deviation";
import type { ModelSettings } from "@/server/domain/station/model-profile";
import type { CommandResult, StationCommand } from "@/server/domain/station/command";
import type { CallLimits } from "@/server/domain/station/split-command";
import type { Outcome } from "@/server/domain/station/outcome";

/** One station of one operator. */
export type StationIdentity = {
  readonly tenantId: string;
  readonly stationId: string;
  /** its name in the OCPP address */
  readonly identity: string;
};

/** A station that has shown its credential; made by authenticateStation only. */
export type AuthenticatedStation = StationIdentity & {
  /** the IANA zone of its site */
  readonly timeZone: string;
  /** what breaks its schema is refused, as a certification wants it */
  readonly isStrict: boolean;
  /** what is known of its model; another once it has reported another */
  model: ModelSettings;
};

/** What a right password opens. */
export type Authentication = {
  readonly station: AuthenticatedStation;
  /** OCPP version of the station's last connection; null before the first */
  readonly lastVersion: string | null;
};

/**
 * One message of a station and how to answer it; recorded in the message log in the same
 * transaction as its event.
 */
export type Exchange = {
  readonly ocppVersion: string;
  readonly messageId: string;
  readonly action: string;
  /** payload as JSON text, byte for byte */
  readonly request: string;
  readonly receivedAtMs: number;
  /** what of it departs from the specification, and was read all the same */
  readonly deviations: readonly Deviation[];
  /** the outcome in the station's dialect: payload as JSON text, "" for no answer; pure */
  readonly answer: (outcome: Outcome) => string;
};

/** A frame that we refused, kept as it came. */
export type RejectedFrame = {
  readonly ocppVersion: string;
  readonly raw: string;
  readonly messageId: string | null;
  readonly action: string | null;
  readonly errorCode: string;
  readonly reason: string;
  readonly receivedAtMs: number;
  /** the part of a session that it carries; null when it carries none that could be seen */
  readonly sessionPart: RefusedPart | null;
};

/** A command that this gateway, and no other, now has to deliver. */
export type ClaimedCommand = {
  readonly commandId: string;
  readonly command: StationCommand;
  /** what one message to this station may carry */
  readonly limits: CallLimits;
};

/** One CALL of ours and what came back. */
export type CommandExchange = {
  readonly ocppVersion: string;
  readonly messageId: string;
  readonly action: string;
  readonly request: string;
  readonly answer: string | null;
  readonly errorCode: string | null;
  readonly errorDescription: string | null;
  readonly sentAtMs: number;
  /** what of the answer departs from the specification, and was read all the same */
  readonly deviations: readonly Deviation[];
};

/** How a command went, with the words that were exchanged (none when nothing was sent). */
export type CommandCompletion = {
  readonly result: CommandResult;
  readonly exchanges: readonly CommandExchange[];
};
