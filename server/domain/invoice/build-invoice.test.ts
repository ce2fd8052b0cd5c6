import fc from "fast-check";
import { expect, test } from "vitest";
import { type InvoiceInput, buildInvoice, splitForInvoicing } from "@/server/domain/invoice/build-invoice";
import { creditNoteFor } from "@/server/domain/invoice/credit-note";
import type { ChargeRecordSummary, InvoiceDocument } from "@/server/domain/invoice/invoice";
import { vatOfGross, vatOfNet } from "@/server/domain/money";
import { fromDecimal } from "@/server/domain/exact";
import { monthPeriod } from "@/server/domain/period";
import type { ComponentAmount, ComponentKind } from "@/server/domain/tariff/rating";

const JUNE = monthPeriod(2026, 6, "Europe/Berlin");
const DRIVER = { kind: "DRIVER", country: "DE", vatId: null } as const;
const DUTCH_EMSP = { kind: "EMSP", country: "NL", vatId: "NL123456789B01" } as const;

test("an invoice to a driver claims exactly what was shown: the gross amounts add up", () => {
  const invoice = build([
    gross("a", [["ENERGY", 728n]]),
    gross("b", [
      ["ENERGY", 501n],
      ["PARKING", 99n],
    ]),
  ]);
  expect(invoice).toMatchObject({ grossMinor: 1328n, taxMinor: 212n, netMinor: 1116n }); // 1328 × 19/119 = 212.03
  expect(invoice.lines.map(({ no, kind, grossMinor, sessionCount }) => [no, kind, grossMinor, sessionCount])).toEqual([
    [1, "ENERGY", 1229n, 2],
    [2, "PARKING", 99n, 1],
  ]);
  expect(invoice.lines[0]?.energyMilliWh).toBe(20_000_000n);
});

test("an invoice is due its payment days after its date", () => {
  expect(build([gross("a", [["ENERGY", 1n]])], { issueDate: "2026-06-30", paymentTermsDays: 14 }).dueDate).toBe(
    "2026-07-14",
  );
});

test("an invoice to a roaming partner puts VAT on the sum of the nets, not on each record", () => {
  const invoice = build(
    [1n, 2n, 3n].map((n) => net(`r${n}`, [["ENERGY", 333n]])),
    { account: { kind: "EMSP", country: "DE", vatId: null } },
  );
  // 999 × 0.19 = 189.81, while 3 × 63 = 189
  expect(invoice).toMatchObject({ netMinor: 999n, taxMinor: 190n, grossMinor: 1189n });
});

test("an invoice to a roaming partner bills without VAT across a border in the Union", () => {
  const invoice = build([net("a", [["ENERGY", 1000n]])], { account: DUTCH_EMSP });
  expect(invoice).toMatchObject({ netMinor: 1000n, taxMinor: 0n, grossMinor: 1000n });
  expect(invoice.taxSubtotals).toMatchObject([
    { category: "AE", vatPercent: "0", wording: { vatexCode: "VATEX-EU-AE" } },
  ]);
});

test("an invoice to a roaming partner charges VAT and raises a finding without a VAT id", () => {
  const invoice = build([net("a", [["ENERGY", 1000n]]), net("b", [["ENERGY", 1n]])], {
    account: { ...DUTCH_EMSP, vatId: null },
  });
  // 1001 × 0.19
  expect(invoice).toMatchObject({ taxMinor: 190n, findings: [{ code: "VAT_ID_MISSING", data: { country: "NL" } }] });
});

test("records are split by currency and price side, and a mixed invoice is refused", () => {
  const records = [gross("a", [["ENERGY", 1n]]), net("b", [["ENERGY", 1n]]), gross("c", [["ENERGY", 1n]])];
  expect(splitForInvoicing(records).map((group) => group.map(({ id }) => id))).toEqual([["a", "c"], ["b"]]);
  expect(() => build(records)).toThrow("one currency");
  expect(() => build([])).toThrow("at least one");
});

test("an invoice never holds a charge record twice", () => {
  expect(() => build([gross("a", [["ENERGY", 1n]]), gross("a", [["ENERGY", 1n]])])).toThrow("billed once");
});

