/**
 * A station that departs from OCPP: refused in strict mode, read again once it is tolerant, its
 * departures listed, exported and set right for its model.
 */
import { rawStation } from "./raw-station";
import { axe } from "@/e2e/specs/portal/axe";
import { expect, OWNER, type Page, test } from "@/e2e/specs/portal/test";
import { newDriver, newStation, sessionAt } from "@/e2e/specs/portal/world";

const FOLDER = "test-results/deviations";
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1440, height: 900 };

test("what a strict station was refused is read again, and its departures are shown and exported", async ({
  signedIn,
  apiOf,
  product,
}) => {
  const api = await apiOf(OWNER);
  const station = await newStation(api, "DEVIATES");
  const driver = await newDriver(api, "DEVIATES");
  const page = await signedIn(OWNER);
  const base = `/demo/stations/${station.stationId}`;

  await setStrict(page, base, true);
  const strict = await rawStation(product, station, "ocpp1.6");
  const boot = { chargePointVendor: "Growatt", chargePointModel: "THOR_11AS", firmwareVersion: "5.2.4" };
  expect(await strict.call("BootNotification", boot)).toHaveProperty("status", "Accepted");
  const at = (minutesAgo: number) => new Date(Date.now() - minutesAgo * 60_000).toISOString();
  const start = { connectorId: 1, idTag: driver.uid, meterStart: 0, timestamp: at(60) };
  const { transactionId } = (await strict.call("StartTransaction", start)) as { transactionId: number };
  const stop = { transactionId, meterStop: 12_000, timestamp: at(20), reason: null };
  expect((await strict.request([2, "stop", "StopTransaction", stop]))[0]).toBe(4);
  await strict.leave();

  await page.goto(`${base}?tab=messages&outcome=refused`);
  await page.getByRole("button", { name: "Read refused again (1)" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Show what would change" }).click();
  await expect(dialog).toContainText("Still refused");
  await dialog.getByRole("button", { name: "Close" }).last().click();

  await setStrict(page, base, false);
  await page.goto(`${base}?tab=messages&outcome=refused`);
  await page.getByRole("button", { name: "Read refused again (1)" }).click();
  await dialog.getByRole("button", { name: "Show what would change" }).click();
  await expect(dialog).toContainText("This would change");
  await expect(dialog).toContainText(/12\.000\s*kWh€\d+\.\d\d/);
  expect(await axe(page, { within: "[role='dialog']" })).toEqual([]);
  await looks(page, "read-again-preview");
  expect((await sessionAt(api, station.stationId)).row.state).toBe("active");
  await dialog.getByRole("button", { name: "Read again", exact: true }).click();
  await expect(dialog).toContainText("This was changed");
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByText("Read again", { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: /Read refused again/ })).toHaveCount(0);
  expect((await sessionAt(api, station.stationId)).row).toMatchObject({ state: "ended", energyMilliWh: 12_000_000n });

  await page.goto(`${base}?tab=deviations`);
  const line = page.getByText("Null instead of nothing");
  await line.click();
  await expect(page.getByText("Read as if the field were absent.")).toBeVisible();
  await expect(page.getByText("StopTransaction/reason").first()).toBeVisible();
  await looks(page, "deviations");
  expect(await axe(page)).toEqual([]);
  const csv = await (await page.request.get(`/api/export/demo/deviations?station=${station.stationId}`)).text();
  expect(csv).toContain("Growatt,THOR_11AS,5.2.4");
  expect(csv).toContain("null_value,Null instead of nothing,StopTransaction/reason");

  await page.goto("/demo/stations?view=list&state=deviating");
  await expect(page.getByText(station.identity).first()).toBeVisible();
});

test("a person sets a profile for a model over the one that comes with the product", async ({
  signedIn,
  apiOf,
  product,
}) => {
  const station = await newStation(await apiOf(OWNER), "MODEL");
  const raw = await rawStation(product, station, "ocpp1.6");
  const model = `THOR_11AS-${station.identity}`;
  await raw.call("BootNotification", { chargePointVendor: "Growatt", chargePointModel: model });
  await raw.leave();
  const page = await signedIn(OWNER);
  await page.goto(`/demo/stations/${station.stationId}?tab=deviations`);
  await expect(page.getByText("Begins at 0 with each session")).toBeVisible();
  await page.getByRole("button", { name: "Set for this model" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Silence allowed").fill("72");
  await dialog.getByLabel("Pings").click();
  await page.getByRole("option", { name: "Never answers them" }).click();
  expect(await axe(page, { within: "[role='dialog']" })).toEqual([]);
  await looks(page, "model-dialog");
  await dialog.getByRole("button", { name: "Save" }).click();
  const own = page.getByRole("listitem").filter({ hasText: "Your own" });
  await expect(own).toContainText("72 hours");
  await expect(own).toContainText("Never answers them");
  await looks(page, "model");
  await own.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await expect(own).toHaveCount(0);
});

async function setStrict(page: Page, base: string, isStrict: boolean): Promise<void> {
  await page.goto(`${base}?tab=details`);
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("checkbox", { name: /Strict/ }).setChecked(isStrict);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText(isStrict ? "Strict" : "Tolerant", { exact: true })).toBeVisible();
}

/** Keeps what is on the screen, light and dark, on a desktop and on a phone. */
async function looks(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${FOLDER}/${name}-${size}-${colorScheme}.png` });
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide, `${name} ${size} scrolls sideways`).toBe(0);
  }
  await page.setViewportSize(DESKTOP);
  await page.emulateMedia({ colorScheme: "light" });
}
