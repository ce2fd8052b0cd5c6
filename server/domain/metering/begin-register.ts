import type { MilliWh } from "@/server/domain/energy";
import { atMost, isDeliverable, pausedMs } from "@/server/domain/metering/deliverable";
import type { MeterReading, SessionEvidence } from "@/server/domain/metering/evidence";
import type { Finding } from "@/server/domain/metering/finding";
import type { StateSpan } from "@/server/domain/metering/timeline";

const BEGIN_CONTEXT = "Transaction.Begin";

/**
 * The readings that count, without those that only repeat the start: a "Transaction.Begin" after
 * the start says again what the register was then, not what it is.
 */
export function withoutRepeatedBegin(
  inside: readonly MeterReading[],
  base: MilliWh | null,
  startMs: bigint,
): readonly MeterReading[] {
  if (!inside.some(({ context }) => context === BEGIN_CONTEXT)) return inside;
  return inside.filter((reading) => {
    if (reading.context !== BEGIN_CONTEXT || reading.atMs <= startMs) return true;
    const isAlone = !inside.some((other) => other.atMs === reading.atMs && other.context !== BEGIN_CONTEXT);
    return isAlone && reading.registerMilliWh === base;
  });
}

/** The first register behind the start. */
export type FirstRegister = { atMs: bigint; register: MilliWh };

/**
 * The register at the start, corrected where it was only a placeholder: 0 before a meter that
 * counts for life. The session before on this meter is proof. Energy that cannot have flowed since,
 * more than the EVSE delivers in the time in which it did not hold power back, is held.
 */
export function correctPlaceholder(
  base: MilliWh,
  first: FirstRegister | null,
  { previous, maxPowerW, registerMeaning }: SessionEvidence,
  states: readonly StateSpan[],
  startMs: bigint,
): { base: MilliWh; findings: Finding[] } {
  if (base > 0n || !first || first.register <= 0n || registerMeaning === "per_session") return { base, findings: [] };
  const elapsedMs = first.atMs - startMs;
  const isSameMeter =
    previous !== undefined && previous.meterStartMilliWh > 0n && previous.meterStopMilliWh <= first.register;
  if (isSameMeter && isDeliverable(first.register - previous.meterStopMilliWh, maxPowerW, elapsedMs)) {
    const used = previous.meterStopMilliWh;
    return { base: used, findings: [placeholder(base, used, "warning", {})] };
  }
  const activeMs = elapsedMs - pausedMs(states, startMs, first.atMs);
  const mayBeZero = registerMeaning !== "lifetime";
  if (mayBeZero && isDeliverable(first.register - base, maxPowerW, activeMs)) return { base, findings: [] };
  return { base: first.register, findings: [placeholder(base, first.register, "hold", atMost(maxPowerW, activeMs))] };
}

const placeholder = (
  reported: MilliWh,
  used: MilliWh,
  severity: Finding["severity"],
  more: Finding["data"],
): Finding => ({
  code: "METER_START_PLACEHOLDER",
  severity,
  data: { reportedMilliWh: String(reported), usedMilliWh: String(used), ...more },
});
