import type { GatewayTransaction } from "@/db/gateway";
import { WrittenMeanwhile } from "@/server/station-events/database-error";
import type { AuthenticatedStation } from "@/server/station-events/exchange";
import { iso } from "@/server/station-events/event-context";
import { batchOf } from "@/db/batch";
import { queryIn } from "@/db/handle";
import { isBelievable } from "@/server/station-events/correct-clock-skew";
import type { StationEvent } from "@/server/domain/station/event";
import { hideSecretVariables } from "@/server/domain/station/secret-variable";
import type { Outcome } from "@/server/domain/station/outcome";

/** An event under its natural key. */
export type KeyedEvent = { readonly station: AuthenticatedStation; readonly event: StationEvent };

/** An event that was received for the first time, with the answer it got. */
export type KeptEvent = KeyedEvent & { readonly receivedAtMs: number; readonly outcome: Outcome };

/** One name for a station's event over all tenants. */
export const eventName = ({ station, event }: KeyedEvent): string => `${station.stationId}/${event.key}`;

const keys = batchOf({ tenantId: "uuid", stationId: "uuid", key: "text" }, "input");

/**
 * `at` is for looking events up in their order; what an impossible clock said stays in the event
 * itself. The payloads are text, which Postgres casts once.
 */
const storedEvents = batchOf(
  {
    tenantId: "uuid",
    stationId: "uuid",
    key: "text",
    type: "text",
    at: "timestamptz",
    receivedAt: "timestamptz",
    event: "text",
    outcome: "text",
  },
  "input",
);

/** The answers that these events got when they were received before, by name. */
export async function knownOutcomes(
  sql: GatewayTransaction,
  events: readonly KeyedEvent[],
): Promise<Map<string, Outcome>> {
  if (events.length === 0) return new Map();
  const input = keys(
    events.map(({ station: { tenantId, stationId }, event: { key } }) => ({ tenantId, stationId, key })),
  );
  const rows = await queryIn(sql)<{ stationId: string; key: string; outcome: Outcome }>`
    select e.station_id as "stationId", e.key, e.outcome
      from ${input}
      join station_events e on e.tenant_id = input.tenant_id and e.station_id = input.station_id and e.key = input.key`;
  return new Map(rows.map(({ stationId, key, outcome }) => [`${stationId}/${key}`, outcome]));
}

/**
 * Keeps events with their answers. Throws WrittenMeanwhile when one of them is there already: a
 * station that changed its gateway in the middle of a message sent it to both, and one of the two
 * must take back all it did.
 */
export async function keepEvents(sql: GatewayTransaction, events: readonly KeptEvent[]): Promise<void> {
  if (events.length === 0) return;
  const input = storedEvents(
    events.map(({ station, event, outcome, receivedAtMs }) => ({
      tenantId: station.tenantId,
      stationId: station.stationId,
      key: event.key,
      type: event.type,
      at: iso(isBelievable(event.atMs, receivedAtMs) ? event.atMs : receivedAtMs),
      receivedAt: iso(receivedAtMs),
      event: JSON.stringify(storable(event), bigintsAsText),
      outcome: JSON.stringify(outcome),
    })),
  );
  const [written] = await queryIn(sql)<{ count: number }>`
    with written as (
      insert into station_events (tenant_id, station_id, key, type, at, received_at, event, outcome)
      select tenant_id, station_id, key, type, at, received_at, event::jsonb, outcome::jsonb from ${input}
      on conflict do nothing returning 1)
    select count(*)::int as count from written`;
  if (written?.count !== events.length) throw new WrittenMeanwhile();
}

/** Secrets of a configuration are nobody's to read again. */
const storable = (event: StationEvent): unknown =>
  event.type === "variables-reported" || event.type === "fault-noticed" ? hideSecretVariables(event) : event;

const bigintsAsText = (_: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);
