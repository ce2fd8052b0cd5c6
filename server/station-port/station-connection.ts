import { gatewayTransaction } from "@/db/gateway";
import { announceSoon, type Changes, noteChange } from "@/server/station-events/change-feed";
import { counters } from "@/server/station-events/counters";
import { classifyDatabaseError } from "@/server/station-events/database-error";
import type { AuthenticatedStation } from "@/server/station-events/exchange";
import { groupCommit } from "@/server/station-events/group-commit";
import { awaitEffect, clearEffects } from "@/server/commands/await-effects";
import { batchOf } from "@/db/batch";
import { queryIn } from "@/db/handle";
import { plainArray } from "@/db/pg-array";
import { setContact } from "@/server/station-events/station-contact";
import { thisGateway } from "@/server/station-events/this-gateway";
import { notifyCommandWatchers } from "@/server/commands/watch-commands";

export type ConnectionInfo = { readonly ocppVersion: string; readonly remoteAddress: string };

type ConnectionChange = {
  readonly station: AuthenticatedStation;
  /** null: the connection ended */
  readonly connection: ConnectionInfo | null;
  readonly atMs: number;
};

/**
 * Sockets by station: one that comes back may open its new socket before the old one is known to be
 * dead.
 */
const sockets = new Map<string, { readonly station: AuthenticatedStation; count: number }>();

/** Ten thousand stations that come back after a pause share their commits too. */
export const connectionChanges = groupCommit<ConnectionChange, null>({
  write: writeChanges,
  keyOf: ({ station }) => station.stationId,
  lanes: 1,
  batchSize: 500,
  maxQueue: 100_000,
  classifyError: classifyDatabaseError,
});

/**
 * The station's socket is here, on this gateway. The watchers of watchCommands are notified of
 * commands that wait for it.
 */
export async function stationConnected(station: AuthenticatedStation, connection: ConnectionInfo): Promise<void> {
  const open = sockets.get(station.stationId) ?? { station, count: 0 };
  open.count++;
  sockets.set(station.stationId, open);
  counters.stationsConnected++;
  await connectionChanges.put({ station, connection, atMs: Date.now() });
}

/** One of the station's sockets is gone; it is disconnected when none is left. */
export async function stationDisconnected(station: AuthenticatedStation): Promise<void> {
  const open = sockets.get(station.stationId);
  if (open && --open.count > 0) return;
  sockets.delete(station.stationId);
  clearEffects(station.stationId);
  await connectionChanges.put({ station, connection: null, atMs: Date.now() });
}

/** The stations whose sockets this gateway holds. */
export const connectedStations = (): readonly AuthenticatedStation[] =>
  [...sockets.values()].map(({ station }) => station);

/** Whether this gateway holds a socket of the station. */
export const isConnected = ({ stationId }: AuthenticatedStation): boolean => sockets.has(stationId);

export const clearConnections = (): void => sockets.clear();

async function writeChanges(all: readonly ConnectionChange[]): Promise<readonly null[]> {
  // of several changes of one station the last one is the truth
  const latest = [...new Map(all.map((change) => [change.station.stationId, change])).values()];
  const connecting = latest.filter(({ connection }) => connection !== null);
  const tenantIds = [...new Set(latest.map(({ station }) => station.tenantId))];
  const { waiting, contacts } = await gatewayTransaction(tenantIds, async (sql) => {
    const before = await queryIn(sql)<ContactRow>`
      select s.identity, (extract(epoch from s.connected_at) * 1000)::float8 as "fromMs",
             (extract(epoch from s.last_seen_at) * 1000)::float8 as "toMs",
             (extract(epoch from s.created_at) * 1000)::float8 as "registeredAtMs"
        from stations s join ${identities(connecting.map(({ station: { identity } }) => ({ identity })))}
          on s.identity = here.identity`;
    await queryIn(sql)`
      update stations s
         set gateway_id = case when input.version is null then null else ${thisGateway()}::text end,
             connected_at = case when input.version is null then s.connected_at else input.at end,
             disconnected_at = case when input.version is null then input.at end,
             ocpp_version = coalesce(input.version, s.ocpp_version),
             last_seen_at = case when input.version is null then s.last_seen_at
             else greatest(s.last_seen_at, input.at) end
        from (select identity, version, to_timestamp(at_ms / 1000) as at
                from ${connectionRows(latest.map(rowOf))}) input
       where s.identity = input.identity
         -- another gateway may hold it by now: then it is not ours to let go
         and (input.version is not null or s.gateway_id = ${thisGateway()}::text)`;
    const connected = connecting.map(({ station }) => station.stationId);
    const commands = await sql<{ stationId: string; isSent: boolean }[]>`
      select distinct station_id as "stationId", state <> 'requested' as "isSent" from station_commands
       where tenant_id = any(${plainArray(tenantIds)}::uuid[])
         and (state = 'requested' and expires_at > now()
              -- it may wait for a transaction to end (1.6 §5.2, 2.0.1 G03) longer than a connection lasts
              or state in ('sent', 'accepted') and type = 'change-availability' and sent_at > now() - interval '1 day')
         and station_id = any(${plainArray(connected)}::uuid[])`;
    return { waiting: commands, contacts: new Map(before.map((row) => [row.identity, row])) };
  });
  for (const { station, atMs } of connecting) noteContact(station, atMs, contacts.get(station.identity));
  announceSoon(topicsOf(latest));
  for (const { stationId, isSent } of waiting) {
    if (isSent) awaitEffect(stationId, "change-availability");
    else notifyCommandWatchers(stationId);
  }
  return all.map(() => null);
}

type ContactRow = {
  readonly identity: string;
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly registeredAtMs: number;
};

/** What was known of the station's contact with us when it came. */
function noteContact(station: AuthenticatedStation, connectedAtMs: number, row: ContactRow | undefined): void {
  if (!row) return;
  const { fromMs, toMs, registeredAtMs } = row;
  const previous = fromMs === null || toMs === null ? null : { fromMs, toMs };
  setContact(station, { connectedAtMs, previous, registeredAtMs, clockBehindMs: null });
}

/**
 * Another gateway took this one for dead and freed its stations: those that are still here, and
 * went nowhere else, are this one's again.
 */
export async function reclaimStations(): Promise<void> {
  const here = connectedStations().map((station) => ({ station }));
  if (here.length === 0) return;
  const tenantIds = [...new Set(here.map(({ station }) => station.tenantId))];
  await gatewayTransaction(tenantIds, async (sql) => {
    await queryIn(sql)`
      update stations s set gateway_id = ${thisGateway()}::text, disconnected_at = null
        from ${identities(here.map(({ station: { identity } }) => ({ identity })))}
       where s.identity = here.identity and s.gateway_id is null`;
  });
  announceSoon(topicsOf(here));
}

const identities = batchOf({ identity: "text" }, "here");

const connectionRows = batchOf({ identity: "text", version: "text?", atMs: "float8" }, "input");

const rowOf = ({ station, connection, atMs }: ConnectionChange) => ({
  identity: station.identity,
  version: connection?.ocppVersion ?? null,
  atMs,
});

/** What changes on screens when stations come or go. */
export function topicsOf(changed: readonly Pick<ConnectionChange, "station">[]): Changes {
  const changes: Changes = new Map();
  for (const { station } of changed) {
    for (const topic of [`station:${station.stationId}`, "stations", "overview"])
      noteChange(changes, station.tenantId, topic);
  }
  return changes;
}
