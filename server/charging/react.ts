import { addFinding } from "@/server/findings/add-finding";
import { onTokenPresented } from "@/server/charging/authorize-token";
import { iso, type EventContext } from "@/server/station-events/event-context";
import { onBooted } from "@/server/charging/on-booted";
import { onFaultReported } from "@/server/charging/on-fault-reported";
import { onSecurityEvent } from "@/server/charging/on-security-event";
import { onSessionEnded } from "@/server/charging/on-session-ended";
import { onMetered } from "@/server/charging/on-session-metered";
import { onSessionStarted } from "@/server/charging/on-session-started";
import { onStatusChanged } from "@/server/charging/on-status-changed";
import { onVariablesReported } from "@/server/charging/on-variables-reported";
import { correctClockSkew } from "@/server/station-events/correct-clock-skew";
import { contactOf } from "@/server/station-events/station-contact";
import type { EventOf, StationEvent } from "@/server/domain/station/event";
import type { Outcome } from "@/server/domain/station/outcome";

/** Applies an event that is received for the first time, on a corrected clock. */
export async function react(context: EventContext, received: StationEvent): Promise<Outcome> {
  const { event, isSkewed } = correctClockSkew(received, context.receivedAtMs, contactOf(context.station));
  if (isSkewed) await noteSkew(context, received);
  // the reaction stands under the type of the event that it takes
  const reaction = REACTIONS[event.type] as ((context: EventContext, event: StationEvent) => Promise<Outcome>) | null;
  return reaction ? reaction(context, event) : { type: "done" };
}

/** The reaction to each event; one without is stored and acknowledged. */
const REACTIONS: {
  readonly [Type in StationEvent["type"]]: ((context: EventContext, event: EventOf<Type>) => Promise<Outcome>) | null;
} = {
  booted: onBooted,
  "status-changed": onStatusChanged,
  "token-presented": onTokenPresented,
  "session.started": onSessionStarted,
  "session.metered": onMetered,
  "session.ended": onSessionEnded,
  "fault-noticed": onFaultReported,
  "variables-reported": onVariablesReported,
  "security-noticed": onSecurityEvent,
  seen: null,
  "vendor-message": null,
  "station-reported": null,
};

/** One finding a day and station is enough to have its clock set. */
async function noteSkew(context: EventContext, received: StationEvent): Promise<void> {
  const { handle, station, receivedAtMs } = context;
  const readings = "readings" in received ? received.readings : [];
  const instants = [received.atMs, ...readings.map(({ atMs }) => atMs)];
  const offByMs = Math.max(...instants.map((atMs) => Math.abs(atMs - receivedAtMs)));
  const furthest = instants.find((atMs) => Math.abs(atMs - receivedAtMs) === offByMs) ?? received.atMs;
  context.deviate({ kind: "wrong_clock", place: "timestamp", value: iso(furthest) });
  const data = {
    day: iso(receivedAtMs).slice(0, 10),
    direction: furthest > receivedAtMs ? "ahead" : "behind",
    offByHours: Math.round(offByMs / HOUR_MS),
    offByDays: Math.round(offByMs / DAY_MS),
  };
  const [known] = await handle.query<{ id: string }>`
    select id from findings
     where tenant_id = ${handle.tenantId}::uuid and station_id = ${station.stationId}::uuid and code = 'CLOCK_SKEW'
       and resolved_at is null and data ->> 'day' = ${data.day}::text limit 1`;
  if (known) return;
  await addFinding(handle, {
    code: "CLOCK_SKEW",
    severity: "warning",
    stationId: station.stationId,
    sessionId: null,
    data,
  });
}

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
