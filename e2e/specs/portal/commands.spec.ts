/** Commands from the button in the portal to the station's answer, on every OCPP version. */
import { SimulatedCharger } from "@/e2e/simulators/charger/simulated-charger";
import { axe } from "./axe";
import { expect, OWNER, test } from "./test";
import { newStation } from "./world";

for (const version of ["1.6", "2.0.1", "2.1"] as const) {
  test(`${version}: the cache of a station is cleared by a button, and its answer is shown`, async ({
    signedIn,
    apiOf,
    product,
  }) => {
    const { stationId, identity, password } = await newStation(await apiOf(OWNER), "CACHE");
    const charger = new SimulatedCharger({ id: identity, password, version, url: `${product.gatewayUrl}/ocpp` });
    await charger.powerUp();
    const page = await signedIn(OWNER);
    await page.goto(`/demo/stations/${stationId}?tab=commands`);
    await page.getByRole("button", { name: "Clear cache", exact: true }).click();
    const dialog = page.getByRole("alertdialog");
    await expect(dialog).toBeVisible();
    expect(await axe(page, { within: "[role='alertdialog']" })).toEqual([]);
    await dialog.getByRole("button", { name: "Send", exact: true }).click();
    const row = page.getByRole("row", { name: /Clear cache/ });
    await expect(row).toContainText("Done");
    await expect(row).toContainText("Accepted");
    await charger.disconnect();
  });
}
