import type { stationEvents } from "@/db/schema/station-events";
import type { ConnectorState, StatusChangedEvent } from "@/server/domain/station/event";
import type { PastSession } from "./history";

/** What a station told of its connectors while its past sessions came and went, one event each. */
export function toldStates(
  stationId: string,
  evses: number,
  past: readonly PastSession[],
  from: Date,
): readonly (typeof stationEvents.$inferInsert)[] {
  const tell = (evse: number, state: ConnectorState, at: Date) => rowOf(stationId, evse, state, at);
  const free = Array.from({ length: evses }, (_, index) => tell(index + 1, "available", from));
  return [
    ...free,
    ...past.flatMap(({ evseNumber, startedAt, chargedUntil, endedAt }) => [
      tell(evseNumber, "charging", startedAt),
      ...(endedAt > chargedUntil ? [tell(evseNumber, "suspended_ev", chargedUntil)] : []),
      tell(evseNumber, "available", endedAt),
    ]),
  ];
}

function rowOf(stationId: string, evse: number, state: ConnectorState, at: Date): typeof stationEvents.$inferInsert {
  const key = `status/${evse}/${at.toISOString()}/${state}`;
  const event: StatusChangedEvent = {
    type: "status-changed",
    key,
    atMs: at.getTime(),
    evse,
    connector: 1,
    state,
    errorCode: null,
    info: null,
  };
  return { stationId, key, type: event.type, at, receivedAt: at, event, outcome: { type: "done" } };
}
