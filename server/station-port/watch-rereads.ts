import { gatewayTransaction } from "@/db/gateway";
import { listen } from "@/db/listen";
import { plainArray } from "@/db/pg-array";
import { REREADS_CHANNEL } from "@/server/station-port/rereads-channel";
import type { StationIdentity } from "@/server/station-events/exchange";

/** A request to read frames again, as it is announced. */
export type AnnouncedReread = { readonly tenantId: string; readonly rereadId: string };

const watchers = new Set<(announced: AnnouncedReread) => void>();
let stopListening: (() => Promise<void>) | null = null;

/** Calls back when frames are to be read again; the gateway that claims the request does it. */
export function watchRereads(onReread: (announced: AnnouncedReread) => void): () => void {
  watchers.add(onReread);
  return () => {
    watchers.delete(onReread);
  };
}

const notifyWatchers = (announced: AnnouncedReread): void => watchers.forEach((watcher) => watcher(announced));

/** Listens for requests. After a reconnect those of connected stations' operators are looked up. */
export async function listenForRereads(connected: () => readonly StationIdentity[]): Promise<void> {
  stopListening ??= await listen(
    "gateway",
    REREADS_CHANNEL,
    (payload) => {
      const [tenantId = "", rereadId = ""] = payload.split("/");
      notifyWatchers({ tenantId, rereadId });
    },
    () => void notifyOpen(connected()),
  );
}

export async function stopListeningForRereads(): Promise<void> {
  await stopListening?.();
  stopListening = null;
}

async function notifyOpen(connected: readonly StationIdentity[]): Promise<void> {
  const tenantIds = [...new Set(connected.map(({ tenantId }) => tenantId))];
  if (tenantIds.length === 0) return;
  try {
    const open = await gatewayTransaction(
      tenantIds,
      (sql) => sql<AnnouncedReread[]>`
      select tenant_id as "tenantId", id as "rereadId" from rereads
       where tenant_id = any(${plainArray(tenantIds)}::uuid[]) and state = 'requested'
         and requested_at > now() - interval '1 minute'`,
    );
    for (const announced of open) notifyWatchers(announced);
  } catch {
    // a person who waits sees that nothing came, and asks again
  }
}
