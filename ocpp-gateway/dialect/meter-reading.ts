import { parseEnergy } from "@/server/domain/energy";
import type { MeterReading } from "@/server/domain/station/event";

/**
 * One sampled value in words that both versions share; absent fields have their defaults filled in
 * by the dialect.
 */
export type Sample = {
  /** Decimal text; parseEnergy reads it exactly. */
  readonly value: string;
  readonly measurand: string;
  readonly unit: string;
  readonly phase: string | null;
  readonly location: string;
  readonly context: string;
};

/**
 * The samples of one instant as one reading, with the defaults of 1.6 §7.43 and 2.0.1 part 2 §2.41.
 * A value of all phases counts as it is; else phases are added (energy, power), or the highest
 * (current) or first (voltage) is taken. Only the outlet counts, where energy is sold; SoC is the
 * car's. A value that is no number is left out; the message log keeps it.
 */
export function foldSamples(atMs: number, samples: readonly Sample[]): MeterReading {
  let context: string | null = null;
  const energy = noPhases<bigint>();
  const power = noPhases<number>();
  const current = noPhases<number>();
  const voltage = noPhases<number>();
  let socPercent: number | null = null;
  for (const sample of samples) {
    if (sample.measurand === "SoC") socPercent ??= toNumber(sample.value);
    else if (sample.location !== "Outlet") continue;
    else if (sample.measurand === "Energy.Active.Import.Register") {
      addValue(energy, sample, toMilliWh(sample));
      context ??= sample.context;
    } else if (sample.measurand === "Power.Active.Import") addValue(power, sample, toWatts(sample));
    else if (sample.measurand === "Current.Import") addValue(current, sample, toNumber(sample.value));
    else if (sample.measurand === "Voltage") addValue(voltage, sample, toNumber(sample.value));
  }
  return {
    atMs,
    context: context ?? samples[0]?.context ?? "Sample.Periodic",
    registerMilliWh: energy.total ?? reduced(energy.parts, (a, b) => a + b),
    powerW: power.total ?? reduced(power.parts, (a, b) => a + b),
    currentA: current.total ?? reduced(current.parts, Math.max),
    voltageV: voltage.total ?? voltage.parts[0]?.value ?? null,
    socPercent,
  };
}

/** What a station says of one instant, in one element of its message. */
export type SampleGroup = { readonly atMs: number; readonly samples: readonly Sample[] };

/**
 * The readings of a message. Stations exist that say one instant in several elements, a measurand
 * or a phase in each: they are one reading, unless each has a register of its own.
 */
export function readingsOf(groups: readonly SampleGroup[]): MeterReading[] {
  const [only, ...more] = groups;
  if (!only) return [];
  if (more.length === 0) return readingsAt(only.atMs, only.samples);
  const joined: { atMs: number; samples: Sample[] }[] = [];
  const newest = new Map<number, Sample[]>();
  for (const { atMs, samples } of groups) {
    const known = newest.get(atMs);
    if (known && !(known.some(isRegister) && samples.some(isRegister))) known.push(...samples);
    else {
      const own = [...samples];
      newest.set(atMs, own);
      joined.push({ atMs, samples: own });
    }
  }
  return joined.flatMap(({ atMs, samples }) => readingsAt(atMs, samples));
}

/**
 * The samples under one timestamp as readings: one, unless registers of several contexts stand
 * among them. Some stations report a transaction's begin and end in one breath, and the register of
 * the one must not be taken for the other's; the last of them has the other values too. What says
 * nothing that we keep is left out.
 */
export function readingsAt(atMs: number, samples: readonly Sample[]): MeterReading[] {
  const [first] = samples;
  const hasOneContext = samples.every(({ context }) => context === first?.context);
  const contexts = hasOneContext ? [] : [...new Set(samples.filter(isRegister).map(({ context }) => context))];
  if (contexts.length < 2) return [foldSamples(atMs, samples)].filter(hasValues);
  const last = contexts.at(-1);
  const samplesOf = (context: string) =>
    samples.filter((sample) => (isRegister(sample) ? sample.context === context : context === last));
  return contexts.map((context) => foldSamples(atMs, samplesOf(context))).filter(hasValues);
}

const isRegister = ({ measurand, location }: Sample): boolean =>
  measurand === "Energy.Active.Import.Register" && location === "Outlet";

/**
 * Whether a reading says anything that we keep; a temperature or a signed blob alone leaves
 * nothing.
 */
export function hasValues({ registerMilliWh, powerW, currentA, voltageV, socPercent }: MeterReading): boolean {
  return [registerMilliWh, powerW, currentA, voltageV, socPercent].some((value) => value !== null);
}

/** The register in the reading of a context, for the start and the end of a transaction. */
export function registerIn(readings: readonly MeterReading[], context: string): bigint | null {
  return (
    readings.find((reading) => reading.context === context && reading.registerMilliWh !== null)?.registerMilliWh ?? null
  );
}

type Part<Value> = { readonly conductor: string; readonly value: Value };
type Phases<Value> = { total: Value | null; readonly parts: Part<Value>[] };

const noPhases = <Value>(): Phases<Value> => ({ total: null, parts: [] });

function addValue<Value>(into: Phases<Value>, sample: Sample, value: Value | null): void {
  if (value === null) return;
  if (sample.phase === null) into.total ??= value;
  else if (isPhaseToNeutral(sample.phase)) {
    const conductor = sample.phase.slice(0, 2);
    if (!into.parts.some((part) => part.conductor === conductor)) into.parts.push({ conductor, value });
  }
}

/**
 * "L1" and "L1-N" say the same of one conductor, so the first stands; "N" and the values between
 * two phases would be counted twice.
 */
function isPhaseToNeutral(phase: string): boolean {
  return phase === "L1" || phase === "L2" || phase === "L3" || phase.endsWith("-N");
}

function toMilliWh({ value, unit }: Sample): bigint | null {
  return unit === "Wh" || unit === "kWh" ? parseEnergy(value, unit) : null;
}

function toWatts({ value, unit }: Sample): number | null {
  const watts = toNumber(value);
  return watts !== null && unit === "kW" ? watts * 1000 : watts;
}

function toNumber(text: string): number | null {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

function reduced<Value>(parts: readonly Part<Value>[], fold: (a: Value, b: Value) => Value): Value | null {
  const [first, ...rest] = parts;
  return first === undefined ? null : rest.reduce((sum, { value }) => fold(sum, value), first.value);
}
