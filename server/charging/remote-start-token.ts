import type { EventContext } from "@/server/station-events/event-context";
import type { PresentedToken } from "@/server/domain/station/event";

/**
 * The token for which we asked the station to start. It ought to present it with the transaction
 * (2.0.1 F01.FR.04); a station that only names our request means it all the same, or nobody would
 * pay. Null when we asked no such thing, or it said no.
 */
export async function tokenOfRemoteStart(
  { handle, station }: EventContext,
  remoteStartId: number | null | undefined,
): Promise<PresentedToken | null> {
  if (remoteStartId === null || remoteStartId === undefined) return null;
  const [command] = await handle.query<{ token: PresentedToken }>`
    select payload -> 'token' as token from station_commands
     where tenant_id = ${handle.tenantId}::uuid and station_id = ${station.stationId}::uuid and type = 'remote-start'
       and remote_start_id = ${remoteStartId}::int and state in ('sent', 'accepted', 'done', 'timed_out')
     order by requested_at desc
     limit 1`;
  return command?.token ?? null;
}
