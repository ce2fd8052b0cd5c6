/** The station port as a value: main.ts passes server/station-port, a test its own. */
import type { Deviation } from "@/server/domain/station/deviation";
import type { StationEvent } from "@/server/domain/station/event";
import type { RefusedAttempt } from "@/server/domain/station/refused-attempt";
import type {
  AnnouncedReread,
  ClaimedReread,
  ReadFrame,
  AuthenticatedStation,
  Authentication,
  ClaimedCommand,
  Exchange,
  RejectedFrame,
  CommandCompletion,
} from "@/server/station-port";

export type StationPort = {
  /**
   * False until the port was opened, which needs the database: until then stations are sent away
   * with 503.
   */
  readonly isOpen: () => boolean;
  readonly portHealth: () => Promise<{ database: "up" | "down"; queued: number; lastCommitMs: number | null }>;
  readonly portCounters: () => Readonly<Record<string, number>>;
  /** Null when the identity is unknown, has no password, or the password is another. */
  readonly authenticateStation: (identity: string, password: string | null) => Promise<Authentication | null>;
  /** Shown to the station's operator, if it has one. Memory only: a flood of them costs nothing. */
  readonly noteRefusedAttempt: (attempt: RefusedAttempt) => void;
  /** Once for each socket. The watchers are then notified of commands that wait for the station. */
  readonly stationConnected: (
    station: AuthenticatedStation,
    link: { ocppVersion: string; remoteAddress: string },
  ) => Promise<void>;
  /** Once for each socket that was connected. */
  readonly stationDisconnected: (station: AuthenticatedStation) => Promise<void>;
  /** The answer's payload as JSON text, after the commit; rejects when there was none. */
  readonly recordEvent: (station: AuthenticatedStation, event: StationEvent, exchange: Exchange) => Promise<string>;
  /** Counts how a connection departs from the specification, outside of any message. */
  readonly recordDeviation: (
    station: AuthenticatedStation,
    deviation: Deviation,
    shown: { readonly ocppVersion: string; readonly example: string; readonly atMs: number },
  ) => Promise<void>;
  readonly keepRejectedFrame: (station: AuthenticatedStation, frame: RejectedFrame) => Promise<void>;
  /** Calls back when refused frames are to be read again, in a preview or for good. */
  readonly watchRereads: (onReread: (announced: AnnouncedReread) => void) => () => void;
  readonly claimReread: (announced: AnnouncedReread) => Promise<ClaimedReread | null>;
  readonly completeReread: (claimed: ClaimedReread, read: readonly ReadFrame[]) => Promise<void>;
  readonly watchCommands: (onCommand: (stationId: string) => void) => () => void;
  /** Calls back when a station's password was revoked, so that its socket is closed. */
  readonly watchRevocations: (onRevoked: (stationId: string) => void) => () => void;
  readonly claimCommand: (station: AuthenticatedStation) => Promise<ClaimedCommand | null>;
  readonly completeCommand: (
    station: AuthenticatedStation,
    commandId: string,
    completion: CommandCompletion,
  ) => Promise<void>;
};
