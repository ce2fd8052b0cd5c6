/**
 * A refused message that carries a part of a session is seen at once, joined to its session where
 * it can be read. A session whose end was refused is neither closed nor billed by a timer.
 */
import type { TenantHandle } from "@/db/handle";
import type { RefusedPart } from "@/server/domain/station/session-part";
import { addFinding } from "@/server/findings/add-finding";

export type RefusedMessage = RefusedPart & {
  readonly stationId: string;
  readonly action: string | null;
  readonly reason: string;
};

/** Raises the finding; a message that is sent again and refused again raises none. */
export async function noteRefusedMessage(handle: TenantHandle, refused: RefusedMessage): Promise<void> {
  const { stationId, part, transaction, evse, action, reason } = refused;
  const sessionId = part === "start" ? null : await sessionOf(handle, refused);
  await addFinding(handle, {
    code: "SESSION_MESSAGE_REFUSED",
    severity: "warning",
    stationId,
    sessionId,
    data: { part, action, transaction, evse, reason },
  });
}

/**
 * The session that the message names; without a name that is known, the one that runs there, when
 * there is only one.
 */
async function sessionOf(
  { query, tenantId }: TenantHandle,
  { stationId, transaction, evse }: RefusedMessage,
): Promise<string | null> {
  const [named] = await query<{ id: string }>`
    select id from sessions
     where tenant_id = ${tenantId}::uuid and station_id = ${stationId}::uuid
       and (number::text = ${transaction}::text or transaction_id = ${transaction}::text)
     order by started_at desc limit 1`;
  if (named) return named.id;
  const [running, another] = await query<{ id: string }>`
    select id from sessions
     where tenant_id = ${tenantId}::uuid and station_id = ${stationId}::uuid and state = 'active'
       and (${evse}::int is null or evse_number = ${evse}::int) limit 2`;
  return another ? null : (running?.id ?? null);
}

/** The end of a session has been read after all: what was refused of it needs nobody any more. */
export async function resolveRefusedMessages({ query, tenantId }: TenantHandle, sessionId: string): Promise<void> {
  await query`
    update findings set resolved_at = clock_timestamp(), resolution = 'read'
     where tenant_id = ${tenantId}::uuid and session_id = ${sessionId}::uuid and resolved_at is null
       and code = 'SESSION_MESSAGE_REFUSED'`;
}
