import { batchedQuery, type Numbered } from "@/db/batched-query";
import type { EventContext } from "@/server/station-events/event-context";
import { iso } from "@/server/station-events/event-context";
import { type TriggerableMessage, triggerEffect } from "@/server/domain/station/command";
import type { StatusChangedEvent } from "@/server/domain/station/event";

/**
 * What open commands of a station still wait to see, by effect; in memory, so that the many events
 * nobody waits for cost no query. The mark is the newest wait's own: to have seen the effect of one
 * command must not end the wait of a later one.
 */
const awaited = new Map<string, Map<string, symbol>>();

/** Says that the effect of a command (its type) is awaited of this station. */
export const awaitEffect = (stationId: string, effect: string): void => {
  awaited.set(stationId, (awaited.get(stationId) ?? new Map<string, symbol>()).set(effect, Symbol(effect)));
};

export const isAwaited = (stationId: string, effect: string): boolean => awaited.get(stationId)?.has(effect) ?? false;

/** With the connection all of them are forgotten. */
export function clearEffects(stationId: string): void {
  awaited.delete(stationId);
}

/** An effect was seen: once that is committed, nobody waits for it any more. */
function clearEffectOnCommit({ station: { stationId }, afterCommit }: EventContext, effect: string): void {
  const seen = awaited.get(stationId)?.get(effect);
  afterCommit(() => {
    const waits = awaited.get(stationId);
    if (waits?.get(effect) === seen) waits?.delete(effect);
    if (waits?.size === 0) awaited.delete(stationId);
  });
}

/** The words of a command's payload by which an effect is known to be its own. */
type Match = "true" | { readonly path: string; readonly value: string };

/**
 * Moves the station's commands of one type whose effect was just seen to "done", even when their
 * answer is still under way or came too late: what was asked for has happened.
 */
export async function markDone(
  context: EventContext,
  type: string,
  match: Match,
  sessionId: string | null = null,
): Promise<void> {
  const { handle, station, receivedAtMs, touch } = context;
  const rows = await handle.queryBatched(commandsDone, {
    stationId: station.stationId,
    type,
    path: match === "true" ? null : match.path,
    value: match === "true" ? null : match.value,
    at: iso(receivedAtMs),
    since: iso(receivedAtMs - MAX_WAIT_MS),
    sessionId,
  });
  for (const { id } of rows) touch(`command:${id}`);
}

const EFFECT = {
  stationId: "uuid",
  type: "text",
  path: "text?",
  value: "text?",
  at: "timestamptz",
  since: "timestamptz",
  sessionId: "uuid?",
} as const;

const commandsDone = batchedQuery(
  EFFECT,
  (query, input) => query<Numbered<{ id: string }>>`
  update station_commands c
     set state = 'done', done_at = input.at, session_id = coalesce(c.session_id, input."sessionId")
    from ${input}
   where c.tenant_id = input."tenantId" and c.station_id = input."stationId" and c.type = input.type
     and c.state in ('sent', 'accepted', 'timed_out') and c.sent_at > input.since
     and (input.path is null or lower(c.payload #>> string_to_array(input.path, '.')) = lower(input.value))
  returning input.n, c.id`,
);

/** A car that plugs in a day later was not what the command asked for. */
const MAX_WAIT_MS = 3_600_000;

/** A message that was triggered has come. */
export async function noteTriggered(context: EventContext, message: TriggerableMessage): Promise<void> {
  const { stationId } = context.station;
  if (!isAwaited(stationId, triggerEffect(message))) return;
  clearEffectOnCommit(context, triggerEffect(message));
  await markDone(context, "trigger-message", { path: "message", value: message });
}

/** A status can be the effect of a change of availability or of a trigger. */
export async function noteStatusEffects(context: EventContext, { evse, state }: StatusChangedEvent): Promise<void> {
  const { stationId } = context.station;
  await noteTriggered(context, "status");
  if (!isAwaited(stationId, "change-availability")) return;
  const isOperative = state !== "unavailable" && state !== "faulted";
  const { handle, station, receivedAtMs, touch } = context;
  const rows = await handle.query<{ id: string }>`
    update station_commands set state = 'done', done_at = ${iso(receivedAtMs)}::timestamptz
     where tenant_id = ${handle.tenantId}::uuid and station_id = ${station.stationId}::uuid
       and type = 'change-availability'
       and state in ('sent', 'accepted', 'timed_out') and (payload ->> 'operative')::boolean = ${isOperative}::boolean
       and (payload ->> 'evse')::int in (0, ${evse}::int)
     returning id`;
  for (const { id } of rows) touch(`command:${id}`);
  if (rows.length > 0) clearEffectOnCommit(context, "change-availability");
}
