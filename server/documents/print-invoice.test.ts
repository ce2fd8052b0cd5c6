import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { renderInvoicePdf } from "@/emails/invoice-document";
import type { InvoiceModel } from "./invoice-model";
import { printableInvoice } from "./print-invoice";
import { MAX_ANNEX_ROWS, sessionsFile } from "./sessions-file";

const AMOUNTS = { netMinor: "100000", taxMinor: "23000", grossMinor: "123000" };
const MODEL: InvoiceModel = {
  ...AMOUNTS,
  kind: "invoice",
  number: "INV-RBP-2026-000123",
  issuedOn: "2026-12-01",
  dueOn: "2026-12-15",
  currency: "EUR",
  anchor: "GROSS",
  locale: "pt",
  timeZone: "Europe/Lisbon",
  paymentTermsDays: 14,
  seller: {
    name: "Demo Energia, Lda.",
    street: "Rua do Alecrim 12",
    postalCode: "1200-017",
    city: "Lisboa",
    country: "PT",
    vatId: "PT509999999",
    email: "faturas@demo.corrente.test",
    iban: "PT50000201231234567890154",
    bic: null,
  },
  buyer: {
    name: "Inês Straßer",
    street: null,
    postalCode: null,
    city: null,
    country: "DE",
    vatId: null,
    email: "ines@example.test",
  },
  servicePeriod: { from: "2026-11-01T08:00:00.000Z", to: "2026-11-30T20:00:00.000Z" },
  billingPeriod: { from: "2026-11-01T00:00:00.000Z", to: "2026-12-01T00:00:00.000Z" },
  lines: [
    {
      ...AMOUNTS,
      no: 1,
      siteCountry: "PT",
      kind: "ENERGY",
      category: "S",
      vatPercent: "23",
      energyMilliWh: "1234567890",
      sessionCount: 2,
    },
  ],
  taxSubtotals: [{ ...AMOUNTS, category: "S", vatPercent: "23", wording: null }],
  annex: [
    {
      ...AMOUNTS,
      recordId: "r1",
      sessionId: "s1",
      sessionNumber: 7,
      isCredit: false,
      startedAt: "2026-11-01T23:30:00.000Z",
      endedAt: "2026-11-02T00:45:29.000Z",
      timeZone: "Europe/Berlin",
      site: "Łódź Süd",
      station: "PL-1",
      token: null,
      energyMilliWh: "1234567890",
    },
  ],
  findings: [],
  creditOf: null,
};

test("amounts, energy, dates and countries are formatted for the buyer's language", () => {
  const printed = printableInvoice(MODEL, null);
  expect(printed).toMatchObject({
    issuedOn: "1 de dezembro de 2026",
    gross: "1230,00\u00a0€",
    buyer: { lines: ["Alemanha"] },
    lines: [{ country: "Portugal", energy: "1234,57\u00a0kWh", vatRate: "23\u00a0%", net: "1000,00" }],
    payment: { iban: "PT50\u00a00002\u00a00123\u00a01234\u00a05678\u00a09015\u00a04" },
  });
  // local time of the site, an hour and a quarter
  expect(printed.annex.rows).toMatchObject([{ start: "02/11/2026, 00:30", duration: "1:15", energy: "1234,57" }]);
});

test("printed yen have no decimals and dinars have three", () => {
  expect(printableInvoice({ ...MODEL, currency: "JPY", locale: "en" }, null).gross).toBe("JP¥123,000");
  expect(printableInvoice({ ...MODEL, currency: "BHD", locale: "en" }, null).lines[0]?.gross).toBe("123.000");
});

test("where VAT is computed on the whole document, sessions show net amounts only", () => {
  expect(printableInvoice({ ...MODEL, anchor: "NET" }, null).annex.isNetOnly).toBe(true);
  expect(printableInvoice(MODEL, null).annex.isNetOnly).toBe(false);
});

test("too many sessions for the annex are in a file named there, and none is printed", () => {
  const month = (count: number) => ({ ...MODEL, annex: Array.from({ length: count }, () => MODEL.annex).flat() });
  expect(printableInvoice(month(MAX_ANNEX_ROWS), null).annex).toMatchObject({
    rows: { length: MAX_ANNEX_ROWS },
    inFile: null,
  });
  expect(printableInvoice(month(12_345), null).annex).toMatchObject({
    rows: [],
    inFile: { name: "INV-RBP-2026-000123-sessions.csv", count: "12\u00a0345" },
  });
});

test("the sessions file is exact, and has no VAT by session where the document computes it", () => {
  const line = (model: InvoiceModel) => sessionsFile(model).split("\r\n")[1];
  const row =
    "7,2026-11-01T23:30:00.000Z,2026-11-02T00:45:29.000Z,Europe/Berlin,Łódź Süd,PL-1,,1234.567890,EUR,1000.00";
  expect(line(MODEL)).toBe(`${row},230.00,1230.00,false,r1`);
  expect(line({ ...MODEL, anchor: "NET" })).toBe(`${row},,,false,r1`);
});

test("the same model gives the same bytes, another number different ones, and both contain it", async () => {
  const hash = async (model: InvoiceModel) => {
    const bytes = await renderInvoicePdf(printableInvoice(model, null), model.locale);
    expect(bytes.includes(`(${model.number})`)).toBe(true);
    return createHash("sha256").update(bytes).digest("hex");
  };
  expect(await hash(MODEL)).toBe(await hash(structuredClone(MODEL)));
  expect(await hash({ ...MODEL, number: "INV-RBP-2026-000124" })).not.toBe(await hash(MODEL));
});

test("a draft is not printed", () => {
  expect(() => printableInvoice({ ...MODEL, number: null }, null)).toThrow("only an issued document");
});
