import { queryOf } from "@/db/handle";
import type { TenantWrite } from "@/db/tenant";
import type { SessionRef } from "@/server/domain/station/event";
import type { StationCommand } from "@/server/domain/station/command";
import { Refusal } from "@/server/domain/refusal";
import { announce } from "@/server/live/announce";
import { COMMANDS_CHANNEL } from "@/server/commands/commands-channel";

/** How long a command may wait for its station. */
const SEND_TIMEOUT_S = 60;
const QUEUE_TIMEOUT_S = 24 * 60 * 60;

export type CommandRequest = {
  readonly stationId: string;
  readonly command: StationCommand;
  /** the person; null: the product itself */
  readonly requestedBy: string | null;
  /**
   * may wait until the station is back, for up to a day; otherwise an offline station is refused
   */
  readonly mayQueue?: boolean;
};

/**
 * Asks something of a station: the row and its notification commit with the caller's transaction,
 * and the gateway that holds the socket does the rest. Watch "command:<id>" for its result.
 * @throws Refusal NOT_FOUND for an unknown station, CONFLICT when it is rejected, or offline and
 *   the command may not wait
 */
export async function requestCommand(
  db: TenantWrite,
  request: CommandRequest,
): Promise<{ readonly commandId: string }> {
  const { stationId, command, requestedBy, mayQueue = false } = request;
  const query = queryOf(db);
  const [station] = await query<{ isOnline: boolean; isRejected: boolean }>`
    select gateway_id is not null as "isOnline", registration = 'rejected' as "isRejected" from stations
     where tenant_id = ${db.tenantId}::uuid and id = ${stationId}::uuid`;
  if (!station) throw new Refusal("station_not_found");
  // 2.0.1 B03.FR.03: nothing is sent to it
  if (station.isRejected) throw new Refusal("station_rejected", { stationId });
  if (!station.isOnline && !mayQueue) {
    throw new Refusal("station_offline", { stationId });
  }
  const sessionId = command.type === "remote-stop" ? await sessionOf(db, stationId, command.session) : null;
  const [row] = await query<{ id: string }>`
    insert into station_commands (tenant_id, station_id, type, payload, session_id, requested_by, remote_start_id,
      requested_at, expires_at)
    values (${db.tenantId}::uuid, ${stationId}::uuid, ${command.type}::text, ${JSON.stringify(command)}::text::jsonb,
      ${sessionId}::uuid,
            ${requestedBy}::uuid, ${command.type === "remote-start" ? command.remoteStartId : null}::int,
            clock_timestamp(),
            clock_timestamp() + make_interval(secs => ${mayQueue ? QUEUE_TIMEOUT_S : SEND_TIMEOUT_S}::int))
    returning id`;
  if (!row) throw new Error("a command was not inserted");
  await query`select pg_notify(${COMMANDS_CHANNEL}::text, ${stationId}::text)`;
  await announce(db, [`command:${row.id}`, `station:${stationId}`]);
  return { commandId: row.id };
}

async function sessionOf(db: TenantWrite, stationId: string, session: SessionRef): Promise<string | null> {
  const number = session.by === "number" ? session.sessionNumber : null;
  const transactionId = session.by === "station-id" ? session.transactionId : null;
  const [row] = await queryOf(db)<{ id: string }>`
    select id from sessions
     where tenant_id = ${db.tenantId}::uuid and station_id = ${stationId}::uuid
       and (number = ${number}::bigint or transaction_id = ${transactionId}::text)`;
  return row?.id ?? null;
}
