import { describe, expect, it } from "vitest";
import { type FreshTenant, freshTenant } from "@/db/testing/fresh-tenant";
import { readTenant, writeTenant } from "@/db/tenant";
import { AddPartner, addPartner } from "./add-partner";
import { getPartner } from "./get-partner";
import { ImportTokens, importTokens } from "./import-tokens";
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
  it("is known by its country and party id in capitals, once", async () => {
    const tenant = await freshTenant();
    await writeTenant(tenant.tenantId, (db) => addPartner(db, voltway(tenant)));
    await expect(
      writeTenant(tenant.tenantId, (db) => addPartner(db, voltway(tenant, { name: "Other" }))),
    ).rejects.toMatchObject({ code: "CONFLICT", details: { field: "partyId" } });
    const { rows } = await readTenant(tenant.tenantId, (db) => listPartners(db, ListPartners.parse({ text: "FR-VL" })));
    expect(rows.map(({ name, countryCode, partyId }) => [name, countryCode, partyId])).toEqual([
      ["Voltway SAS", "FR", "VLW"],
    ]);
  });

  it("gets its tokens from a file; those of others and doubles are reported and left", async () => {
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

describe("the roaming price of a site", () => {
  it("is the tariff that a session's start would choose, and none is said as none", async () => {
    const [priced, unpriced] = await Promise.all([freshTenant(), freshTenant({ tariff: null })]);
    const at = (tenant: FreshTenant) => readTenant(tenant.tenantId, (db) => roamingPrices(db, Date.now()));
    expect((await at(priced)).map(({ siteName, tariff }) => [siteName, tariff?.name])).toEqual([
      ["Test site", "Plain"],
    ]);
    expect((await at(unpriced)).map(({ tariff }) => tariff)).toEqual([null]);
  });
});
