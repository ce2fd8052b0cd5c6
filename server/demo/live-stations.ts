import { DEMO_DRIVERS, DEMO_EMSPS } from "./customers";
import { DEMO_SITES, type DemoStation, stationsOf } from "./sites";

/** A station of the simulated network (its own file format). */
type LiveStation = {
  readonly id: string;
  readonly password: string;
  readonly version: "1.6" | "2.0.1";
  readonly connectors: number;
  readonly powerKw: number;
  readonly kind: "AC" | "DC";
  /** the cards that come here; without any the station is on its line, and nobody comes */
  readonly tokens: readonly string[];
};

/** Was set up last week and waits for its first day. */
const NOT_YET_CONNECTED = "PT-LIS-10";

/**
 * Every station but one that is new. Cars come to a dozen: of each site a post (AC) and a fast
 * charger (DC, one that speaks 2.0.1 where there is one), with cards of drivers and of EMSPs.
 */
export function liveStations(): readonly LiveStation[] {
  const cards = [...DEMO_DRIVERS.flatMap((driver) => driver.tokens), ...DEMO_EMSPS.flatMap((emsp) => emsp.tokens)];
  const sites = DEMO_SITES.map(stationsOf);
  const busy = sites.flatMap(busyStationsOf);
  const identities = busy.map((station) => station.identity);
  const idle = sites.flat().filter(({ identity }) => !identities.includes(identity) && identity !== NOT_YET_CONNECTED);
  return [...busy, ...idle].map((station, index) => ({
    id: station.identity,
    password: station.password,
    version: station.version,
    connectors: station.evses,
    powerKw: station.powerW / 1000,
    kind: station.kind,
    // every station has its own few cards: no card charges at two places at once
    tokens: cards.filter((_, card) => card % busy.length === index),
  }));
}

function busyStationsOf(siteStations: readonly DemoStation[]): readonly DemoStation[] {
  const fast = siteStations.filter((station) => station.kind === "DC");
  const shown = [siteStations[0], fast.find((station) => station.version === "2.0.1") ?? fast[0]];
  return shown.filter((station): station is DemoStation => station !== undefined);
}
