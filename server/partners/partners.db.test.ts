import { describe, expect, test } from "vitest";
import { type FreshTenant, freshTenant } from "@/db/testing/fresh-tenant";
import { tariffAssignments, tariffs, tariffVersions } from "@/db/schema/tariffs";
import { readTenant, type TenantWrite, writeTenant } from "@/db/tenant";
import { AddPartner, addPartner } from "./add-partner";
import { getPartner } from "./get-partner";
import { ImportTokens, importTokens } from "@/server/tokens/import-tokens";
import { ListPartners, listPartners } from "./list-partners";
import { roamingPrices } from "./roaming-prices";

const voltway = (tenant: FreshTenant, more: object = {}) =>
  AddPartner.parse({
    name: "Voltway SAS",
    countryCode: "fr",
    partyId: "vlw",
    legalEntityId: tenant.legalEntityId,
    email: "invoices@voltway.test",
    country: "FR",
    vatId: "FR12345678901",
    locale: "en",
    paymentTermsDays: 30,
    ...more,
  });

describe("a roaming partner", () => {
  test("is known by its country and party id in capitals, once", async () => {
    const tenant = await freshTenant();
    await writeTenant(tenant.tenantId, (db) => addPartner(db, voltway(tenant)));
    await expect(
      writeTenant(tenant.tenantId, (db) => addPartner(db, voltway(tenant, { name: "Other" }))),
    ).rejects.toMatchObject({ status: "CONFLICT", details: { field: "partyId" } });
    const { rows } = await readTenant(tenant.tenantId, (db) => listPartners(db, ListPartners.parse({ text: "FR-VL" })));
    expect(rows.map(({ name, countryCode, partyId }) => [name, countryCode, partyId])).toEqual([
      ["Voltway SAS", "FR", "VLW"],
    ]);
  });

  test("gets its tokens from a file; those of others and doubles are reported and left", async () => {
    const tenant = await freshTenant();
    const { partnerId } = await writeTenant(tenant.tenantId, (db) => addPartner(db, voltway(tenant)));
    const text = `uid,contract_id\nFR1,FR-VLW-C1\nfr1,FR-VLW-C2\n${tenant.driver.uid},FR-VLW-C3\n,FR-VLW-C4\n`;
    const input = ImportTokens.parse({ partnerId, text, dryRun: false });
    const report = await writeTenant(tenant.tenantId, (db) => importTokens(db, input));
    expect(report.lines.map(({ line, outcome, problem, about }) => [line, problem ?? outcome, about])).toEqual([
      [2, "new_token", null],
      [3, "TWICE_IN_FILE", "2"],
      [4, "TOKEN_TAKEN", "Ana Teste"],
      [5, "UID_MISSING", null],
    ]);
    const partner = await readTenant(tenant.tenantId, (db) => getPartner(db, { partnerId }));
    expect(partner.tokens.map(({ uid, contractId }) => [uid, contractId])).toEqual([["FR1", "FR-VLW-C1"]]);
  });
});

describe("the roaming prices of a site", () => {
  const prices = (tenant: FreshTenant) => readTenant(tenant.tenantId, (db) => roamingPrices(db, Date.now()));
  const listed = async (tenant: FreshTenant) =>
    (await prices(tenant)).map(({ siteName, tariff, stationCount }) => [siteName, tariff?.name ?? null, stationCount]);

  test("are the tariffs that a session's start would choose, station by station; none is said as none", async () => {
    const [priced, unpriced] = await Promise.all([freshTenant({ stations: 3 }), freshTenant({ tariff: null })]);
    expect(await listed(unpriced)).toEqual([["Test site", null, 1]]);
    expect(await listed(priced)).toEqual([["Test site", "Plain", 3]]);
    await writeTenant(priced.tenantId, (db) => insertRoamingTariff(db, priced.station.id));
    expect(await listed(priced)).toEqual([
      ["Test site", "Roaming", 1], // the first station, by name
      ["Test site", "Plain", 2],
    ]);
  });
});

/** A published tariff for partners at one station. */
async function insertRoamingTariff(db: TenantWrite, stationId: string): Promise<void> {
  const [tariff] = await db.insert(tariffs).values({ slug: "roaming", name: "Roaming" }).returning({ id: tariffs.id });
  const tariffId = tariff?.id ?? "";
  const content = { currency: "EUR", anchor: "NET", elements: [] };
  const publishedAt = new Date("2020-01-01T00:00:00Z");
  await db
    .insert(tariffVersions)
    .values({ tariffId, version: 1, state: "published", content, contentHash: "none", publishedAt });
  await db
    .insert(tariffAssignments)
    .values({ tariffId, scope: "station", stationId, audience: "emsp", validFrom: publishedAt });
}
