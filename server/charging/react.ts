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
import type { EventOf, StationEvent } from "@/server/domain/station/event";
import type { Outcome } from "@/server/domain/station/outcome";

/** Applies an event that is received for the first time, on a corrected clock. */
export async function react(context: EventContext, received: StationEvent): Promise<Outcome> {
  const { event, isSkewed } = correctClockSkew(received, context.receivedAtMs);
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
async function noteSkew({ handle, station, receivedAtMs }: EventContext, received: StationEvent): Promise<void> {
  const readings = "readings" in received ? received.readings : [];
  const skewedAtMs = [received.atMs, ...readings.map((reading) => reading.atMs)].find(
    (atMs) => Math.abs(atMs - receivedAtMs) > DAY_MS,
  );
  const data = {
    day: iso(receivedAtMs).slice(0, 10),
    offByDays: Math.round(((skewedAtMs ?? received.atMs) - receivedAtMs) / DAY_MS),
  };
  await addFinding(handle, {
    code: "CLOCK_SKEW",
    severity: "warning",
    stationId: station.stationId,
    sessionId: null,
    data,
  });
}

const DAY_MS = 86_400_000;
