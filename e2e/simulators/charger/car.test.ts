import { expect, test } from "vitest";
import { arrivingBattery, type Battery, charge, drawnPowerW, isSatisfied, stateOfCharge } from "./car";
import { randomFrom } from "./seeded-random";

const SEEDS = Array.from({ length: 60 }, (_, index) => `seed ${index}`);

function chargeUntilSatisfied(start: Battery, offeredW: number) {
  let battery = start;
  let meteredWh = 0;
  const powers: number[] = [];
  for (let minute = 0; minute < 60 * 24 && !isSatisfied(battery); minute += 1) {
    powers.push(drawnPowerW(battery, "DC", offeredW));
    const step = charge(battery, "DC", offeredW, 60);
    battery = step.battery;
    meteredWh += step.meteredWh;
  }
  return { battery, meteredWh, powers };
}

test("a car is the same for the same seed and another for another seed", () => {
  expect(arrivingBattery(randomFrom("a"), "AC")).toEqual(arrivingBattery(randomFrom("a"), "AC"));
  const models = new Set(SEEDS.map((seed) => arrivingBattery(randomFrom(seed), "AC").car.model));
  expect(models.size).toBe(5);
});

test("a car never draws more than the station offers, and the meter never counts more", () => {
  for (const seed of SEEDS) {
    const battery = arrivingBattery(randomFrom(seed), "DC", 20);
    expect(drawnPowerW(battery, "DC", 60_000)).toBeLessThanOrEqual(60_000);
    expect(charge(battery, "DC", 60_000, 30).meteredWh).toBeLessThanOrEqual((60_000 * 30) / 3_600);
  }
});

test("a car tapers, reaches its target and then draws nothing", () => {
  for (const seed of SEEDS) {
    const start = arrivingBattery(randomFrom(seed), "DC");
    const { battery, meteredWh, powers } = chargeUntilSatisfied(start, 150_000);
    expect(stateOfCharge(battery)).toBeCloseTo(start.car.targetSoc, 6);
    expect(powers.at(-1)).toBeLessThan((powers[0] ?? 0) * 0.75);
    expect(drawnPowerW(battery, "DC", 150_000)).toBe(0);
    // 95 % of what the meter counted is in the battery.
    expect(meteredWh * 0.95).toBeCloseTo(battery.storedWh - start.storedWh, 3);
  }
});
