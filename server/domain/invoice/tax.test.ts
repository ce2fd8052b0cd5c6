import { expect, test } from "vitest";
import { type TaxBuyer, decideTax } from "@/server/domain/invoice/tax";
import { standardVatPercent } from "@/server/domain/invoice/vat-rates";

const decide = (buyer: Partial<TaxBuyer>, seller = "DE", siteCountry = "DE") =>
  decideTax({
    seller: { country: seller },
    buyer: { kind: "EMSP", country: "DE", vatId: null, ...buyer },
    siteCountry,
    vatPercent: "19",
  });

test.each([
  ["a driver pays VAT where the electricity was consumed", { kind: "DRIVER" }, "S", "19", []],
  ["a dealer at home pays VAT at home", {}, "S", "19", []],
  [
    "a dealer elsewhere in the Union owes the tax himself",
    { country: "FR", vatId: "FR 40 303 265 045" },
    "AE",
    "0",
    [],
  ],
  ["Greece writes its ids with EL", { country: "GR", vatId: "EL094019245" }, "AE", "0", []],
  ["without a VAT id VAT is charged", { country: "FR" }, "S", "19", ["VAT_ID_MISSING"]],
  [
    "with another country's VAT id VAT is charged",
    { country: "FR", vatId: "DE123456789" },
    "S",
    "19",
    ["VAT_ID_MALFORMED"],
  ],
  ["a dealer outside the Union is outside the scope", { country: "CH", vatId: "CHE123456789" }, "O", "0", []],
] as const)("tax decision: %s", (_, buyer, category, vatPercent, findings) => {
  const decision = decide(buyer);
  expect(decision).toMatchObject({ category, vatPercent });
  expect(decision.findings.map(({ code }) => code)).toEqual(findings);
});

test("a charge point abroad may need a registration there: VAT is charged, a finding raised", () => {
  expect(decide({ kind: "DRIVER" }, "DE", "AT").findings).toEqual([
    { code: "FOREIGN_SITE", data: { siteCountry: "AT" } },
  ]);
});

test("a dealer at home pays the home rate for a charge point abroad: VAT is charged, a finding raised", () => {
  expect(decide({ kind: "EMSP", country: "DE" }, "DE", "AT").findings).toEqual([
    { code: "FOREIGN_SITE", data: { siteCountry: "AT" } },
  ]);
});

test("VAT rates change on their dates", () => {
  expect(standardVatPercent("EE", "2025-06-30")).toBe("22");
  expect(standardVatPercent("EE", "2025-07-01")).toBe("24");
  expect(standardVatPercent("DE", "2020-12-31")).toBe("16");
  expect(standardVatPercent("XX", "2026-01-01")).toBeNull();
});
