import type { MilliWh } from "@/server/domain/energy";

const WH = 1_000n;
const COARSEST = 100_000n; // tenths of a kilowatt-hour

/**
 * The step in which a register was reported at the start and at the stop: 1 Wh for whole
 * watt-hours, up to 0.1 kWh when both are multiples of it, finer when either is.
 */
export function resolutionOf(start: MilliWh | null, stop: MilliWh): MilliWh {
  const values = [start ?? stop, stop];
  let step = 1n;
  while (step < WH && isMultiple(values, step * 10n)) step *= 10n;
  // zeros are multiples of everything, and say nothing of a coarser step
  if (step < WH || values.includes(0n)) return step;
  while (step < COARSEST && isMultiple(values, step * 10n)) step *= 10n;
  return step;
}

/** The step of the samples: the coarsest that all of them are multiples of, up to 0.1 kWh. */
export function sampleStep(samples: readonly MilliWh[]): MilliWh {
  if (samples.every((value) => value === 0n)) return 1n;
  let step = 1n;
  while (step < COARSEST && isMultiple(samples, step * 10n)) step *= 10n;
  return step;
}

const isMultiple = (values: readonly MilliWh[], step: bigint): boolean => values.every((value) => value % step === 0n);
