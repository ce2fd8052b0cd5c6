/**
 * The interface of the gateway: all that it may import from server/. Each promise is kept in its
 * own file.
 */
export type {
  AuthenticatedStation,
  Authentication,
  ClaimedCommand,
  Exchange,
  RejectedFrame,
  CommandCompletion,
  CommandExchange,
} from "@/server/station-events/exchange";
export { authenticateStation } from "@/server/station-port/authenticate-station";
export { claimCommand } from "@/server/commands/claim-command";
export { keepRejectedFrame } from "@/server/station-port/keep-rejected-frame";
export { closePort, openPort, portCounters, portHealth } from "@/server/station-port/open-port";
export { recordDeviation } from "@/server/station-port/record-deviation";
export { noteRefusedAttempt } from "@/server/station-port/refused-attempts";
export { recordEvent } from "@/server/station-port/record-event";
export { completeCommand } from "@/server/commands/complete-command";
export { stationConnected, stationDisconnected } from "@/server/station-port/station-connection";
export { type ClaimedReread, claimReread, type KeptFrame } from "@/server/station-port/claim-reread";
export { completeReread, type ReadFrame } from "@/server/station-port/complete-reread";
export { type AnnouncedReread, watchRereads } from "@/server/station-port/watch-rereads";
export { watchCommands, watchRevocations } from "@/server/commands/watch-commands";
export { whenDatabaseAnswers } from "@/db/await-database";
export { WrongDatabase } from "@/db/env";
