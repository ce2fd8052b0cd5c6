import { type GatewayTransaction, gatewayTransaction } from "@/db/gateway";
import type { StationEvent } from "@/server/domain/station/event";
import type { RereadLine, RereadReport } from "@/server/domain/station/reread";
import { logFor } from "@/server/log";
import type { ClaimedReread, KeptFrame } from "@/server/station-port/claim-reread";
import { changedSessions } from "@/server/station-port/changed-sessions";
import { announceSoon, type Changes, noteChange } from "@/server/station-events/change-feed";
import { eventName, knownOutcomes } from "@/server/station-events/event-store";
import type { Exchange } from "@/server/station-events/exchange";
import { type IncomingEvent, writeAgain } from "@/server/station-port/write-batch";

/** A kept frame as its dialect reads it now. */
export type ReadFrame = { readonly frame: KeptFrame } & (
  | { readonly ok: true; readonly event: StationEvent; readonly exchange: Exchange }
  | { readonly ok: false; readonly reason: string }
);

/** Takes back what a preview did. */
class OnlyAPreview extends Error {}

/**
 * Makes what is read again into its events, in the order and with the instants of their receipt,
 * each once whatever is asked again; or, for a preview, does the same and takes it back. Keeps what
 * came of it. No station is answered.
 */
export async function completeReread(claimed: ClaimedReread, read: readonly ReadFrame[]): Promise<void> {
  const changes: Changes = new Map();
  const afterCommit: (() => void)[] = [];
  const { tenantId, stationId } = claimed.station;
  let report: RereadReport = { lines: [], sessions: [], findings: [] };
  try {
    await gatewayTransaction([tenantId], async (sql) => {
      report = await writeFrames(sql, claimed, read, { changes, afterCommit });
      if (claimed.mode === "preview") throw new OnlyAPreview();
      await keepResult(sql, claimed, "done", report);
    });
    for (const act of afterCommit) act();
  } catch (error) {
    changes.clear();
    const isPreview = error instanceof OnlyAPreview;
    if (!isPreview)
      logFor("gateway").error({ err: error, rereadId: claimed.rereadId }, "Frames could not be read again");
    await gatewayTransaction([tenantId], (sql) =>
      isPreview ? keepResult(sql, claimed, "done", report) : keepResult(sql, claimed, "failed", null),
    );
  }
  noteChange(changes, tenantId, `reread:${claimed.rereadId}`);
  noteChange(changes, tenantId, `messages:${stationId}`);
  announceSoon(changes);
}

type Effects = { readonly changes: Changes; readonly afterCommit: (() => void)[] };

async function writeFrames(
  sql: GatewayTransaction,
  claimed: ClaimedReread,
  read: readonly ReadFrame[],
  effects: Effects,
): Promise<RereadReport> {
  const lines: RereadLine[] = [];
  for (const one of read) lines.push(await writeFrame(sql, claimed, one, effects));
  const topics = effects.changes.get(claimed.station.tenantId) ?? new Set();
  const sessionIds = [...topics].flatMap((topic) => (topic.startsWith("session:") ? [topic.slice(8)] : []));
  // of this transaction: its rows carry its own time
  const findings = await sql<{ code: string }[]>`
    select distinct code from findings where tenant_id = ${claimed.station.tenantId}
       and station_id = ${claimed.station.stationId} and created_at = now() order by code`;
  const sessions = await changedSessions(sql, claimed.station.tenantId, sessionIds);
  return { lines, sessions, findings: findings.map(({ code }) => code) };
}

async function writeFrame(
  sql: GatewayTransaction,
  claimed: ClaimedReread,
  one: ReadFrame,
  effects: Effects,
): Promise<RereadLine> {
  const { frame } = one;
  const { receivedAt, id, action } = frame;
  const line = { receivedAt, id, action };
  if (!one.ok) return { ...line, outcome: "refused", eventType: null, reason: one.reason, deviations: [] };
  const { event, exchange } = one;
  const read = { ...line, eventType: event.type, reason: null, deviations: exchange.deviations };
  const incoming: IncomingEvent = { station: claimed.station, event, exchange };
  try {
    return await sql.savepoint(async (inner): Promise<RereadLine> => {
      if (!(await markRead(inner, claimed, frame, event))) return { ...read, outcome: "known" };
      const isKnown =
        (await knownOutcomes(inner, [incoming])).has(eventName(incoming)) || (await isOutdatedBoot(inner, incoming));
      if (!isKnown) await writeAgain(inner, incoming, effects);
      return { ...read, outcome: isKnown ? "known" : "read" };
    });
  } catch (error) {
    logFor("gateway").error({ err: error, key: event.key }, "A frame that was read again could not be kept");
    return { ...read, outcome: "failed", reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether it is this transaction that reads the frame again: two at once would do it twice. */
async function markRead(
  sql: GatewayTransaction,
  { rereadId, station: { tenantId, stationId } }: ClaimedReread,
  { receivedAt, id }: KeptFrame,
  { key }: StationEvent,
): Promise<boolean> {
  const marked = await sql`
    insert into reread_messages (tenant_id, station_id, received_at, message_id, reread_id, reread_at, event_key)
    values (${tenantId}, ${stationId}, ${receivedAt}::timestamptz, ${id}::bigint, ${rereadId}, now(), ${key})
    on conflict do nothing returning 1`;
  return marked.length > 0;
}

/** What a station says of itself holds until it says it again. */
async function isOutdatedBoot(sql: GatewayTransaction, { station, event, exchange }: IncomingEvent): Promise<boolean> {
  if (event.type !== "booted") return false;
  const later = await sql`
    select 1 from stations where tenant_id = ${station.tenantId} and id = ${station.stationId}
       and booted_at > to_timestamp(${exchange.receivedAtMs}::float8 / 1000)`;
  return later.length > 0;
}

async function keepResult(
  sql: GatewayTransaction,
  { rereadId, station: { tenantId } }: ClaimedReread,
  state: "done" | "failed",
  report: RereadReport | null,
): Promise<void> {
  await sql`
    update rereads set state = ${state}, done_at = clock_timestamp(),
           result = ${report && JSON.stringify(report)}::text::jsonb
     where tenant_id = ${tenantId} and id = ${rereadId}`;
}