test("for any records lines, subtotals and totals agree, and the price side is the sum of the records", () => {
  fc.assert(
    fc.property(arbitraryRecords(), fc.constantFrom(DRIVER, DUTCH_EMSP), (records, account) => {
      const invoice = build(records, { account });
      for (const rows of [invoice.lines, invoice.taxSubtotals]) {
        expect(addUp(rows)).toEqual(addUp([invoice]));
      }
      const side = invoice.priceSide === "NET" || account === DUTCH_EMSP ? "netMinor" : "grossMinor";
      const recorded = addUp(records.flatMap(({ components }) => components));
      expect(invoice[side]).toBe(recorded[side]);
      expect(invoice.grossMinor).toBe(invoice.netMinor + invoice.taxMinor);
    }),
  );
});

test("for any records an invoice and its credit note add up to zero", () => {
  fc.assert(
    fc.property(arbitraryRecords(), (records) => {
      const invoice = build(records);
      const credit = creditNoteFor(invoice, { number: "2026-0001", issueDate: "2026-07-01" }, "2026-07-02");
      expect(addUp([invoice, credit])).toEqual({ netMinor: 0n, taxMinor: 0n, grossMinor: 0n });
      expect(addUp([...invoice.lines, ...credit.lines])).toEqual({ netMinor: 0n, taxMinor: 0n, grossMinor: 0n });
      expect(energyOf(invoice) + energyOf(credit)).toBe(0n);
      expect(() => creditNoteFor(credit, { number: "1", issueDate: "2026-07-01" })).toThrow(RangeError);
    }),
  );
});

function build(records: readonly ChargeRecordSummary[], rest: Partial<InvoiceInput> = {}): InvoiceDocument {
  return buildInvoice({
    records,
    account: DRIVER,
    legalEntity: { country: "DE" },
    period: JUNE,
    paymentTermsDays: 14,
    ...rest,
  });
}

type Part = readonly [kind: ComponentKind, minor: bigint];

function gross(id: string, parts: readonly Part[], vatPercent = "19"): ChargeRecordSummary {
  const components = parts.map(([kind, grossMinor]): ComponentAmount => {
    const taxMinor = vatOfGross(grossMinor, fromDecimal(vatPercent));
    return { kind, vatPercent, netMinor: grossMinor - taxMinor, taxMinor, grossMinor };
  });
  return { ...record(id, components), priceSide: "GROSS" };
}

function net(id: string, parts: readonly Part[], vatPercent = "19"): ChargeRecordSummary {
  const components = parts.map(([kind, netMinor]): ComponentAmount => {
    const taxMinor = vatOfNet(netMinor, fromDecimal(vatPercent));
    return { kind, vatPercent, netMinor, taxMinor, grossMinor: netMinor + taxMinor };
  });
  return { ...record(id, components), priceSide: "NET" };
}

function record(id: string, components: readonly ComponentAmount[]): Omit<ChargeRecordSummary, "priceSide"> {
  return {
    id,
    sessionId: `session-${id}`,
    siteCountry: "DE",
    startedAtMs: JUNE.fromMs,
    endedAtMs: JUNE.fromMs + 3_600_000n,
    energyMilliWh: 10_000_000n,
    currency: "EUR",
    taxGroups: [],
    components,
  };
}

function addUp(rows: readonly { netMinor: bigint; taxMinor: bigint; grossMinor: bigint }[]) {
  const sum = (side: "netMinor" | "taxMinor" | "grossMinor") => rows.reduce((total, row) => total + row[side], 0n);
  return { netMinor: sum("netMinor"), taxMinor: sum("taxMinor"), grossMinor: sum("grossMinor") };
}

function energyOf({ lines }: InvoiceDocument): bigint {
  return lines.reduce((total, { energyMilliWh }) => total + energyMilliWh, 0n);
}

function arbitraryRecords(): fc.Arbitrary<ChargeRecordSummary[]> {
  const kind = fc.constantFrom<ComponentKind>("ENERGY", "TIME", "PARKING", "FLAT", "ADJUSTMENT");
  const part = fc.tuple(kind, fc.bigInt({ min: -500n, max: 10_000n }));
  const one = fc.record({
    parts: fc.uniqueArray(part, { minLength: 1, maxLength: 4, selector: ([name]) => name }),
    vatPercent: fc.constantFrom("19", "7", "25.5", "0"),
    siteCountry: fc.constantFrom("DE", "NL"),
  });
  return fc.tuple(fc.array(one, { minLength: 1, maxLength: 8 }), fc.constantFrom(gross, net)).map(([all, make]) =>
    all.map(({ parts, vatPercent, siteCountry }, index) => ({
      ...make(`r${index}`, parts, vatPercent),
      siteCountry,
    })),
  );
}
