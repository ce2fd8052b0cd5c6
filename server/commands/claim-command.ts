import { gatewayTransaction } from "@/db/gateway";
import { announceSoon, type Changes, noteChange } from "@/server/station-events/change-feed";
import { counters } from "@/server/station-events/counters";
import type { AuthenticatedStation, ClaimedCommand } from "@/server/station-events/exchange";
import { callLimits } from "@/server/commands/call-limits";
import { awaitEffect } from "@/server/commands/await-effects";
import { thisGateway } from "@/server/station-events/this-gateway";
import { passwordIn } from "@/server/domain/station/credential-variable";
import { hashPassword } from "@/server/identity/password";
import { changeCredentials } from "@/server/station-events/change-credentials";
import { withSent } from "@/server/domain/station/credentials";
import { type StationCommand, traitsOf } from "@/server/domain/station/command";

/**
 * Takes the station's oldest open command for this gateway: requested → sent. Of several gateways
 * that ask at once, one gets it; one whose socket is dead without its knowing leaves it to the
 * gateway that the station went to. Those whose time has passed are marked expired on the way. Null
 * when there is none.
 */
export async function claimCommand(station: AuthenticatedStation): Promise<ClaimedCommand | null> {
  const { tenantId, stationId } = station;
  const changes: Changes = new Map();
  const claimed = await gatewayTransaction([tenantId], async (sql) => {
    const expired = await sql<{ id: string }[]>`
      update station_commands set state = 'expired'
       where tenant_id = ${tenantId} and station_id = ${stationId} and state = 'requested' and expires_at <= now()
       returning id`;
    for (const { id } of expired) noteChange(changes, tenantId, `command:${id}`);
    const [row] = await sql<{ id: string; payload: StationCommand }[]>`
      update station_commands set state = 'sent', claimed_by = ${thisGateway()}, sent_at = now()
       where tenant_id = ${tenantId} and state = 'requested'
         and not exists (select from stations where tenant_id = ${tenantId} and id = ${stationId}
         and gateway_id <> ${thisGateway()})
         and id = (
         select id from station_commands
          where tenant_id = ${tenantId} and station_id = ${stationId} and state = 'requested'
          order by requested_at, id limit 1
            for update skip locked)
       returning id, payload`;
    // it opens connections from here on: the station may have it before its answer is here
    const password = row ? passwordIn(row.payload) : null;
    if (row && password !== null) {
      const sent = { commandId: row.id, hash: await hashPassword(password) };
      await changeCredentials(sql, station, (credentials) => withSent(credentials, sent));
    }
    return row ? { ...row, limits: await callLimits(sql, station, row.payload) } : null;
  });
  if (claimed) {
    counters.commandsClaimed++;
    noteChange(changes, tenantId, `command:${claimed.id}`);
    const effect = traitsOf(claimed.payload).effect?.(claimed.payload);
    if (effect !== undefined) awaitEffect(stationId, effect);
  }
  announceSoon(changes);
  return claimed && { commandId: claimed.id, command: claimed.payload, limits: claimed.limits };
}
