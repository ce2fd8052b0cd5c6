import { queryOf } from "@/db/handle";
import type { TenantWrite } from "@/db/tenant";
import type { StationCommand } from "@/server/domain/station/command";
import { hideSecretVariables } from "@/server/domain/station/secret-variable";
import { announce } from "@/server/live/announce";

/** Longer than any gateway waits for an answer: whoever sent it is gone. */
const ANSWER_TIMEOUT_S = 120;

/**
 * Closes commands that nobody will close any more: never sent in time, or sent by a gateway that
 * died. For the worker, every minute or so.
 */
export async function sweepCommands(db: TenantWrite): Promise<number> {
  const query = queryOf(db);
  const rows = await query<{ id: string; payload: StationCommand }>`
    update station_commands
       set state = case when state = 'requested' then 'expired' else 'timed_out' end
     where tenant_id = ${db.tenantId}::uuid
       and ((state = 'requested' and expires_at <= now())
       or (state = 'sent' and sent_at <= now() - make_interval(secs => ${ANSWER_TIMEOUT_S}::int)))
     returning id, payload`;
  // what was never said is not said any more: a secret among it has no reason to stay
  for (const { id, payload } of rows)
    if (payload.type === "set-variables")
      await query`
        update station_commands set payload = ${JSON.stringify(hideSecretVariables(payload))}::text::jsonb
         where tenant_id = ${db.tenantId}::uuid and id = ${id}::uuid`;
  await announce(
    db,
    rows.map(({ id }) => `command:${id}`),
  );
  return rows.length;
}
