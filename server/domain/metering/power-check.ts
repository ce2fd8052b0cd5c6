import type { MilliWh } from "@/server/domain/energy";
import type { PowerSample } from "@/server/domain/metering/evidence";
import type { Finding } from "@/server/domain/metering/finding";

/** Fewer samples say too little of a session's power. */
const MIN_SAMPLES = 3;
const NEGLIGIBLE_MILLI_WH = 500_000n;
/** So much below the power is no inaccuracy: another unit, or a meter that stands still. */
const IMPLAUSIBLE_FACTOR = 50n;

/**
 * A register that shows far less than the reported power: kilowatt-hours called watt-hours, or a
 * meter that does not count. Held, with the energy in the unit that fits, else as the power says.
 */
export function powerFindings(
  powers: readonly PowerSample[],
  startMs: bigint,
  endMs: bigint,
  billed: MilliWh,
): Finding[] {
  const inside = powers.filter(({ atMs }) => atMs >= startMs && atMs <= endMs).sort(byTime);
  if (inside.length < MIN_SAMPLES) return [];
  const byPower = energyOf(inside);
  if (byPower < NEGLIGIBLE_MILLI_WH || billed * IMPLAUSIBLE_FACTOR >= byPower) return [];
  const inKwh = billed * 1_000n;
  const fits = inKwh * 2n > byPower && inKwh < byPower * 3n;
  const data = { byPowerMilliWh: String(byPower), proposedMilliWh: String(fits ? inKwh : byPower) };
  return [{ code: "METER_BELOW_POWER", severity: "hold", data }];
}

/** Of two neighbouring samples the lower counts, so that a pause between them is not counted. */
function energyOf(samples: readonly PowerSample[]): MilliWh {
  let wattMs = 0n;
  samples.forEach(({ atMs, powerW }, index) => {
    const before = samples[index - 1];
    if (before) wattMs += (atMs - before.atMs) * (before.powerW < powerW ? before.powerW : powerW);
  });
  return wattMs / 3_600n;
}

function byTime(a: PowerSample, b: PowerSample): number {
  return a.atMs < b.atMs ? -1 : a.atMs > b.atMs ? 1 : 0;
}
