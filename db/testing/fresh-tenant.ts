import { randomBytes, randomUUID } from "node:crypto";
import { hash } from "@node-rs/argon2";
import { sql } from "drizzle-orm";
import { sites } from "@/db/schema/sites";
import { evses, stations } from "@/db/schema/stations";
import { legalEntities, operators } from "@/db/schema/operators";
import { tariffAssignments, tariffs, tariffVersions } from "@/db/schema/tariffs";
import { billingAccounts } from "@/db/schema/billing-accounts";
import { drivers } from "@/db/schema/drivers";
import { emsps } from "@/db/schema/emsps";
import { tokens } from "@/db/schema/tokens";
import { withPlatform } from "@/db/platform";
import { type TenantWrite, writeTenant } from "@/db/tenant";

export type FreshTenantOptions = {
  /** default 1 */
  readonly stations?: number;
  /** EVSEs of each station; default 1 */
  readonly evses?: number;
  /**
   * server/domain/tariff TariffContent; default EUR 0.50 a kWh including 23 % VAT. null: no tariff
   * at all
   */
  readonly tariff?: unknown;
  /**
   * when the tariff was published; default long ago, so that offline sessions of the past have a
   * price
   */
  readonly publishedAt?: Date;
  readonly currentKind?: "AC" | "DC";
  readonly maxPowerW?: number | null;
  readonly timeZone?: string;
};

export type FreshStation = { readonly id: string; readonly identity: string };

export type FreshTenant = {
  readonly tenantId: string;
  readonly slug: string;
  readonly legalEntityId: string;
  /** of the legal entity: stands in the numbers of its documents */
  readonly seriesCode: string;
  readonly siteId: string;
  readonly stations: readonly FreshStation[];
  /** the first of them */
  readonly station: FreshStation;
  /** of every station */
  readonly password: string;
  readonly driver: {
    readonly id: string;
    readonly billingAccountId: string;
    readonly tokenId: string;
    readonly uid: string;
  };
  readonly emsp: {
    readonly id: string;
    readonly billingAccountId: string;
    readonly tokenId: string;
    readonly uid: string;
  };
  /** null without a tariff */
  readonly tariff: { readonly id: string; readonly versionId: string; readonly assignmentId: string } | null;
};

const PLAIN_TARIFF = {
  currency: "EUR",
  anchor: "GROSS",
  elements: [{ components: [{ kind: "ENERGY", price: "0.50", per: "KWH", stepSize: 1, vatPercent: "23" }] }],
  idle: { graceSeconds: 0 },
  pausePolicy: "UNBILLED",
};

const PASSWORD = "test-password-1";
let passwordHash: Promise<string> | null = null;

/**
 * An operator of a test's own, with everything that a session needs to be charged and billed. Made
 * with the portal's role, as people do. Names are unique on the deployment, so tests run side by
 * side and need not clean up.
 */
export async function freshTenant(options: FreshTenantOptions = {}): Promise<FreshTenant> {
  const tenantId = randomUUID();
  const slug = `t-${randomBytes(6).toString("hex")}`;
  const timeZone = options.timeZone ?? "Europe/Lisbon";
  await withPlatform("a test makes its operator", (db) =>
    db.insert(operators).values({ id: tenantId, slug, name: `Operator ${slug}`, timeZone, currency: "EUR" }),
  );
  return writeTenant(tenantId, async (db) => {
    const { legalEntityId, seriesCode } = await insertSeller(db, timeZone);
    const siteId = await insertSite(db, legalEntityId, timeZone);
    const inserted = await insertStations(db, siteId, slug, options);
    const [station] = inserted;
    if (!station) throw new Error("A fresh tenant needs at least one station.");
    return {
      tenantId,
      slug,
      legalEntityId,
      seriesCode,
      siteId,
      stations: inserted,
      station,
      password: PASSWORD,
      driver: await insertDriver(db, legalEntityId, slug),
      emsp: await insertEmsp(db, legalEntityId, slug),
      tariff: options.tariff === null ? null : await insertTariff(db, options),
    };
  });
}

async function insertSeller(
  db: TenantWrite,
  timeZone: string,
): Promise<Pick<FreshTenant, "legalEntityId" | "seriesCode">> {
  const address = { street: "Rua do Teste 1", postalCode: "1000-001", city: "Lisboa", country: "PT" };
  const facts = {
    vatId: "PT509999999",
    email: "billing@operator.test",
    iban: "PT50000201231234567890154",
    currency: "EUR",
  };
  const [seller] = await db
    .insert(legalEntities)
    .values({ name: "Test Energia Lda", ...address, ...facts, timeZone, isDefault: true })
    .returning({ legalEntityId: legalEntities.id, seriesCode: legalEntities.seriesCode });
  if (!seller) throw new Error("the legal entity was not stored");
  return seller;
}

