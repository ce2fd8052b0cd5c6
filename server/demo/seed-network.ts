import { contentHashOf } from "@/server/content-hash";
import { legalEntities } from "@/db/schema/operators";
import { sites } from "@/db/schema/sites";
import { connectors, evses, stations } from "@/db/schema/stations";
import { tariffAssignments, tariffs, tariffVersions } from "@/db/schema/tariffs";
import type { TenantWrite } from "@/db/tenant";
import { hashPassword } from "@/server/identity/password";
import { type DemoSite, type DemoStation, DEMO_SITES, stationsOf, visitorStation } from "./sites";
import { DEMO_TARIFFS } from "./tariffs";

export type SeededStation = DemoStation & { readonly stationId: string; readonly siteId: string };

export type SeededNetwork = {
  readonly entityOf: Readonly<Record<"PT" | "DE", string>>;
  readonly stations: readonly SeededStation[];
};

const ENTITIES = {
  PT: {
    name: "Ribeira Energia, Lda",
    street: "Rua do Alecrim 58",
    postalCode: "1200-018",
    city: "Lisboa",
    country: "PT",
    vatId: "PT509442013",
    email: "faturas@demo.corrente.test",
    iban: "PT50000201231234567890154",
    bic: "BCOMPTPL",
    timeZone: "Europe/Lisbon",
    seriesCode: "RBP",
  },
  DE: {
    name: "Ribeira Laden GmbH",
    street: "Am Sandtorkai 40",
    postalCode: "20457",
    city: "Hamburg",
    country: "DE",
    vatId: "DE136695976",
    email: "rechnungen@demo.corrente.test",
    iban: "DE89370400440532013000",
    bic: "COBADEFFXXX",
    timeZone: "Europe/Berlin",
    seriesCode: "RBD",
  },
} as const;

/** Legal entities, sites, stations and tariffs of the demo operator. */
export async function seedNetwork(db: TenantWrite, publishedAt: Date): Promise<SeededNetwork> {
  const entityOf = { PT: await seedEntity(db, "PT"), DE: await seedEntity(db, "DE") };
  const seeded: SeededStation[] = [];
  const siteIds = new Map<DemoSite, string>();
  for (const site of DEMO_SITES) {
    const { ac: _ac, dc: _dc, code: _code, ...facts } = site;
    const [row] = await db
      .insert(sites)
      .values({ ...facts, legalEntityId: entityOf[site.country] })
      .returning({ id: sites.id });
    if (!row) throw new Error("the site was not stored");
    siteIds.set(site, row.id);
    const [firstSite] = DEMO_SITES;
    const siteStations = site === firstSite ? [...stationsOf(site), visitorStation(site)] : stationsOf(site);
    for (const station of siteStations) seeded.push(await seedStation(db, station, row.id));
  }
  await seedTariffs(db, siteIds, seeded, publishedAt);
  return { entityOf, stations: seeded };
}

async function seedEntity(db: TenantWrite, country: "PT" | "DE"): Promise<string> {
  const [row] = await db
    .insert(legalEntities)
    .values({ ...ENTITIES[country], currency: "EUR", isDefault: country === "PT" })
    .returning({ id: legalEntities.id });
  if (!row) throw new Error("the legal entity was not stored");
  return row.id;
}

/** A station with its EVSEs and one connector each; it has never connected yet. */
export async function seedStation(db: TenantWrite, station: DemoStation, siteId: string): Promise<SeededStation> {
  const credentialHash = await hashPassword(station.password);
  const [row] = await db
    .insert(stations)
    .values({
      siteId,
      identity: station.identity,
      name: station.name,
      credentialHash,
      ocppVersion: station.version,
      vendor: station.vendor,
      model: station.model,
    })
    .returning({ id: stations.id });
  if (!row) throw new Error("the station was not stored");
  const numbers = Array.from({ length: station.evses }, (_, index) => index + 1);
  await db.insert(evses).values(
    numbers.map((evseNumber) => ({
      stationId: row.id,
      evseNumber,
      currentKind: station.kind,
      maxPowerW: station.powerW,
    })),
  );
  await db.insert(connectors).values(
    numbers.map((evseNumber) => ({
      stationId: row.id,
      evseNumber,
      connectorNumber: 1,
      standard: station.kind === "DC" ? "IEC_62196_T2_COMBO" : "IEC_62196_T2",
    })),
  );
  return { ...station, stationId: row.id, siteId };
}

/** Publishes one version of a tariff and returns the tariff's id. */
export async function seedTariff(db: TenantWrite, key: keyof typeof DEMO_TARIFFS, publishedAt: Date): Promise<string> {
  const { slug, name, content } = DEMO_TARIFFS[key];
  const [tariff] = await db
    .insert(tariffs)
    .values({ slug, name, createdAt: publishedAt })
    .returning({ id: tariffs.id });
  if (!tariff) throw new Error("the tariff was not stored");
  const contentHash = contentHashOf(content);
  await db
    .insert(tariffVersions)
    .values({ tariffId: tariff.id, version: 1, state: "published", content, contentHash, publishedAt });
  return tariff.id;
}

async function seedTariffs(
  db: TenantWrite,
  siteIds: ReadonlyMap<DemoSite, string>,
  seededStations: readonly SeededStation[],
  validFrom: Date,
): Promise<void> {
  for (const country of ["PT", "DE"] as const) {
    const [ac, dc, roaming] =
      country === "PT" ? (["acPt", "dcPt", "roamingPt"] as const) : (["acDe", "dcDe", "roamingDe"] as const);
    const [acId, dcId, roamingId] = [
      await seedTariff(db, ac, validFrom),
      await seedTariff(db, dc, validFrom),
      await seedTariff(db, roaming, validFrom),
    ];
    for (const [site, siteId] of siteIds) {
      if (site.country !== country) continue;
      await db.insert(tariffAssignments).values({ tariffId: acId, scope: "site", siteId, audience: "any", validFrom });
      const dcStations = seededStations.filter((station) => station.siteId === siteId && station.kind === "DC");
      const siteStations = seededStations.filter((station) => station.siteId === siteId);
      await db.insert(tariffAssignments).values([
        ...dcStations.map(({ stationId }) => ({
          tariffId: dcId,
          scope: "station" as const,
          stationId,
          audience: "any" as const,
          validFrom,
        })),
        ...siteStations.map(({ stationId }) => ({
          tariffId: roamingId,
          scope: "station" as const,
          stationId,
          audience: "emsp" as const,
          validFrom,
        })),
      ]);
    }
  }
}
