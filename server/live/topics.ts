/** The Postgres channel on which changes are announced to open pages. */
export const LIVE_CHANNEL = "corrente_live";

/**
 * What may change: "sessions", "session:<id>", "station:<id>", "command:<id>",
 * "messages:<stationId>", …; "*" is everything.
 */
export type Topic = string;

/** Postgres refuses payloads of 8000 bytes and more; topics are plain ASCII. */
const MAX_LENGTH = 7_900;

/**
 * One notification of one tenant. When the topics are too many to name it says "everything may have
 * changed".
 */
export function liveMessage(tenantId: string, topics: ReadonlySet<Topic>): string {
  const message = JSON.stringify({ tenant: tenantId, topics: [...topics] });
  return message.length <= MAX_LENGTH ? message : JSON.stringify({ tenant: tenantId, topics: ["*"] });
}

/** Reads what {@link liveMessage} wrote; null for anything else that was said on the channel. */
export function readLiveMessage(payload: string): { tenantId: string; topics: readonly Topic[] } | null {
  try {
    const parsed: unknown = JSON.parse(payload);
    if (typeof parsed !== "object" || parsed === null || !("tenant" in parsed) || !("topics" in parsed)) return null;
    if (typeof parsed.tenant !== "string" || !Array.isArray(parsed.topics)) return null;
    return { tenantId: parsed.tenant, topics: parsed.topics.map(String) };
  } catch {
    return null; // not ours: any login of the database may notify on this channel
  }
}
