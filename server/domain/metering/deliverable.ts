import type { MilliWh } from "@/server/domain/energy";
import type { Finding } from "@/server/domain/metering/finding";
import type { StateSpan } from "@/server/domain/metering/timeline";

const RESOLUTION_MILLI_WH = 100_000n; // registers that count in tenths of a kilowatt-hour
const RESOLUTION_MS = 1_000n; // OCPP clocks tick in seconds

/**
 * The most energy that can have flowed: 120 % of the power over the time, plus the resolution of
 * coarse meters and clocks. Null when nothing limits it.
 */
export function maxDeliverable(maxPowerW: bigint | null, elapsedMs: bigint): MilliWh | null {
  if (maxPowerW === null) return null;
  return (maxPowerW * (elapsedMs + RESOLUTION_MS) * 12n) / (10n * 3_600n) + RESOLUTION_MILLI_WH;
}

export function isDeliverable(energy: MilliWh, maxPowerW: bigint | null, elapsedMs: bigint): boolean {
  const max = maxDeliverable(maxPowerW, elapsedMs);
  return max === null || energy <= max;
}

/** The most that the EVSE delivers at its power, for a person to see; absent without a limit. */
export function atMost(maxPowerW: bigint | null, elapsedMs: bigint): Finding["data"] {
  if (maxPowerW === null) return {};
  return { atMostMilliWh: String((maxPowerW * (elapsedMs > 0n ? elapsedMs : 0n)) / 3_600n) };
}

/** How long the EVSE held power back between two instants. */
export function pausedMs(states: readonly StateSpan[], fromMs: bigint, toMs: bigint): bigint {
  let total = 0n;
  for (const span of states) {
    if (span.state !== "PAUSED_EVSE") continue;
    const from = span.fromMs > fromMs ? span.fromMs : fromMs;
    const to = span.toMs < toMs ? span.toMs : toMs;
    if (to > from) total += to - from;
  }
  return total;
}
