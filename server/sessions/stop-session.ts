import { z } from "zod";
import { queryOf } from "@/db/handle";
import type { TenantWrite } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import { announceSession } from "@/server/sessions/announce-session";
import { requestCommand } from "@/server/commands/request-command";

export const StopSession = z.object({ sessionId: z.uuid() });

/**
 * Sends the station a stop command for a running session. The session ends with the station's own
 * end message; watch "session:<id>".
 * @throws Refusal NOT_FOUND, CONFLICT when it has ended, when a stop is under way, or when the
 *   station is offline
 */
export async function stopSession(
  db: TenantWrite,
  actor: { readonly userId: string },
  { sessionId }: z.infer<typeof StopSession>,
): Promise<{ commandId: string }> {
  const [session] = await queryOf(db)<{
    state: string;
    number: number;
    stationId: string;
    transactionId: string | null;
    isStopping: boolean;
  }>`
    select s.state, s.number, s.station_id as "stationId", s.transaction_id as "transactionId",
           exists (select from station_commands c
                    where c.tenant_id = s.tenant_id and c.session_id = s.id and c.type = 'remote-stop'
                      and c.state in ('requested', 'sent') and c.expires_at > now()) as "isStopping"
      from sessions s where s.tenant_id = ${db.tenantId}::uuid and s.id = ${sessionId}::uuid for no key update`;
  if (!session) throw new Refusal("session_not_found");
  const { number, stationId, transactionId } = session;
  if (session.state !== "active") throw new Refusal("session_ended", { number });
  if (session.isStopping) throw new Refusal("stop_pending");
  const command = await requestCommand(db, {
    stationId,
    command: {
      type: "remote-stop",
      session: transactionId === null ? { by: "number", sessionNumber: number } : { by: "station-id", transactionId },
    },
    requestedBy: actor.userId,
  });
  await announceSession(db, sessionId, stationId);
  return command;
}
