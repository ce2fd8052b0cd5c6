/**
 * A station charges offline and sends its messages later: its own times count, and so do the prices
 * of those times.
 */
import { SimulatedCharger } from "@/e2e/simulators/charger/simulated-charger";
import { expect, OWNER, test } from "@/e2e/specs/portal/test";
import { newDriver, newPrice, newStation, sessionsAt } from "@/e2e/specs/portal/world";

const MINUTE_MS = 60_000;

for (const version of ["1.6", "2.0.1", "2.1"] as const) {
  test(`${version}: a session reported later keeps its times and the price of its time`, async ({ apiOf, product }) => {
    const api = await apiOf(OWNER);
    const { stationId, identity, password } = await newStation(api, "OFFLINE");
    const { uid } = await newDriver(api, "OFFLINE");
    const charger = new SimulatedCharger({ id: identity, password, version, url: `${product.gatewayUrl}/ocpp` });
    await charger.powerUp();
    expect(await charger.authorize(uid)).toEqual({ status: "Accepted", isOffline: false });
    charger.goOffline();

    const startedAtMs = Date.now() - 90 * MINUTE_MS;
    const at = (minutes: number) => new Date(startedAtMs + minutes * MINUTE_MS);
    await charger.plugIn(1, { at: at(0) });
    expect(await charger.start(1, { token: uid, at: at(0), registerWh: 10_000 })).toMatchObject({ status: "Queued" });
    for (const quarter of [1, 2, 3])
      await charger.meter(1, { at: at(15 * quarter), registerWh: 10_000 + quarter * 2_500 });
    await charger.stop(1, { at: at(60), registerWh: 20_000 });
    await charger.unplug(1, { at: at(61) });
    expect(await sessionsAt(api, stationId)).toEqual([]);

    // meanwhile a higher price starts for sessions from now on
    const higherPrice = await newPrice(api, stationId, { perKwh: "0.99" });
    await charger.replay();
    await charger.plugIn(1);
    await charger.start(1, { token: uid });
    await charger.stop(1, { registerWh: 20_001 });
    await charger.shutdown();

    const [now, shown] = await sessionsAt(api, stationId);
    expect(shown?.row).toMatchObject({
      state: "ended",
      startedAtMs: at(0).getTime(),
      endedAtMs: at(60).getTime(),
      energyMilliWh: 10_000_000n,
    });
    expect(shown?.facts.startReceivedAtMs).toBeGreaterThan(at(60).getTime());
    expect(shown?.facts.tariffName).toBe("AC Portugal");
    expect(now?.facts.tariffName).toBe(higherPrice);
    // day 0.45, night 0.36 €/kWh: the old price at any hour of this run, never the new one
    const gross = shown?.price?.rating.totals.grossMinor ?? 0n;
    expect(gross).toBeGreaterThanOrEqual(360n);
    expect(gross).toBeLessThanOrEqual(450n);
  });
}
