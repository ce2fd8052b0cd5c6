import type { GatewayTransaction } from "@/db/gateway";
import { WrittenMeanwhile } from "@/server/station-events/database-error";
import type { AuthenticatedStation } from "@/server/station-events/exchange";
import { iso } from "@/server/station-events/event-context";
import { plainArray, textArray } from "@/db/pg-array";
import { isBelievable } from "@/server/station-events/correct-clock-skew";
import type { StationEvent } from "@/server/domain/station/event";
import { hideSecretVariables } from "@/server/domain/station/secret-variable";
import type { Outcome } from "@/server/domain/station/outcome";

/** An event under its natural key. */
export type KeyedEvent = { readonly station: AuthenticatedStation; readonly event: StationEvent };

/** An event that was heard for the first time, with the answer it got. */
export type KeptEvent = KeyedEvent & { readonly receivedAtMs: number; readonly outcome: Outcome };

/** One name for a station's event over all tenants. */
export const eventName = ({ station, event }: KeyedEvent): string => `${station.stationId}/${event.key}`;

/** The answers that these events got when they were told before, by name. */
export async function knownOutcomes(
  sql: GatewayTransaction,
  events: readonly KeyedEvent[],
): Promise<Map<string, Outcome>> {
  if (events.length === 0) return new Map();
  const rows = await sql<{ stationId: string; key: string; outcome: Outcome }[]>`
    select e.station_id as "stationId", e.key, e.outcome
      from unnest(${plainArray(events.map(({ station }) => station.tenantId))}::uuid[],
                  ${plainArray(events.map(({ station }) => station.stationId))}::uuid[],
                  ${textArray(events.map(({ event }) => event.key))}::text[]) as input (tenant_id, station_id, key)
      join station_events e on e.tenant_id = input.tenant_id and e.station_id = input.station_id and e.key = input.key`;
  return new Map(rows.map(({ stationId, key, outcome }) => [`${stationId}/${key}`, outcome]));
}

/**
 * Keeps events with their answers. Throws WrittenMeanwhile when one of them is there already: a station that changed its gateway in the middle of a
 * message told it to both, and one of the two must take back all it did.
 */
export async function keepEvents(sql: GatewayTransaction, events: readonly KeptEvent[]): Promise<void> {
  if (events.length === 0) return;
  const written = await sql`
    insert into station_events (tenant_id, station_id, key, type, at, received_at, event, outcome)
    select tenant_id, station_id, key, type, at, received_at, event::jsonb, outcome::jsonb
      from unnest(${plainArray(events.map(({ station }) => station.tenantId))}::uuid[],
                  ${plainArray(events.map(({ station }) => station.stationId))}::uuid[],
                  ${textArray(events.map(({ event }) => event.key))}::text[],
                  ${textArray(events.map(({ event }) => event.type))}::text[],
                  ${textArray(events.map(storedAt))}::timestamptz[],
                  ${textArray(events.map(({ receivedAtMs }) => iso(receivedAtMs)))}::timestamptz[],
                  ${textArray(events.map(({ event }) => JSON.stringify(storable(event), bigintsAsText)))}::text[],
                  ${textArray(events.map(({ outcome }) => JSON.stringify(outcome)))}::text[])
           as input (tenant_id, station_id, key, type, at, received_at, event, outcome)
    on conflict do nothing`;
  if (written.count !== events.length) throw new WrittenMeanwhile();
}

/** The column is for looking events up in their order; what an impossible clock said stays in the event itself. */
const storedAt = ({ event, receivedAtMs }: KeptEvent): string =>
  iso(isBelievable(event.atMs, receivedAtMs) ? event.atMs : receivedAtMs);

/** Secrets of a configuration are nobody's to read again. */
const storable = (event: StationEvent): unknown =>
  event.type === "variables-reported" || event.type === "fault-noticed" ? hideSecretVariables(event) : event;

const bigintsAsText = (_: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);
