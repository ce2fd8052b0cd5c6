/**
 * Every dialog that changes something opens, passes axe, keeps its input when it is refused, and
 * then does its work.
 */
import { z } from "zod";
import { SimulatedCharger } from "@/e2e/simulators/charger/simulated-charger";
import { axe } from "./axe";
import { expect, OWNER, type Page, test } from "./test";
import { uniqueName, newDriver, newStation, sessionAt, until } from "./world";

const UNKNOWN_TIME_ZONE = "Europe/Nowhere";

const dialog = (page: Page) => page.getByRole("dialog").or(page.getByRole("alertdialog"));
const field = (page: Page, label: string) => dialog(page).getByLabel(label);
const press = (page: Page, name: string | RegExp) => dialog(page).getByRole("button", { name, exact: true }).click();

/**
 * Opens a dialog by its button, runs axe once its animations have ended, and saves a screenshot.
 */
async function open(page: Page, button: string, of: Pick<Page, "getByRole"> = page): Promise<void> {
  await of.getByRole("button", { name: button, exact: true }).click();
  await expect(dialog(page)).toBeVisible();
  await dialog(page).evaluate((element) => Promise.all(element.getAnimations().map((one) => one.finished)));
  expect(await axe(page, { within: "[role='dialog'], [role='alertdialog']" })).toEqual([]);
  const title = await dialog(page).getByRole("heading").first().innerText();
  await page.screenshot({ path: `test-results/dialogs/${title.toLowerCase().replaceAll(/[^a-z]+/g, "-")}.png` });
}

/** Aborts the requests of one act, expects the sentence about it, and connects again. */
async function expectUnanswered(page: Page, procedure: string, act: () => Promise<void>): Promise<void> {
  const transport = `**/api/trpc/${procedure}*`;
  await page.route(transport, (route) => route.abort());
  await act();
  await expect(page.getByText("The server did not answer.")).toBeVisible();
  await page.unroute(transport);
}

test("at a site without prices, a session is stopped from the portal and gets a price", async ({
  signedIn,
  apiOf,
  product,
}) => {
  const page = await signedIn(OWNER);
  const api = await apiOf(OWNER);
  const site = uniqueName("Site");

  await test.step("the site is added and changed", async () => {
    await page.goto("/demo/settings?tab=sites");
    await open(page, "Add a site");
    const place = { Name: site, "Street and number": "Rua Nova 1", "Postal code": "3000-001", City: "Coimbra" };
    for (const [label, text] of Object.entries(place)) await field(page, label).fill(text);
    await field(page, "Country").fill("PT");
    await field(page, "Time zone").fill(UNKNOWN_TIME_ZONE);
    await press(page, "Save");
    await expect(field(page, "Time zone")).toHaveAttribute("aria-invalid", "true");
    await expect(field(page, "City")).toHaveValue("Coimbra");
    await field(page, "Time zone").fill("Europe/Lisbon");
    await press(page, "Save");
    await expect(dialog(page)).toHaveCount(0);
    const row = page.getByRole("row", { name: new RegExp(site) });
    await open(page, "Edit", row);
    await field(page, "City").fill("Aveiro");
    await press(page, "Save");
    await expect(row).toContainText("Aveiro, PT");
  });

  const station = await newStation(api, "DIALOG", { kind: "AC", maxPowerW: 22_000 }, site);
  const driver = await newDriver(api, "DIALOG");
  const { identity: id, password } = station;
  const charger = new SimulatedCharger({ id, password, version: "2.0.1", url: `${product.gatewayUrl}/ocpp` });
  await charger.powerUp();
  await charger.plugIn(1);
  await charger.start(1, { token: driver.uid, registerWh: 0 });
  await page.goto(`/demo/sessions/${(await sessionAt(api, station.stationId)).row.id}`);

  await test.step("the session is stopped from the portal", async () => {
    await open(page, "Stop session");
    await expectUnanswered(page, "sessions.stop", () => press(page, "Stop session"));
    await press(page, "Stop session");
    await expect(dialog(page)).toHaveCount(0);
    await expect(page.getByText("This session needs a price")).toBeVisible();
  });

  await test.step("the session gets a price", async () => {
    await open(page, "Give it a price");
    await press(page, "Give it a price");
    await expect(dialog(page).getByText("No tariff holds at this station.")).toBeVisible();
    await field(page, "Tariff").click();
    await page.getByRole("option", { name: "AC Portugal" }).click();
    await press(page, "Give it a price");
    await expect(page.getByText("As billed. This record never changes.")).toBeVisible();
  });
  await charger.shutdown();
});

