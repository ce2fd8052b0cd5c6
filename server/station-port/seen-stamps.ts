import { type GatewayTransaction, gatewayTransaction } from "@/db/gateway";
import { announceSoon, type Changes, noteChange } from "@/server/station-events/change-feed";
import type { AuthenticatedStation, Exchange } from "@/server/station-events/exchange";
import { type NotedDeviation, writeDeviations } from "@/server/station-events/deviation-store";
import { batchOf } from "@/db/batch";
import { queryIn } from "@/db/handle";
import { isConnected, topicsOf } from "@/server/station-port/station-connection";
import { thisGateway } from "@/server/station-events/this-gateway";
import { type LoggedMessage, writeMessages } from "@/server/station-events/message-log";

const FLUSH_EVERY_MS = 1_000;
/**
 * Stamps are written at every so manieth flush: a station that talks all the time need not be
 * updated every second.
 */
const STAMP_EVERY = 5;
const MAX_PER_WRITE = 2_000;
/**
 * While the database is away heartbeats are forgotten beyond this: they say nothing that the next
 * one does not.
 */
const MAX_LINES = 20_000;

type Stamp = { readonly station: AuthenticatedStation; readonly atMs: number };

const stamps = new Map<string, Stamp>();
let lines: (LoggedMessage & Pick<Exchange, "deviations">)[] = [];
let timer: ReturnType<typeof setInterval> | null = null;
let flushing: Promise<void> | null = null;

/** A station has sent something. Memory only; the database gets it within seconds. */
export const stampSeen = (station: AuthenticatedStation, atMs: number): void => {
  stamps.set(station.stationId, { station, atMs });
};

/** A heartbeat's line for the message log. */
export function logSeen(station: AuthenticatedStation, exchange: Exchange, answer: string): void {
  if (lines.length >= MAX_LINES) return;
  const { receivedAtMs, ocppVersion, messageId, action, request, deviations } = exchange;
  lines.push({
    station,
    receivedAtMs,
    direction: "in",
    ocppVersion,
    messageId,
    action,
    request,
    answer,
    errorCode: null,
    errorDescription: null,
    deviations,
  });
}

export function startStamping(): void {
  let turn = 0;
  timer ??= setInterval(() => void flushSeen(turn++ % STAMP_EVERY === 0), FLUSH_EVERY_MS);
}

export async function stopStamping(): Promise<void> {
  if (timer) clearInterval(timer);
  timer = null;
  await flushing;
  await flushSeen();
}

/** Writes what is in memory. Never rejects: what could not be written waits for the next time. */
export async function flushSeen(withStamps = true): Promise<void> {
  flushing ??= flush(withStamps).finally(() => {
    flushing = null;
  });
  await flushing;
}

async function flush(withStamps: boolean): Promise<void> {
  // only what is here now: busy stations leave new stamps all the time
  const due = withStamps ? [...stamps.values()] : [];
  while (due.length > 0 || lines.length > 0) {
    const stamped = due.splice(0, MAX_PER_WRITE);
    const logged = lines.splice(0, MAX_PER_WRITE);
    const tenantIds = [...new Set([...stamped, ...logged].map(({ station }) => station.tenantId))];
    let regained: readonly Stamp[];
    try {
      regained = await gatewayTransaction(tenantIds, async (sql) => {
        await writeMessages(sql, logged);
        await writeDeviations(queryIn(sql), logged.flatMap(deviationsOf));
        return stamped.length > 0 ? writeStamps(sql, stamped) : [];
      });
    } catch {
      // the database is away: what was not written waits for the next round
      lines.unshift(...logged.slice(0, Math.max(0, MAX_LINES - lines.length)));
      return;
    }
    for (const stamp of stamped)
      if (stamps.get(stamp.station.stationId) === stamp) stamps.delete(stamp.station.stationId);
    const changes: Changes = topicsOf(regained);
    for (const { station, deviations } of logged) {
      noteChange(changes, station.tenantId, `messages:${station.stationId}`);
      if (deviations.length > 0) noteChange(changes, station.tenantId, `deviations:${station.stationId}`);
    }
    announceSoon(changes);
  }
}

const deviationsOf = ({ deviations, ...line }: (typeof lines)[number]): readonly NotedDeviation[] =>
  deviations.map((deviation) => ({ ...line, deviation, atMs: line.receivedAtMs, example: line.request }));

/**
 * A station that was taken over by another gateway's socket, which has gone again, is this one's
 * once more when it speaks here. A row that a batch is just writing is left alone: its station
 * sends again before anybody looks. Found by identity, which is unique on the deployment, so that
 * the planner needs no statistics to choose the index.
 * @returns those that are this gateway's again
 */
async function writeStamps(sql: GatewayTransaction, stamped: readonly Stamp[]): Promise<readonly Stamp[]> {
  const input = stampRows(
    stamped.map(({ station, atMs }) => ({ identity: station.identity, atMs, isHere: isConnected(station) })),
  );
  const regained = await queryIn(sql)<{ stationId: string | null }>`
    with input as (
      select * from ${input}
    ), free as (
      select s.identity, input.at_ms, input.is_here and s.gateway_id is null as is_lost from input join stations s
             on s.identity = input.identity
         for no key update of s skip locked
    )
    update stations s set last_seen_at = greatest(s.last_seen_at, to_timestamp(free.at_ms / 1000)),
           gateway_id = case when free.is_lost then ${thisGateway()}::text else s.gateway_id end,
           disconnected_at = case when free.is_lost then null else s.disconnected_at end
      from free where s.identity = free.identity
    returning case when free.is_lost then s.id end as "stationId"`;
  const ids = new Set(regained.map(({ stationId }) => stationId));
  return stamped.filter(({ station }) => ids.has(station.stationId));
}

const stampRows = batchOf({ identity: "text", atMs: "float8", isHere: "boolean" }, "input");