async function insertSite(db: TenantWrite, legalEntityId: string, timeZone: string): Promise<string> {
  const id = randomUUID();
  const address = { street: "Avenida do Teste 2", postalCode: "1000-002", city: "Lisboa", country: "PT" };
  await db.insert(sites).values({ id, legalEntityId, name: "Test site", ...address, timeZone });
  return id;
}

async function insertStations(
  db: TenantWrite,
  siteId: string,
  slug: string,
  options: FreshTenantOptions,
): Promise<readonly FreshStation[]> {
  // cheap on purpose: what is slow about argon2 is not what tests are about
  passwordHash ??= hash(PASSWORD, { memoryCost: 64, timeCost: 1, parallelism: 1 });
  const credentialHash = await passwordHash;
  const inserted = Array.from({ length: options.stations ?? 1 }, (_, index) => ({
    id: randomUUID(),
    identity: `${slug}-${index + 1}`,
  }));
  await db.insert(stations).values(
    inserted.map(({ id, identity }) => ({
      id,
      siteId,
      identity,
      name: identity,
      credentialHash,
      // long ago, so that what its station reports of the past is no wrong clock
      createdAt: new Date("2020-01-01T00:00:00Z"),
    })),
  );
  const numbers = Array.from({ length: options.evses ?? 1 }, (_, index) => index + 1);
  const kind = { currentKind: options.currentKind ?? "AC", maxPowerW: options.maxPowerW ?? null } as const;
  const rows = inserted.flatMap(({ id }) => numbers.map((evseNumber) => ({ stationId: id, evseNumber, ...kind })));
  if (rows.length > 0) await db.insert(evses).values(rows);
  return inserted;
}

async function insertDriver(db: TenantWrite, legalEntityId: string, slug: string): Promise<FreshTenant["driver"]> {
  const [id, billingAccountId, tokenId] = [randomUUID(), randomUUID(), randomUUID()];
  const name = "Ana Teste";
  const email = `ana@${slug}.test`;
  await db.insert(billingAccounts).values({
    id: billingAccountId,
    kind: "driver",
    legalEntityId,
    name,
    email,
    country: "PT",
    currency: "EUR",
  });
  await db.insert(drivers).values({ id, name, email, billingAccountId });
  const uid = `D${slug.slice(2)}`.toUpperCase();
  await db.insert(tokens).values({ id: tokenId, uid, driverId: id });
  return { id, billingAccountId, tokenId, uid };
}

async function insertEmsp(db: TenantWrite, legalEntityId: string, slug: string): Promise<FreshTenant["emsp"]> {
  const [id, billingAccountId, tokenId] = [randomUUID(), randomUUID(), randomUUID()];
  await db.insert(billingAccounts).values({
    id: billingAccountId,
    kind: "emsp",
    legalEntityId,
    name: "Roam Test GmbH",
    email: `billing@roam-${slug}.test`,
    country: "DE",
    vatId: "DE999999999",
    currency: "EUR",
  });
  await db.insert(emsps).values({ id, name: "Roam Test GmbH", countryCode: "DE", partyId: "RTE", billingAccountId });
  const uid = `E${slug.slice(2)}`.toUpperCase();
  await db.insert(tokens).values({ id: tokenId, uid, emspId: id, contractId: `DE-RTE-C${slug.slice(2, 10)}` });
  return { id, billingAccountId, tokenId, uid };
}

async function insertTariff(db: TenantWrite, options: FreshTenantOptions): Promise<NonNullable<FreshTenant["tariff"]>> {
  const [id, versionId, assignmentId] = [randomUUID(), randomUUID(), randomUUID()];
  const publishedAt = options.publishedAt ?? new Date("2020-01-01T00:00:00Z");
  await db.insert(tariffs).values({ id, slug: "plain", name: "Plain", createdAt: publishedAt });
  await db.insert(tariffVersions).values({
    id: versionId,
    tariffId: id,
    version: 1,
    state: "published",
    content: options.tariff ?? PLAIN_TARIFF,
    contentHash: sql`encode(sha256(${JSON.stringify(options.tariff ?? PLAIN_TARIFF)}::text::bytea), 'hex')`,
    publishedAt,
  });
  await db
    .insert(tariffAssignments)
    .values({ id: assignmentId, tariffId: id, scope: "operator", validFrom: publishedAt, createdAt: publishedAt });
  return { id, versionId, assignmentId };
}