test("a held session is accepted with a reason", async ({ signedIn, apiOf, product }) => {
  const api = await apiOf(OWNER);
  const station = await newStation(api, "HELD");
  const driver = await newDriver(api, "HELD");
  const { identity: id, password } = station;
  const charger = new SimulatedCharger({ id, password, version: "1.6", url: `${product.gatewayUrl}/ocpp` });
  await charger.powerUp();
  await charger.plugIn(1);
  await charger.start(1, { token: driver.uid, registerWh: 0 });
  // no station delivers 9 MWh in a moment
  await charger.stop(1, { registerWh: 9_000_000 });
  const held = await until(
    () => sessionAt(api, station.stationId),
    ({ row }) => row.billingState === "hold",
  );
  const page = await signedIn(OWNER);
  await page.goto(`/demo/sessions/${held.row.id}`);
  await open(page, "Accept and bill");
  await field(page, "Reason").fill("ok");
  await press(page, "Accept and bill");
  await expect(field(page, "Reason")).toHaveAttribute("aria-invalid", "true");
  await expect(field(page, "Reason")).toHaveValue("ok");
  await field(page, "Reason").fill("The meter was read by hand");
  await press(page, "Accept and bill");
  await expect(page.getByText("As billed. This record never changes.")).toBeVisible();
  await expect(page.getByText(/The meter was read by hand/)).toBeVisible();
  await charger.shutdown();
});

test("a station is renamed and gets a new password that is shown once", async ({ signedIn, apiOf }) => {
  const station = await newStation(await apiOf(OWNER), "ROTATE");
  const page = await signedIn(OWNER);
  await page.goto(`/demo/stations/${station.stationId}?tab=details`);
  await open(page, "Edit");
  await field(page, "Name").fill("Behind the barrier");
  await expectUnanswered(page, "stations.update", () => press(page, "Save"));
  await expect(field(page, "Name")).toHaveValue("Behind the barrier");
  await press(page, "Save");
  await expect(page.getByRole("heading", { level: 1, name: "Behind the barrier" })).toBeVisible();

  await open(page, "Revoke password");
  await expectUnanswered(page, "stations.revokeCredential", () => press(page, "Revoke password"));
  await press(page, "Revoke password");
  await expect(dialog(page).getByText(`New password for ${station.identity}`)).toBeVisible();
  expect(await axe(page, { within: "[role='dialog']" })).toEqual([]);
  await expect(dialog(page)).not.toContainText(station.password);
  await press(page, "Close");
  await expect(dialog(page)).toHaveCount(0);
});

