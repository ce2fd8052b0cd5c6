import { gatewayTransaction } from "@/db/gateway";
import { listen } from "@/db/listen";
import type { AuthenticatedStation } from "@/server/station-events/exchange";
import { plainArray } from "@/db/pg-array";
import { COMMANDS_CHANNEL } from "@/server/commands/commands-channel";

const watchers = new Set<(stationId: string) => void>();
let stopListening: (() => Promise<void>) | null = null;

/**
 * Calls back when a station of this deployment has a new command; the gateway checks whether it
 * holds that socket.
 */
export function watchCommands(onCommand: (stationId: string) => void): () => void {
  watchers.add(onCommand);
  return () => {
    watchers.delete(onCommand);
  };
}

export const notifyCommandWatchers = (stationId: string): void => watchers.forEach((watcher) => watcher(stationId));

/**
 * Listens for new commands. After a reconnect every connected station with an open command is
 * notified: notifications were missed.
 */
export async function listenForCommands(connected: () => readonly AuthenticatedStation[]): Promise<void> {
  stopListening ??= await listen(
    "gateway",
    COMMANDS_CHANNEL,
    notifyCommandWatchers,
    () => void notifyPendingCommands(connected()),
  );
}

export async function stopListeningForCommands(): Promise<void> {
  await stopListening?.();
  stopListening = null;
}

async function notifyPendingCommands(connected: readonly AuthenticatedStation[]): Promise<void> {
  if (connected.length === 0) return;
  const tenantIds = [...new Set(connected.map(({ tenantId }) => tenantId))];
  try {
    const open = await gatewayTransaction(
      tenantIds,
      (sql) => sql<{ stationId: string }[]>`
      select distinct station_id as "stationId" from station_commands
       where tenant_id = any(${plainArray(tenantIds)}::uuid[]) and state = 'requested' and expires_at > now()`,
    );
    for (const { stationId } of open) notifyCommandWatchers(stationId);
  } catch {
    // not knowing which of them have a command, ask for all of them
    for (const { stationId } of connected) notifyCommandWatchers(stationId);
  }
}
