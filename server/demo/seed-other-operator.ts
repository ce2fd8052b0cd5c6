import { legalEntities } from "@/db/schema/operators";
import { sites } from "@/db/schema/sites";
import { tariffAssignments } from "@/db/schema/tariffs";
import { type TenantWrite, writeTenant } from "@/db/tenant";
import type { DemoSite } from "./sites";
import { seedStation, seedTariff } from "./seed-network";
import { operatorId, seedOperator, seedTeam } from "./seed-people";

const SLUG = "voltwerk-nord";

const SITE: DemoSite = {
  name: "Bremen Überseestadt",
  street: "Konsul-Smidt-Straße 8",
  postalCode: "28217",
  city: "Bremen",
  country: "DE",
  timeZone: "Europe/Berlin",
  latitude: "53.094300",
  longitude: "8.777700",
  code: "BRE",
  ac: 2,
  dc: 0,
};

/** A second operator on the same deployment: neither may ever see rows of the other. */
export async function seedOtherOperator(now: Date): Promise<void> {
  if (await operatorId(SLUG)) return;
  const tenantId = await seedOperator({
    slug: SLUG,
    name: "Voltwerk Nord",
    timeZone: SITE.timeZone,
    currency: "EUR",
    locale: "en",
  });
  await writeTenant(tenantId, (db) => seedSmallNetwork(db, now));
  await seedTeam(tenantId, [{ email: "owner@voltwerk.corrente.test", name: "Voltwerk Owner", role: "owner" }]);
}

async function seedSmallNetwork(db: TenantWrite, now: Date): Promise<void> {
  const { street, postalCode, city, country, timeZone, latitude, longitude, name } = SITE;
  const [entity] = await db
    .insert(legalEntities)
    .values({
      name: "Voltwerk Nord GmbH",
      street,
      postalCode,
      city,
      country,
      vatId: "DE298765432",
      email: "rechnung@voltwerk.corrente.test",
      currency: "EUR",
      timeZone,
      seriesCode: "VWN",
      isDefault: true,
    })
    .returning({ id: legalEntities.id });
  if (!entity) throw new Error("the legal entity was not stored");
  const [site] = await db
    .insert(sites)
    .values({ legalEntityId: entity.id, name, street, postalCode, city, country, timeZone, latitude, longitude })
    .returning({ id: sites.id });
  if (!site) throw new Error("the site was not stored");
  for (const position of ["01", "02"]) {
    const identity = `VN-BRE-${position}`;
    await seedStation(
      db,
      {
        identity,
        password: `demo-${identity.toLowerCase()}`,
        name: `Bremen ${position}`,
        site: SITE,
        kind: "AC",
        powerW: 22_000,
        evses: 2,
        version: "1.6",
        vendor: "Wallbee",
        model: "Duo 22",
      },
      site.id,
    );
  }
  await db
    .insert(tariffAssignments)
    .values({ tariffId: await seedTariff(db, "acDe", now), scope: "operator", audience: "any", validFrom: now });
}
