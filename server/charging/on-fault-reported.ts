import { addFinding } from "@/server/findings/add-finding";
import { touchStation, type EventContext } from "@/server/station-events/event-context";
import { onStatusChanged } from "@/server/charging/on-status-changed";
import { correctClockSkew } from "@/server/station-events/correct-clock-skew";
import type { FaultReportedEvent, ReportedFault } from "@/server/domain/station/event";
import type { Outcome } from "@/server/domain/station/outcome";

/** 2.0.1 N07: 0 danger … 4 error; 5 alert and above is not yet a fault. */
const MIN_SEVERITY_IGNORED = 5;

/**
 * Puts a station's faults before a person; that one cleared again, and what is merely notable, is
 * kept in the event alone. States of connectors that are reported here count as if they had been
 * reported by themselves.
 */
export async function onFaultReported(context: EventContext, event: FaultReportedEvent): Promise<Outcome> {
  const { stationId } = context.station;
  for (const { evse, component, variable, value, severity } of [event, ...event.others].filter(hasOpenFault)) {
    const data = { evse, component, variable, value, severity };
    await addFinding(context.handle, { code: "STATION_FAULT", severity: "warning", stationId, sessionId: null, data });
    touchStation(context);
  }
  for (const status of event.statuses) {
    const statusEvent = { type: "status-changed", key: event.key, ...status } as const;
    await onStatusChanged(context, correctClockSkew(statusEvent, context.receivedAtMs).event);
  }
  return { type: "done" };
}

function hasOpenFault({ variable, value, severity, cleared }: ReportedFault): boolean {
  if (cleared) return false;
  return severity === null ? variable === "Problem" && value === "true" : severity < MIN_SEVERITY_IGNORED;
}
