import { addFinding } from "@/server/findings/add-finding";
import { touchStation, type Hearing } from "@/server/station-events/hearing";
import { onStatusChanged } from "@/server/charging/on-status-changed";
import { straightenClock } from "@/server/station-events/straighten-clock";
import type { FaultNoticedEvent, NoticedFault } from "@/server/domain/station/event";
import type { Outcome } from "@/server/domain/station/outcome";

/** 2.0.1 N07: 0 danger … 4 error; 5 alert and above is not yet a fault. */
const WORST_THAT_IS_NO_FAULT = 5;

/**
 * Puts a station's faults before a person; that one cleared again, and what is merely notable, is kept in the event alone. States of connectors
 * that are told here count as if they had been told by themselves.
 */
export async function onFaultNoticed(hearing: Hearing, event: FaultNoticedEvent): Promise<Outcome> {
  const { stationId } = hearing.station;
  for (const { evse, component, variable, value, severity } of [event, ...event.others].filter(isOpenFault)) {
    const data = { evse, component, variable, value, severity };
    await addFinding(hearing.handle, { code: "STATION_FAULT", severity: "warning", stationId, sessionId: null, data });
    touchStation(hearing);
  }
  for (const status of event.statuses) {
    const told = { type: "status-changed", key: event.key, ...status } as const;
    await onStatusChanged(hearing, straightenClock(told, hearing.receivedAtMs).event);
  }
  return { type: "done" };
}

function isOpenFault({ variable, value, severity, cleared }: NoticedFault): boolean {
  if (cleared) return false;
  return severity === null ? variable === "Problem" && value === "true" : severity < WORST_THAT_IS_NO_FAULT;
}
