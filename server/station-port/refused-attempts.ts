/** Attempts to connect that were refused: counted in memory, written every second. */
import { type GatewayTransaction, findPresentedStations, gatewayTransaction, withGateway } from "@/db/gateway";
import { batchOf } from "@/db/batch";
import { queryIn } from "@/db/handle";
import { textArray } from "@/db/pg-array";
import type { RefusedAttempt } from "@/server/domain/station/refused-attempt";
import { logFor } from "@/server/log";
import { announceSoon, type Changes, noteChange } from "@/server/station-events/change-feed";
import { counters } from "@/server/station-events/counters";
import { networkOf } from "./network-of";

const FLUSH_EVERY_MS = 1_000;
/**
 * Different ones that are remembered between two writes. A flood with more names or networks than
 * this loses some of its own; it costs one statement a second however large it is.
 */
const MAX_COUNTED = 1_000;
const MAX_ROWS_OF_STATION = 50;
const MAX_UNKNOWN = 1_000;

type Counted = Omit<RefusedAttempt, "remoteAddress" | "atMs"> & {
  readonly network: string;
  count: number;
  readonly firstMs: number;
  lastMs: number;
};

let counted = new Map<string, Counted>();
let timer: ReturnType<typeof setInterval> | null = null;
let flushing: Promise<void> | null = null;

/** An attempt was refused. Memory only. */
export function noteRefusedAttempt({ remoteAddress, atMs, ...attempt }: RefusedAttempt): void {
  counters.refusedAttempts++;
  const network = networkOf(remoteAddress);
  const key = JSON.stringify([attempt.identity, attempt.reason, network]);
  const known = counted.get(key);
  if (!known && counted.size >= MAX_COUNTED) return;
  const count = (known?.count ?? 0) + 1;
  counted.set(key, { ...attempt, network, count, firstMs: known?.firstMs ?? atMs, lastMs: atMs });
}

export function startCountingAttempts(): void {
  timer ??= setInterval(() => void flushRefusedAttempts(), FLUSH_EVERY_MS);
}

export async function stopCountingAttempts(): Promise<void> {
  if (timer) clearInterval(timer);
  timer = null;
  await flushing;
  await flushRefusedAttempts();
}

/** Writes what was counted. Never rejects: while the database is away the counts are lost. */
export async function flushRefusedAttempts(): Promise<void> {
  flushing ??= flush().finally(() => {
    flushing = null;
  });
  await flushing;
}

async function flush(): Promise<void> {
  if (counted.size === 0) return;
  const due = [...counted.values()];
  counted = new Map();
  try {
    const found = await findPresentedStations([...new Set(due.map(({ identity }) => identity))]);
    const byIdentity = new Map(found.map((station) => [station.identity, station]));
    await writeKnown(
      due.flatMap((row) => {
        const station = byIdentity.get(row.identity);
        return station ? [{ ...row, tenantId: station.tenantId, stationId: station.stationId }] : [];
      }),
    );
    // an address that is no station's names nobody: only registered ids are looked for in it
    await writeUnknown(due.filter(({ identity, reason }) => !byIdentity.has(identity) && reason !== "path"));
  } catch (error) {
    logFor("gateway").warn({ err: error }, "Refused attempts could not be written");
  }
}

type Known = Counted & { readonly tenantId: string; readonly stationId: string };

async function writeKnown(rows: readonly Known[]): Promise<void> {
  if (rows.length === 0) return;
  const changes: Changes = new Map();
  for (const { tenantId, stationId } of rows) noteChange(changes, tenantId, `station:${stationId}`);
  await gatewayTransaction([...changes.keys()], async (sql) => {
    await queryIn(sql)`
      insert into refused_attempts
        (tenant_id, station_id, reason, network, offered_subprotocol, count, first_at, last_at)
      select tenant_id, station_id, reason, network, offered_subprotocol, count, to_timestamp(first_ms / 1000),
             to_timestamp(last_ms / 1000)
        from ${knownRows(rows)}
      on conflict (tenant_id, station_id, reason, network) do update
        set count = least(refused_attempts.count::bigint + excluded.count, 2147483647)::int,
            offered_subprotocol = excluded.offered_subprotocol,
            last_at = greatest(refused_attempts.last_at, excluded.last_at)`;
    await dropOldest(sql, [...new Set(rows.map(({ stationId }) => stationId))]);
  });
  announceSoon(changes);
}

async function dropOldest(sql: GatewayTransaction, stationIds: readonly string[]): Promise<void> {
  await queryIn(sql)`
    delete from refused_attempts r
     using (select tenant_id, station_id, reason, network,
                   row_number() over (partition by tenant_id, station_id order by last_at desc) as place
              from refused_attempts where station_id = any(${textArray(stationIds)}::text[]::uuid[])) old
     where old.place > ${MAX_ROWS_OF_STATION}::int and r.tenant_id = old.tenant_id and r.station_id = old.station_id
       and r.reason = old.reason and r.network = old.network`;
}

/** One row an id: the newest attempt's network, all attempts' count. */
async function writeUnknown(attempts: readonly Counted[]): Promise<void> {
  if (attempts.length === 0) return;
  const rows = new Map<string, Counted>();
  for (const attempt of attempts) {
    const other = rows.get(attempt.identity);
    const newest = other && other.lastMs > attempt.lastMs ? other : attempt;
    const firstMs = Math.min(other?.firstMs ?? attempt.firstMs, attempt.firstMs);
    rows.set(attempt.identity, { ...newest, count: attempt.count + (other?.count ?? 0), firstMs });
  }
  await withGateway((sql) =>
    sql.begin(async (transaction) => {
      const query = queryIn(transaction);
      await query`
        insert into unknown_stations (identity, network, offered_subprotocol, count, first_at, last_at)
        select identity, network, offered_subprotocol, count, to_timestamp(first_ms / 1000),
               to_timestamp(last_ms / 1000)
          from ${unknownRows([...rows.values()])}
        on conflict (identity) do update
          set count = least(unknown_stations.count::bigint + excluded.count, 2147483647)::int,
              network = excluded.network, offered_subprotocol = excluded.offered_subprotocol,
              last_at = greatest(unknown_stations.last_at, excluded.last_at)`;
      await query`
        delete from unknown_stations
         where identity in (select identity from unknown_stations order by last_at desc offset ${MAX_UNKNOWN}::int)`;
    }),
  );
}

const ATTEMPT = {
  network: "text",
  offeredSubprotocol: "text?",
  count: "int",
  firstMs: "float8",
  lastMs: "float8",
} as const;

const knownRows = batchOf({ tenantId: "uuid", stationId: "uuid", reason: "text", ...ATTEMPT }, "input");

const unknownRows = batchOf({ identity: "text", ...ATTEMPT }, "input");
