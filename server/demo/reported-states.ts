import type { stationEvents } from "@/db/schema/station-events";
import type { ConnectorState, StatusChangedEvent } from "@/server/domain/station/event";
import type { PastSession } from "./history";

/** The states of a station's connectors during its past sessions, one event each. */
export function reportedStates(
  stationId: string,
  evses: number,
  past: readonly PastSession[],
  from: Date,
): readonly (typeof stationEvents.$inferInsert)[] {
  const report = (evse: number, state: ConnectorState, at: Date) => rowOf(stationId, evse, state, at);
  const free = Array.from({ length: evses }, (_, index) => report(index + 1, "available", from));
  return [
    ...free,
    ...past.flatMap(({ evseNumber, startedAt, chargedUntil, endedAt }) => [
      report(evseNumber, "charging", startedAt),
      ...(endedAt > chargedUntil ? [report(evseNumber, "suspended_ev", chargedUntil)] : []),
      report(evseNumber, "available", endedAt),
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
