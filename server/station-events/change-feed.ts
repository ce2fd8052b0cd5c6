import { withGateway } from "@/db/gateway";
import { counters } from "@/server/station-events/counters";
import { textArray } from "@/db/pg-array";
import { LIVE_CHANNEL, liveMessage, type Topic } from "@/server/live/topics";

/** Changed topics by tenant; open pages are notified once they are committed. */
export type Changes = Map<string, Set<Topic>>;

/** Beyond so many topics the message says "everything", so more need not be remembered. */
const MAX_TOPICS = 200;

/**
 * Pages are notified of a change after at most this long; changes until then share the
 * notification.
 */
const NOTIFY_INTERVAL_MS = 250;

const pending: Changes = new Map();
let timer: ReturnType<typeof setTimeout> | null = null;

export function noteChange(changes: Changes, tenantId: string, topic: Topic): void {
  const topics = changes.get(tenantId);
  if (!topics) changes.set(tenantId, new Set([topic]));
  else if (topics.size < MAX_TOPICS) topics.add(topic);
}

/** Notifies open pages of committed changes, soon and together. */
export function announceSoon(changes: Changes): void {
  for (const [tenantId, topics] of changes) for (const topic of topics) noteChange(pending, tenantId, topic);
  if (pending.size > 0) timer ??= setTimeout(() => void announceNow(), NOTIFY_INTERVAL_MS);
}

/**
 * Sends the pending notifications now. Never rejects: pages read again when the database is back.
 */
export async function announceNow(): Promise<void> {
  if (timer) clearTimeout(timer);
  timer = null;
  const messages = [...pending].map(([tenantId, topics]) => liveMessage(tenantId, topics));
  pending.clear();
  if (messages.length === 0) return;
  try {
    await withGateway(
      (sql) => sql`select pg_notify(${LIVE_CHANNEL}::text, input) from unnest(${textArray(messages)}::text[]) input`,
    );
    counters.notifications += messages.length;
  } catch {
    // the database is away; whoever listens reconnects too, and then looks at everything again
  }
}
