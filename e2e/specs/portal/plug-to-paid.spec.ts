/** From the plug to a paid invoice in one browser, with a simulated station. */
import type { Page } from "@playwright/test";
import { SimulatedCharger } from "@/e2e/simulators/charger/simulated-charger";
import { newDriver, newPrice, newStation, SELLER } from "@/e2e/specs/portal/world";
import { emailTo } from "./inbox";
import { expect, OWNER, signIn, test } from "./test";

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).click();
const menu = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Main navigation" }).getByRole("link", { name, exact: true }).click();

test("a session goes from the plug to a paid invoice", async ({ page, apiOf, product }) => {
  test.setTimeout(240_000);
  const api = await apiOf(OWNER);
  const station = await newStation(api, "PAID", { kind: "DC", maxPowerW: 350_000 });
  await newPrice(api, station.stationId, { perKwh: "5", perSession: "1" });
  const driver = await newDriver(api, "PAID");
  const charger = await test.step("a car charges at a station", async () => {
    const { identity: id, password } = station;
    const url = `${product.gatewayUrl}/ocpp`;
    const plug = { id, password, url, version: "2.0.1", kind: "DC", powerWMax: 350_000 } as const;
    const made = new SimulatedCharger(plug);
    await made.powerUp();
    await made.plugIn(1);
    await made.start(1, { token: driver.uid, registerWh: 100_000 });
    return made;
  });

  await test.step("the overview updates by itself", async () => {
    await signIn(page, OWNER.email);
    await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
    await expect(page.getByText("Live", { exact: true })).toBeVisible();
    const row = page.getByRole("row", { name: new RegExp(`Test ${station.identity}`) });
    await expect(row).toContainText("0.0 kWh");
    await charger.meter(1, { registerWh: 100_100, powerW: 340_000, socPercent: 31 });
    await expect(row).toContainText("0.1 kWh");
    await row.getByRole("link").click();
  });

  await test.step("the live session shows its driver and its cost so far", async () => {
    await expect(page.getByRole("heading", { level: 1, name: /^Session \d+/ })).toBeVisible();
    await expect(page.getByRole("link", { name: driver.name })).toBeVisible();
    await expect(page.getByText("So far").first()).toBeVisible();
  });

  await test.step("the stop shows its steps: asked, sent, accepted, ended", async () => {
    await press(page, "Stop session");
    await page.getByRole("alertdialog").getByRole("button", { name: "Stop session" }).click();
    const steps = page.getByRole("region", { name: "Stopping from here" }).getByRole("listitem");
    await expect(steps).toHaveText([/Asked/, /Sent to the station/, /Accepted by the station/, /Session ended/]);
    for (const step of await steps.all()) await expect(step).toContainText(/\d\d:\d\d:\d\d/);
    await expect(page.getByRole("button", { name: "Stop session" })).toHaveCount(0);
  });

  await test.step("the price is explained line by line", async () => {
    await expect(page.getByText("As billed. This record never changes.")).toBeVisible();
    const price = page.getByRole("region", { name: "Price, explained Final" });
    for (const text of ["0.100 kWh", "Energy", "Session fee", "VAT 23 %"]) await expect(price).toContainText(text);
    // 0.1 kWh at 5.00 and the fee of 1.00, VAT included
    await expect(price).toContainText("€1.50");
  });

  await test.step("the month is closed up to now and issued", async () => {
    await menu(page, "Invoices");
    await page.getByRole("link", { name: "Bill a month" }).click();
    await expect(page.getByRole("heading", { name: "Bill a month" })).toBeVisible();
    await choose(page, "Issued by", SELLER);
    await chooseFirst(page, "Month");
    await expect(page.getByRole("row", { name: new RegExp(driver.name) })).toContainText("€1.50");
    await press(page, /^Close .* up to now$/);
    await expect(page).toHaveURL(/\/invoices\/runs\/[0-9a-f-]{36}$/);
    await press(page, /^Issue (all )?\d+ invoices?$/);
    await expect(page.getByText(/\d+ invoices? issued/)).toBeVisible();
  });

  const number = await test.step("the invoice has a number and its PDF opens", async () => {
    await page
      .getByRole("row", { name: new RegExp(driver.name) })
      .getByRole("link")
      .first()
      .click();
    const title = page.getByRole("heading", { level: 1 });
    await expect(title).toHaveText(/\d{4}/);
    const link = page.getByRole("link", { name: "Open PDF" });
    // at this moment a whole month is printed, mailed and sent to Stripe
    await expect(link).toBeVisible({ timeout: 60_000 });
    const file = await page.request.get((await link.getAttribute("href")) ?? "");
    expect(file.status()).toBe(200);
    expect(file.headers()["content-type"]).toBe("application/pdf");
    expect((await file.body()).subarray(0, 5).toString("latin1")).toBe("%PDF-");
    const shown = (await title.textContent()) ?? "";
    expect(file.headers()["content-disposition"]).toContain(shown);
    return shown;
  });

  await test.step("the invoice was mailed with its PDF", async () => {
    const email = await emailTo(product, driver.email, new RegExp(number));
    expect(email.attachments).toMatchObject([{ content_type: "application/pdf" }]);
  });

  await test.step("the customer pays at Stripe and the page shows it by itself", async () => {
    await expect(page.getByText("Issued").first()).toBeVisible();
    const link = page.getByRole("link", { name: `${product.stripeUrl}/i/` });
    await expect(link).toBeVisible({ timeout: 30_000 });
    const customer = await page.context().newPage();
    await customer.goto((await link.getAttribute("href")) ?? "");
    await customer.getByRole("button", { name: "Pay 1.50 EUR" }).click();
    await expect(customer.getByText("Paid. Thank you.")).toBeVisible();
    await customer.close();
    await expect(page.getByText("Paid", { exact: true }).first()).toBeVisible({ timeout: 30_000 });
    await page
      .getByRole("tab", { name: "History" })
      .or(page.getByRole("link", { name: "History" }))
      .click();
    await expect(page.getByText("Confirmed by Stripe's webhook")).toBeVisible();
  });
  await charger.shutdown();
});

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: label }).click();
  await page.getByRole("option", { name: option }).click();
}

async function chooseFirst(page: Page, label: string): Promise<void> {
  await page.getByRole("combobox", { name: label }).click();
  await page.getByRole("option").first().click();
}
