/** Where the demo operator has chargers. Fixed data: the same network at every first start. */

export type DemoSite = {
  readonly name: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly country: "PT" | "DE";
  readonly timeZone: string;
  readonly latitude: string;
  readonly longitude: string;
  readonly code: string;
  readonly ac: number;
  readonly dc: number;
};

export const DEMO_SITES: readonly DemoSite[] = [
  {
    name: "Parque das Nações",
    street: "Alameda dos Oceanos 41",
    postalCode: "1990-203",
    city: "Lisboa",
    country: "PT",
    timeZone: "Europe/Lisbon",
    latitude: "38.767800",
    longitude: "-9.097100",
    code: "LIS",
    ac: 6,
    dc: 4,
  },
  {
    name: "Campanhã Intermodal",
    street: "Rua da Estação 12",
    postalCode: "4300-171",
    city: "Porto",
    country: "PT",
    timeZone: "Europe/Lisbon",
    latitude: "41.149400",
    longitude: "-8.585500",
    code: "OPO",
    ac: 4,
    dc: 4,
  },
  {
    name: "Braga Norte",
    street: "Avenida do Cávado 160",
    postalCode: "4700-690",
    city: "Braga",
    country: "PT",
    timeZone: "Europe/Lisbon",
    latitude: "41.575600",
    longitude: "-8.428500",
    code: "BRG",
    ac: 4,
    dc: 2,
  },
  {
    name: "Faro Aeroporto",
    street: "Estrada do Aeroporto 3",
    postalCode: "8006-901",
    city: "Faro",
    country: "PT",
    timeZone: "Europe/Lisbon",
    latitude: "37.017000",
    longitude: "-7.968200",
    code: "FAO",
    ac: 3,
    dc: 2,
  },
  {
    name: "HafenCity Süd",
    street: "Überseeallee 10",
    postalCode: "20457",
    city: "Hamburg",
    country: "DE",
    timeZone: "Europe/Berlin",
    latitude: "53.540500",
    longitude: "9.999000",
    code: "HAM",
    ac: 4,
    dc: 2,
  },
  {
    name: "München Ostbahnhof",
    street: "Orleansplatz 5",
    postalCode: "81667",
    city: "München",
    country: "DE",
    timeZone: "Europe/Berlin",
    latitude: "48.127900",
    longitude: "11.604800",
    code: "MUC",
    ac: 3,
    dc: 2,
  },
];

export type DemoStation = {
  readonly identity: string;
  readonly password: string;
  readonly name: string;
  readonly site: DemoSite;
  readonly kind: "AC" | "DC";
  readonly powerW: number;
  readonly evses: number;
  readonly version: "1.6" | "2.0.1";
  readonly vendor: string;
  readonly model: string;
};

/**
 * All stations of a site: AC posts with two sockets, DC chargers with one or two. Every third
 * speaks 2.0.1.
 */
export function stationsOf(site: DemoSite): readonly DemoStation[] {
  const count = site.ac + site.dc;
  return Array.from({ length: count }, (_, index): DemoStation => {
    const isDc = index >= site.ac;
    const position = String(index + 1).padStart(2, "0");
    const identity = `${site.country}-${site.code}-${position}`;
    return {
      identity,
      password: `demo-${identity.toLowerCase()}`,
      name: `${site.city} ${isDc ? "Rápido" : "Normal"} ${position}`.replace(
        "Rápido",
        site.country === "DE" ? "Schnell" : "Rápido",
      ),
      site,
      kind: isDc ? "DC" : "AC",
      powerW: isDc ? ([50_000, 150_000, 180_000][index % 3] ?? 150_000) : ([11_000, 22_000][index % 2] ?? 22_000),
      evses: isDc ? 1 + (index % 2) : 2,
      version: index % 3 === 2 ? "2.0.1" : "1.6",
      vendor: isDc ? "Meridian" : "Wallbee",
      model: isDc ? "HPC-180" : "Duo 22",
    };
  });
}

/** The station that visitors may plug into (README). */
export const visitorStation = (site: DemoSite): DemoStation => ({
  identity: "DEMO-VISITOR",
  password: "visitor-demo-1",
  name: "Visitor's station",
  site,
  kind: "AC",
  powerW: 22_000,
  evses: 2,
  version: "1.6",
  vendor: "Wallbee",
  model: "Duo 22",
});
