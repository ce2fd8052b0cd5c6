/** A new operator is created by a command and set up by hand, up to its first priced session. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { SimulatedCharger } from "@/e2e/simulators/charger/simulated-charger";
import { cleanEnvironment } from "@/e2e/stack/env";
import type { Running } from "@/e2e/stack/stack";
import { axe } from "./axe";
import { expect, type Page, signIn, test } from "./test";
import { uniqueName } from "./world";

const PASSWORD = "a long enough one";

const press = (of: Pick<Page, "getByRole">, name: string) => of.getByRole("button", { name, exact: true }).click();
const dialog = (page: Page) => page.getByRole("dialog").or(page.getByRole("alertdialog"));

async function fill(of: Pick<Page, "getByLabel">, facts: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(facts)) await of.getByLabel(label).first().fill(text);
}

/**
 * Runs `npm run operator`.
 * @returns the link by which the owner joins
 */
async function createOperator(product: Running, slug: string, owner: string): Promise<string> {
  const facts = ["--name", "Costa Verde", "--slug", slug, "--owner", owner];
  const env = cleanEnvironment({ DATABASE_URL: product.databaseUrl, PUBLIC_URL: product.portalUrl });
  const { stdout } = await promisify(execFile)(process.execPath, ["server/launch/operator.mjs", ...facts], {
    env: env as NodeJS.ProcessEnv,
  });
  return /https?:\S+/.exec(stdout)?.[0] ?? stdout;
}

test("a new operator is set up from the command to its first priced session", async ({ page, product }) => {
  const slug = uniqueName("costa").toLowerCase();
  const owner = `owner@${slug}.test`;
  const steps = page.getByRole("region", { name: "First steps" }).getByRole("listitem");
  /** Opens a step from the overview, where it must still be to do. */
  const openStep = async (step: string): Promise<void> => {
    await page.goto(`/${slug}`);
    const line = steps.filter({ hasText: step });
    await expect(line).toContainText("To do");
    await line.getByRole("link").click();
    await expect(page).not.toHaveURL(new RegExp(`/${slug}$`));
  };

  await test.step("the owner joins by the link that the command printed", async () => {
    await page.goto(await createOperator(product, slug, owner));
    await expect(page.getByRole("heading", { name: "Join Costa Verde" })).toBeVisible();
    await fill(page, { "Your name": "Marta Costa", "New password": PASSWORD });
    await press(page, "Join");
    await expect(page).toHaveURL(/\/sign-in/);
    await signIn(page, owner, PASSWORD);
    await expect(page).toHaveURL(new RegExp(`/${slug}$`));
    await expect(steps).toHaveText(Array.from({ length: 5 }, () => /To do$/));
    await expect(page.getByRole("region", { name: "Connectors" })).toHaveCount(0);
    expect(await axe(page)).toEqual([]);
    await page.screenshot({ path: "test-results/first-operator/overview.png" });
  });

  const address = { "Street and number": "Rua da Praia 3", "Postal code": "4900-001", City: "Viana", Country: "PT" };
  await test.step("a company and a site are added", async () => {
    await openStep("Add the company that issues invoices");
    await press(page, "Add a legal entity");
    await fill(dialog(page), {
      "Legal name": "Costa Verde, Lda",
      ...address,
      "Billing e-mail": `billing@${slug}.test`,
    });
    await press(dialog(page), "Save");
    await expect(page.getByRole("row", { name: /Costa Verde, Lda/ })).toBeVisible();

    await openStep("Add a site");
    await press(page, "Add a site");
    await fill(dialog(page), { Name: "Praia Norte", ...address });
    await press(dialog(page), "Save");
    await expect(page.getByRole("row", { name: /Praia Norte/ })).toBeVisible();
  });

  await test.step("a tariff is published and assigned", async () => {
    await openStep("Publish a tariff and assign it");
    await fill(page.getByRole("main"), { Name: "Everywhere", "Energy: Price": "5" });
    await press(page, "Publish");
    await press(dialog(page), "Publish");
    await press(page, "Assign");
    await press(dialog(page), "Assign");
    await expect(page.getByText("Tariff assigned")).toBeVisible();
  });

  const identity = uniqueName("VIANA");
  const password = await test.step("a station is added and gets its password", async () => {
    await openStep("Add a station and connect it");
    await fill(page.getByRole("main"), { Name: "North wall", Identity: identity, "Maximum power": "350" });
    await press(page, "Add and make password");
    const panel = page.getByRole("region", { name: `Connect ${identity}` });
    return (await panel.locator("code").last().textContent()) ?? "";
  });

  const uid = uniqueName("CARD");
  await test.step("a driver with a card is added", async () => {
    await openStep("Add drivers or partners");
    await press(page, "Add driver");
    await fill(dialog(page), { Name: "Rui Praia", "E-mail": `rui@${slug}.test`, "First token": uid });
    await press(dialog(page), "Add driver");
    await expect(page.getByRole("heading", { level: 1, name: "Rui Praia" })).toBeVisible();
  });

  await test.step("the station connects and no step is left", async () => {
    await page.goto(`/${slug}`);
    await expect(steps).toHaveText([/Done$/, /Done$/, /Done$/, /To do$/, /Done$/]);
    const url = `${product.gatewayUrl}/ocpp`;
    const charger = new SimulatedCharger({ id: identity, password, url, version: "2.0.1", powerWMax: 350_000 });
    await charger.powerUp();
    await expect(steps).toHaveCount(0);
    await charger.plugIn(1);
    await charger.start(1, { token: uid, registerWh: 0 });
    await charger.stop(1, { registerWh: 100 });
    await charger.shutdown();
  });

  await test.step("the first session has a price", async () => {
    await page.goto(`/${slug}/sessions`);
    await page.getByRole("row").nth(1).getByRole("link").first().click();
    await expect(page.getByText("As billed. This record never changes.")).toBeVisible();
    // 0.1 kWh at 5.00, VAT included
    await expect(page.getByRole("region", { name: "Price, explained Final" })).toContainText("€0.50");
  });
});
