import type { Deviation } from "@/server/domain/station/deviation";
import type { MeterReading, StationEvent } from "@/server/domain/station/event";
import type { ModelSettings } from "@/server/domain/station/model-profile";
import type { Exchange } from "@/server/station-events/exchange";

/** A clock that differs by less is right enough, whatever is said of it. */
const CLOCK_TOLERANCE_MS = 60_000;

type Corrected = { readonly event: StationEvent; readonly deviations: readonly Deviation[] };

/**
 * An event as the profile of its station's model reads it: on our clock where its own is not to be
 * trusted, its registers in kWh where they only have the name of Wh. Its key stays.
 */
export function correctByModel(event: StationEvent, exchange: Exchange, settings: ModelSettings): Corrected {
  const onClock = settings.clock === "untrusted" ? onOurClock(event, exchange) : { event, deviations: [] };
  if (settings.registerMeaning !== "kwh_as_wh") return onClock;
  const inKwh = readAsKwh(onClock.event, exchange);
  return { event: inKwh.event, deviations: [...onClock.deviations, ...inKwh.deviations] };
}

/** What is sent live happened now; what a station says it kept while offline did not. */
function onOurClock(event: StationEvent, { receivedAtMs, action }: Exchange): Corrected {
  const shiftMs = receivedAtMs - event.atMs;
  if (("offline" in event && event.offline) || Math.abs(shiftMs) <= CLOCK_TOLERANCE_MS) {
    return { event, deviations: [] };
  }
  const atMs = event.atMs + shiftMs;
  const move = (reading: MeterReading): MeterReading => ({ ...reading, atMs: reading.atMs + shiftMs });
  const deviation: Deviation = {
    kind: "wrong_clock",
    place: `${action}/timestamp`,
    value: new Date(event.atMs).toISOString(),
  };
  const moved = "readings" in event ? { ...event, atMs, readings: event.readings.map(move) } : { ...event, atMs };
  return { event: moved, deviations: [deviation] };
}

/** A message that names kWh itself means what it says. */
function readAsKwh(event: StationEvent, { action, request }: Exchange): Corrected {
  if (!("readings" in event) || /"unit"\s*:\s*"kWh"/.test(request)) return { event, deviations: [] };
  const scaled = (register: bigint | null): bigint | null => (register === null ? null : register * 1000n);
  const readings = event.readings.map((reading) => ({ ...reading, registerMilliWh: scaled(reading.registerMilliWh) }));
  const deviation: Deviation = { kind: "register_unit", place: `${action}/unit`, value: "Wh" };
  const corrected =
    "registerMilliWh" in event
      ? { ...event, readings, registerMilliWh: scaled(event.registerMilliWh) }
      : { ...event, readings };
  return { event: corrected, deviations: [deviation] };
}
