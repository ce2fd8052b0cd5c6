/**
 * One scenario in every version of OCPP gives the same charge record and the same invoice to the
 * cent.
 */
import { z } from "zod";
import { expect, OWNER, test } from "@/e2e/specs/portal/test";
import type { PortalApi } from "@/e2e/specs/portal/portal-api";
import { type Protocol, type Scenario, send } from "./foreign-charger";
import { lisbon, newDriver, newStation, SELLER, sellerId, sessionAt } from "@/e2e/specs/portal/world";

const PROTOCOLS: readonly Protocol[] = ["ocpp1.6", "ocpp2.0.1", "ocpp2.1"];

type Expected = {
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly grossMinor: bigint;
  readonly energyMilliWh: bigint;
};

/**
 * Prices of "AC Portugal": 0.45 €/kWh, from 22:00 to 07:00 0.36; 0.05 €/min while the car takes
 * nothing, after 30 minutes of grace; 23 % VAT included. The amounts of each scenario were computed
 * by hand.
 */
const SCENARIOS: readonly (Scenario & { readonly bill: Expected })[] = [
  {
    name: "an evening session that reaches the night price and blocks the connector",
    start: { at: lisbon(2, "20:30"), wh: 1_000_000 },
    next: [
      { at: lisbon(2, "21:15"), wh: 1_006_172 },
      { at: lisbon(2, "22:00"), wh: 1_012_345 },
      { at: lisbon(2, "22:40"), wh: 1_018_000, now: "car-takes-none" },
      { at: lisbon(2, "23:00"), wh: 1_018_000 },
    ],
    stop: { at: lisbon(2, "23:25"), wh: 1_018_000 },
    // 12.345 × 0.45 + 5.655 × 0.36 + 15 min × 0.05 = 5.55525 + 2.0358 + 0.75 = 8.34105
    bill: { grossMinor: 834n, taxMinor: 156n, netMinor: 678n, energyMilliWh: 18_000_000n },
  },
  {
    name: "a morning session that the station interrupts without charge",
    start: { at: lisbon(2, "08:00"), wh: 2_345 },
    next: [
      { at: lisbon(2, "08:20"), wh: 5_345, now: "station-gives-none" },
      { at: lisbon(2, "09:20"), wh: 5_345, now: "charging" },
      { at: lisbon(2, "09:40"), wh: 8_000 },
    ],
    stop: { at: lisbon(2, "09:55"), wh: 9_845 },
    // 7.5 × 0.45 = 3.375
    bill: { grossMinor: 338n, taxMinor: 63n, netMinor: 275n, energyMilliWh: 7_500_000n },
  },
];

for (const scenario of SCENARIOS) {
  test(`every version gives the same invoice: ${scenario.name}`, async ({ apiOf, product }) => {
    const api = await apiOf(OWNER);
    const shown = [];
    for (const protocol of PROTOCOLS) {
      const station = await newStation(api, "SAME");
      const driver = await newDriver(api, "SAME");
      await send(product, protocol, station, driver.uid, scenario);
      shown.push({ protocol, driver, session: await sessionAt(api, station.stationId) });
    }
    for (const { protocol, session } of shown) {
      const { price, row, findings } = session;
      expect(row, protocol).toMatchObject({
        state: "ended",
        billingState: "rated",
        startedAtMs: scenario.start.at.getTime(),
        endedAtMs: scenario.stop.at.getTime(),
        energyMilliWh: scenario.bill.energyMilliWh,
      });
      expect(price, protocol).toMatchObject({ kind: "final", rating: { totals: scenario.bill } });
      expect(findings, protocol).toEqual([]);
    }
    const [first, ...others] = shown;
    for (const { protocol, session } of others) expect(session.price, protocol).toEqual(first?.session.price);

    const invoices = await billed(
      api,
      shown.map(({ driver }) => driver.name),
    );
    const { energyMilliWh: _energy, ...amounts } = scenario.bill;
    for (const invoice of invoices) expect(invoice).toMatchObject({ state: "issued", ...amounts });
    for (const { model } of invoices.slice(1)) {
      expect(model.lines).toEqual(invoices[0]?.model.lines);
      expect(model.taxSubtotals).toEqual(invoices[0]?.model.taxSubtotals);
    }
  });
}

const Run = z.object({ invoices: z.array(z.object({ invoiceId: z.string(), accountName: z.string() })) });
const Invoice = z.looseObject({
  state: z.string(),
  number: z.string().nullable(),
  model: z.looseObject({ lines: z.unknown(), taxSubtotals: z.unknown() }),
});

/**
 * Closes the running month up to now and issues the invoices of these accounts. Returns them in the
 * order of the names.
 */
async function billed(api: PortalApi, accounts: readonly string[]) {
  const month = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Lisbon", year: "numeric", month: "2-digit" });
  const input = { legalEntityId: await sellerId(api, SELLER), month: month.format(new Date()), upToNow: true };
  const run = await api.mutate("billing.closePeriod", input, Run);
  const drafts = accounts.map((name) => run.invoices.filter((invoice) => invoice.accountName === name));
  expect(drafts.map((found) => found.length)).toEqual(accounts.map(() => 1));
  const invoices = [];
  for (const { invoiceId } of drafts.flat()) {
    await api.mutate("billing.issue", { invoiceId }, z.unknown());
    invoices.push(await api.query("billing.get", { invoiceId }, Invoice));
  }
  return invoices;
}