test("a driver and a partner are changed; a token of another driver is refused", async ({ signedIn, apiOf }) => {
  const api = await apiOf(OWNER);
  const [driver, other] = [await newDriver(api, "EDIT"), await newDriver(api, "OTHER")];
  const page = await signedIn(OWNER);
  await page.goto(`/demo/drivers?q=${driver.uid}`);
  await page.getByRole("link", { name: driver.name }).click();
  await open(page, "Add token");
  await field(page, "Token").fill(other.uid);
  await press(page, "Add token");
  await expect(dialog(page).getByText(`${other.uid} already belongs to ${other.name}.`)).toBeVisible();
  await expect(field(page, "Token")).toHaveValue(other.uid);
  const uid = uniqueName("SECOND");
  await field(page, "Token").fill(uid);
  await press(page, "Add token");
  await expect(page.getByRole("row", { name: new RegExp(uid) })).toBeVisible();

  for (const [list, procedure] of [
    ["drivers", "drivers.updateAccount"],
    ["partners", "partners.update"],
  ] as const) {
    await page.goto(`/demo/${list}`);
    await page.getByRole("row").nth(1).getByRole("link").first().click();
    await page
      .getByRole("link", { name: "Account" })
      .or(page.getByRole("tab", { name: "Account" }))
      .click();
    const form = page.locator("form").filter({ has: page.getByLabel("Payment terms") });
    await form.getByLabel("Street").fill("Rua da Emenda 7");
    await expectUnanswered(page, procedure, () => form.getByRole("button", { name: "Save" }).click());
    await expect(form.getByLabel("Street")).toHaveValue("Rua da Emenda 7");
    await form.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Saved")).toBeVisible();
    await page.reload();
    await expect(form.getByLabel("Street")).toHaveValue("Rua da Emenda 7");
  }
});

test("a legal entity is changed; a colleague is invited only once", async ({ signedIn }) => {
  const page = await signedIn(OWNER);
  await page.goto("/demo/settings?tab=entities");
  const row = page.getByRole("row", { name: /Ribeira Laden GmbH/ });
  await open(page, "Edit", row);
  await field(page, "Payment terms").fill("21");
  await field(page, "Time zone").fill(UNKNOWN_TIME_ZONE);
  await press(page, "Save");
  await expect(field(page, "Time zone")).toHaveAttribute("aria-invalid", "true");
  await expect(field(page, "Payment terms")).toHaveValue("21");
  await field(page, "Time zone").fill("Europe/Berlin");
  await press(page, "Save");
  await expect(row).toContainText("21 days");

  await page.goto("/demo/team");
  await open(page, "Invite");
  await field(page, "E-mail").fill(OWNER.email);
  await press(page, "Send the invitation");
  await expect(dialog(page).getByText(`${OWNER.email} already belongs to the team.`)).toBeVisible();
  await expect(field(page, "E-mail")).toHaveValue(OWNER.email);
  const email = `${uniqueName("guest").toLowerCase()}@colleagues.test`;
  await field(page, "E-mail").fill(email);
  await press(page, "Send the invitation");
  await expect(page.getByRole("row", { name: new RegExp(email) })).toBeVisible();
});

test("one invoice is paid by bank transfer, another is credited", async ({ signedIn, apiOf }) => {
  const List = z.object({ rows: z.array(z.looseObject({ invoiceId: z.string(), number: z.string() })) });
  const { rows } = await (await apiOf(OWNER)).query("billing.list", { state: "overdue" }, List);
  const [paid, credited] = [z.object({ invoiceId: z.string() }).parse(rows[0]), List.shape.rows.element.parse(rows[1])];
  const page = await signedIn(OWNER);
  await page.goto(`/demo/invoices/${paid.invoiceId}`);
  await open(page, "Record payment");
  const owed = await field(page, "Amount").inputValue();
  await field(page, "Amount").fill("0.01");
  await field(page, "Reference").fill("Statement 11/2026");
  await press(page, "Record payment");
  await expect(field(page, "Amount")).toHaveAttribute("aria-invalid", "true");
  await expect(field(page, "Reference")).toHaveValue("Statement 11/2026");
  await field(page, "Amount").fill(owed);
  await press(page, "Record payment");
  await expect(page.getByText("Paid", { exact: true }).first()).toBeVisible();

  await page.goto(`/demo/invoices/${credited.invoiceId}`);
  await open(page, "Credit");
  await field(page, "Reason").fill("Charged to the wrong account");
  await expectUnanswered(page, "billing.credit", () => press(page, "Credit"));
  await expect(field(page, "Reason")).toHaveValue("Charged to the wrong account");
  await press(page, "Credit");
  await expect(page.getByRole("heading", { level: 1, name: /^Credit note/ })).toBeVisible();
  await expect(page.getByText(credited.number).first()).toBeVisible();
});
