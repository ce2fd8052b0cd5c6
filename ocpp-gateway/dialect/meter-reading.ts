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
 * (current) or first (voltage) is taken. The outlet counts, where energy is sold; SoC is the car's.
 * A value that is no number is left out; the message log keeps it.
 */
export function foldSamples(atMs: number, samples: readonly Sample[]): MeterReading {
  let context: string | null = null;
  const energy = noPhases<bigint>();
  const power = noPhases<number>();
  const current = noPhases<number>();
  const voltage = noPhases<number>();
  let socPercent: number | null = null;
  for (const sample of atOnePlace(samples)) {
    if (sample.measurand === "SoC") socPercent ??= toNumber(sample.value);
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
    registerMilliWh: energy.total ?? reduced(energy.parts, (a, b) => a + b) ?? energy.neutral,
    powerW: power.total ?? reduced(power.parts, (a, b) => a + b) ?? power.neutral,
    currentA: current.total ?? reduced(current.parts, Math.max) ?? current.neutral,
    voltageV: voltage.total ?? voltage.parts[0]?.value ?? voltage.neutral,
    socPercent,
  };
}

/** Where a register may be read, best first: some stations know only the inlet or the body. */
const LOCATIONS = ["Outlet", "Inlet", "Body"];

/** The samples of the best place that has the measurand, and the car's. */
function atOnePlace(samples: readonly Sample[]): readonly Sample[] {
  if (samples.every(({ location }) => location === "Outlet")) return samples;
  const places = new Map<string, number>();
  for (const { measurand, location } of samples) {
    const rank = LOCATIONS.indexOf(location);
    if (rank >= 0) places.set(measurand, Math.min(rank, places.get(measurand) ?? rank));
  }
  return samples.filter(
    ({ measurand, location }) => measurand === "SoC" || LOCATIONS.indexOf(location) === places.get(measurand),
  );
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
    if (known && !known.some((one) => isRegister(one) && samples.some((other) => isSameRegister(one, other))))
      known.push(...samples);
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
export function readingsAt(atMs: number, all: readonly Sample[]): MeterReading[] {
  const samples = atOnePlace(all);
  const [first] = samples;
  const hasOneContext = samples.every(({ context }) => context === first?.context);
  const contexts = hasOneContext
    ? []
    : [...new Set(samples.filter(isRegister).map(({ context }) => context))].sort((a, b) => rankOf(a) - rankOf(b));
  if (contexts.length < 2) return [foldSamples(atMs, samples)].filter(hasValues);
  const last = contexts.at(-1);
  const samplesOf = (context: string) =>
    samples.filter((sample) => (isRegister(sample) ? sample.context === context : context === last));
  return contexts.map((context) => foldSamples(atMs, samplesOf(context))).filter(hasValues);
}

/** The order of registers under one timestamp: a begin repeats what was, an end is the newest. */
const rankOf = (context: string): number =>
  context === "Transaction.Begin" ? 0 : context === "Transaction.End" ? 2 : 1;

const isRegister = ({ measurand }: Sample): boolean => measurand === "Energy.Active.Import.Register";

const isSameRegister = (one: Sample, other: Sample): boolean => isRegister(other) && one.location === other.location;

/**
 * Whether a reading says anything that we keep; a temperature or a signed blob alone leaves
 * nothing.
 */
export function hasValues({ registerMilliWh, powerW, currentA, voltageV, socPercent }: MeterReading): boolean {
  return [registerMilliWh, powerW, currentA, voltageV, socPercent].some((value) => value !== null);
}

/** Registers of the start and the end of a transaction. */
const OF_EVENT = ["Transaction.Begin", "Transaction.End"] as const;

/** A reading belongs to the event that it comes with when it is no older than this. */
const SAME_EVENT_MS = 60_000;

/**
 * The register at the start or at the end of a transaction: the one of that context, else, from a
 * station that names no context, the reading of the event's own instant: the event says what it is.
 */
export function registerAtEvent(
  { atMs, readings }: { readonly atMs: number; readonly readings: readonly MeterReading[] },
  context: (typeof OF_EVENT)[number],
): bigint | null {
  const registers = readings.filter(({ registerMilliWh }) => registerMilliWh !== null);
  const named = registers.find((reading) => reading.context === context);
  if (named) return named.registerMilliWh;
  const unnamed = registers.filter(
    (reading) => !OF_EVENT.some((other) => other === reading.context) && Math.abs(reading.atMs - atMs) <= SAME_EVENT_MS,
  );
  return (context === "Transaction.Begin" ? unnamed[0] : unnamed.at(-1))?.registerMilliWh ?? null;
}

type Part<Value> = { readonly conductor: string; readonly value: Value };
type Phases<Value> = { total: Value | null; neutral: Value | null; readonly parts: Part<Value>[] };

const noPhases = <Value>(): Phases<Value> => ({ total: null, neutral: null, parts: [] });

function addValue<Value>(into: Phases<Value>, sample: Sample, value: Value | null): void {
  if (value === null) return;
  if (sample.phase === null) into.total ??= value;
  else if (sample.phase === "N") into.neutral ??= value;
  else if (isPhaseToNeutral(sample.phase)) {
    const conductor = sample.phase.slice(0, 2);
    if (!into.parts.some((part) => part.conductor === conductor)) into.parts.push({ conductor, value });
  }
}

/**
 * "L1" and "L1-N" say the same of one conductor, so the first stands; values between two phases
 * would be counted twice. "N" is the total of a station that names no other phase.
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
