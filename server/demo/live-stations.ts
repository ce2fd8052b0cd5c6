import { DEMO_DRIVERS, DEMO_EMSPS } from "./people";
import { DEMO_SITES, type DemoStation, stationsOf } from "./places";

/** What the simulated network is told of a station it plays (its own file format). */
type LiveStation = {
  readonly id: string;
  readonly password: string;
  readonly version: "1.6" | "2.0.1";
  readonly connectors: number;
  readonly powerKw: number;
  readonly kind: "AC" | "DC";
  readonly tokens: readonly string[];
};

/** A dozen stations: of each site a post (AC) and a fast charger (DC, one that speaks 2.0.1 where there is one), with cards of drivers and of EMSPs. */
export function liveStations(): readonly LiveStation[] {
  const cards = [...DEMO_DRIVERS.flatMap((driver) => driver.tokens), ...DEMO_EMSPS.flatMap((emsp) => emsp.tokens)];
  const played = DEMO_SITES.flatMap((site) => {
    const here = stationsOf(site);
    const fast = here.filter((station) => station.kind === "DC");
    const shown = [here[0], fast.find((station) => station.version === "2.0.1") ?? fast[0]];
    return shown.filter((station): station is DemoStation => station !== undefined);
  });
  return played.map((station, index) => ({
    id: station.identity,
    password: station.password,
    version: station.version,
    connectors: station.evses,
    powerKw: station.powerW / 1000,
    kind: station.kind,
    // every station has its own few cards: no card charges at two places at once
    tokens: cards.filter((_, card) => card % played.length === index),
  }));
}
