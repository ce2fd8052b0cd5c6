import { closeGateway, withGateway } from "@/db/gateway";
import { announceNow } from "@/server/station-events/change-feed";
import { counters, type PortCounters } from "@/server/station-events/counters";
import { registerLease, releaseLease } from "@/server/station-port/gateway-lease";
import { rejectedFrames } from "@/server/station-port/keep-rejected-frame";
import { inbox, lastCommitMs } from "@/server/station-port/record-event";
import { connectionDeviations } from "@/server/station-port/record-deviation";
import { startCountingAttempts, stopCountingAttempts } from "@/server/station-port/refused-attempts";
import { startStamping, stopStamping } from "@/server/station-port/seen-stamps";
import { connectedStations, connectionChanges, clearConnections } from "@/server/station-port/station-connection";
import { setThisGateway } from "@/server/station-events/this-gateway";
import { listenForRereads, stopListeningForRereads } from "@/server/station-port/watch-rereads";
import { listenForCommands, stopListeningForCommands } from "@/server/commands/watch-commands";

/**
 * Opens the station port for a gateway process of this name (unique among those that run). Rejects
 * when the database cannot be reached.
 */
export async function openPort({ gatewayId }: { readonly gatewayId: string }): Promise<void> {
  setThisGateway(gatewayId);
  await registerLease();
  await listenForCommands(connectedStations);
  await listenForRereads(connectedStations);
  startStamping();
  startCountingAttempts();
}

/**
 * Writes what is under way or in memory, marks this gateway's stations as disconnected and closes
 * the connections.
 */
export async function closePort(): Promise<void> {
  await Promise.all([inbox, rejectedFrames, connectionChanges, connectionDeviations].map((queue) => queue.drained()));
  await stopListeningForCommands();
  await stopListeningForRereads();
  await stopStamping();
  await stopCountingAttempts();
  await releaseLease();
  await announceNow();
  clearConnections();
  setThisGateway(null);
  await closeGateway();
}

export type PortHealth = {
  readonly database: "up" | "down";
  /** messages that wait for their commit */
  readonly queued: number;
  /** when the last batch was committed, epoch ms; null before the first */
  readonly lastCommitMs: number | null;
};

const HEALTH_TIMEOUT_MS = 2_000;

/** Asks the database, for two seconds at most. */
export async function portHealth(): Promise<PortHealth> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<"down">((resolve) => {
    timer = setTimeout(() => resolve("down"), HEALTH_TIMEOUT_MS);
  });
  // whatever the reason, a database that does not answer is down
  const answer = withGateway((sql) => sql`select 1`).then(
    () => "up" as const,
    () => "down" as const,
  );
  const database = await Promise.race([answer, timeout]);
  clearTimeout(timer);
  return { database, queued: inbox.queued() + rejectedFrames.queued() + connectionChanges.queued(), lastCommitMs };
}

/** What the gateway did since it started, by name; all only grow. */
export const portCounters = (): PortCounters => ({ ...counters });
