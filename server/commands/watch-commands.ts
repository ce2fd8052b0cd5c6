import { gatewayTransaction } from "@/db/gateway";
import { listen } from "@/db/listen";
import type { AuthenticatedStation } from "@/server/station-events/exchange";
import { plainArray } from "@/db/pg-array";
import { COMMANDS_CHANNEL, revokedStation } from "@/server/commands/commands-channel";

type Watcher = (stationId: string) => void;

const watchers = new Set<Watcher>();
const revocationWatchers = new Set<Watcher>();
let stopListening: (() => Promise<void>) | null = null;

/**
 * Calls back when a station of this deployment has a new command; the gateway checks whether it
 * holds that socket.
 */
export const watchCommands = (onCommand: Watcher): (() => void) => addWatcher(watchers, onCommand);

/** Calls back when a station's password was revoked: a socket that it opened is to be closed. */
export const watchRevocations = (onRevoked: Watcher): (() => void) => addWatcher(revocationWatchers, onRevoked);

function addWatcher(all: Set<Watcher>, watcher: Watcher): () => void {
  all.add(watcher);
  return () => {
    all.delete(watcher);
  };
}

export const notifyCommandWatchers = (stationId: string): void => watchers.forEach((watcher) => watcher(stationId));

/**
 * Listens for new commands and revocations. After a reconnect every connected station with an open
 * command, or with a password that was revoked meanwhile, is notified: notifications were missed.
 */
export async function listenForCommands(connected: () => readonly AuthenticatedStation[]): Promise<void> {
  stopListening ??= await listen("gateway", COMMANDS_CHANNEL, onNotification, () => void notifyMissed(connected()));
}

function onNotification(payload: string): void {
  const stationId = revokedStation(payload);
  if (stationId === null) notifyCommandWatchers(payload);
  else for (const watcher of revocationWatchers) watcher(stationId);
}

export async function stopListeningForCommands(): Promise<void> {
  await stopListening?.();
  stopListening = null;
}

async function notifyMissed(connected: readonly AuthenticatedStation[]): Promise<void> {
  if (connected.length === 0) return;
  const tenantIds = [...new Set(connected.map(({ tenantId }) => tenantId))];
  const stationIds = connected.map(({ stationId }) => stationId);
  try {
    const [open, revoked] = await gatewayTransaction(tenantIds, async (sql) => [
      await sql<{ stationId: string }[]>`
        select distinct station_id as "stationId" from station_commands
         where tenant_id = any(${plainArray(tenantIds)}::uuid[]) and state = 'requested' and expires_at > now()`,
      await sql<{ stationId: string }[]>`
        select id as "stationId" from stations
         where id = any(${plainArray(stationIds)}::uuid[]) and credential_revoked_at > connected_at`,
    ]);
    for (const { stationId } of open) notifyCommandWatchers(stationId);
    for (const { stationId } of revoked) for (const watcher of revocationWatchers) watcher(stationId);
  } catch {
    // not knowing which of them have a command, ask for all of them
    for (const { stationId } of connected) notifyCommandWatchers(stationId);
  }
}
