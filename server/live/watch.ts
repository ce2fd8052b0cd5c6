import { listen } from "@/db/listen";
import { LIVE_CHANNEL, readLiveMessage, type Topic } from "@/server/live/topics";
import { logFor } from "@/server/log";

export type Watcher = {
  readonly onTopics: (topics: readonly Topic[]) => void;
  /**
   * The database was away and is back: what was said meanwhile was missed, so everything may have
   * changed.
   */
  readonly onReconnect?: () => void;
};

const watchers = new Map<string, Set<Watcher>>();
let listening: Promise<() => Promise<void>> | null = null;
let hasListened = false;

/**
 * Subscribes to the changes of one tenant; the returned function ends it. One LISTEN serves all of
 * this process.
 */
export function watchTenant(tenantId: string, watcher: Watcher): () => void {
  const tenantWatchers = watchers.get(tenantId) ?? new Set();
  watchers.set(tenantId, tenantWatchers.add(watcher));
  startListening();
  return () => {
    tenantWatchers.delete(watcher);
    if (tenantWatchers.size === 0 && watchers.get(tenantId) === tenantWatchers) watchers.delete(tenantId);
  };
}

/** Ends the LISTEN, for a process that stops in good order. */
export async function stopWatching(): Promise<void> {
  const stop = await listening;
  listening = null;
  hasListened = false;
  await stop?.();
}

function startListening(): void {
  listening ??= listen("portal", LIVE_CHANNEL, onNotification, () => {
    if (hasListened)
      for (const tenantWatchers of watchers.values()) for (const watcher of tenantWatchers) watcher.onReconnect?.();
    hasListened = true;
  });
  // the database is down at the first watcher: the next one tries again
  listening.catch((error: unknown) => {
    listening = null;
    logFor("live").warn({ err: error }, "Cannot hear the database's notifications");
  });
}

function onNotification(payload: string): void {
  const message = readLiveMessage(payload);
  if (message) for (const watcher of watchers.get(message.tenantId) ?? []) watcher.onTopics(message.topics);
}
