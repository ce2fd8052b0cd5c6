/**
 * A car and its battery: capacity, state of charge and charging curve. Pure; the same seed gives
 * the same car.
 */
import { type Random } from "./seeded-random";

export type CurrentKind = "AC" | "DC";

export type Car = {
  readonly model: string;
  readonly capacityWh: number;
  readonly maxAcPowerW: number;
  readonly maxDcPowerW: number;
  /** Phases that its on-board charger uses on AC. */
  readonly phases: 1 | 3;
  /** State of charge at which the car stops drawing energy, as a fraction of one. */
  readonly targetSoc: number;
};

export type Battery = { readonly car: Car; readonly storedWh: number };

const MODELS: readonly Omit<Car, "targetSoc">[] = [
  { model: "compact hatchback", capacityWh: 40_000, maxAcPowerW: 6_600, maxDcPowerW: 46_000, phases: 1 },
  { model: "city car", capacityWh: 27_000, maxAcPowerW: 11_000, maxDcPowerW: 30_000, phases: 3 },
  { model: "family estate", capacityWh: 77_000, maxAcPowerW: 11_000, maxDcPowerW: 170_000, phases: 3 },
  { model: "saloon", capacityWh: 60_000, maxAcPowerW: 11_000, maxDcPowerW: 150_000, phases: 3 },
  { model: "van", capacityWh: 68_000, maxAcPowerW: 22_000, maxDcPowerW: 100_000, phases: 3 },
];

/** Energy lost between the meter and the cells. */
const EFFICIENCY = { AC: 0.9, DC: 0.95 } as const;
const STEP_S = 5;

/**
 * A car that has just arrived. `speed` shortens its stay by shrinking its battery. Power and energy
 * stay true to the clock, so no meter shows more than the station can deliver.
 */
export function arrivingBattery(random: Random, kind: CurrentKind, speed = 1): Battery {
  const { capacityWh, ...model } = random.pick(MODELS);
  const targetSoc = kind === "DC" ? random.between(0.7, 0.86) : random.between(0.85, 1);
  const arrivingSoc = kind === "DC" ? random.between(0.08, 0.4) : random.between(0.25, 0.7);
  const car: Car = { ...model, targetSoc, capacityWh: Math.round(capacityWh / speed) };
  return { car, storedWh: car.capacityWh * arrivingSoc };
}

/** State of charge as a fraction of one. */
export function stateOfCharge(battery: Battery): number {
  return battery.storedWh / battery.car.capacityWh;
}

export function isSatisfied(battery: Battery): boolean {
  return stateOfCharge(battery) >= battery.car.targetSoc - 1e-9;
}

/**
 * Returns the watts that the car draws now from a station that offers `offeredW`; zero at its
 * target.
 */
export function drawnPowerW(battery: Battery, kind: CurrentKind, offeredW: number): number {
  if (isSatisfied(battery)) return 0;
  const limitW = Math.min(offeredW, kind === "AC" ? battery.car.maxAcPowerW : battery.car.maxDcPowerW);
  const soc = stateOfCharge(battery);
  // A slow ripple, only downwards, makes a chart look like a measurement.
  const ripple = 1 - 0.012 * (1 + Math.sin(soc * 240 + battery.car.capacityWh));
  return Math.floor(limitW * taper(kind, soc) * ripple);
}

/**
 * Returns the battery after `seconds` on the cable, and the energy the meter counted (Wh, with its
 * fraction).
 */
export function charge(
  battery: Battery,
  kind: CurrentKind,
  offeredW: number,
  seconds: number,
): { readonly battery: Battery; readonly meteredWh: number } {
  let { storedWh } = battery;
  let meteredWh = 0;
  for (let left = seconds; left > 0; left -= STEP_S) {
    const now = { car: battery.car, storedWh };
    const wantedWh = battery.car.capacityWh * battery.car.targetSoc - storedWh;
    const stepWh = (drawnPowerW(now, kind, offeredW) * Math.min(left, STEP_S)) / 3_600;
    if (stepWh === 0) break;
    const takenWh = Math.min(stepWh, wantedWh / EFFICIENCY[kind]);
    storedWh += takenWh * EFFICIENCY[kind];
    meteredWh += takenWh;
  }
  return { battery: { car: battery.car, storedWh }, meteredWh };
}

/** Share of full power at a state of charge: DC tapers early, AC only near the end. */
function taper(kind: CurrentKind, soc: number): number {
  if (kind === "AC") return soc < 0.95 ? 1 : Math.max(0.25, 1 - (soc - 0.95) * 15);
  if (soc < 0.5) return 1;
  if (soc < 0.8) return 1 - ((soc - 0.5) / 0.3) * 0.6;
  return Math.max(0.08, 0.4 - ((soc - 0.8) / 0.2) * 0.32);
}
