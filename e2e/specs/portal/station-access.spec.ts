/** How a station gets in: refused attempts, its password and its registration, on its page. */
import { SimulatedCharger } from "@/e2e/simulators/charger/simulated-charger";
import { axe } from "./axe";
import { expect, OWNER, test } from "./test";
import { newStation, uniqueName } from "./world";

test("refused attempts of a station are shown on its page with what to do", async ({ signedIn, apiOf, product }) => {
  const { stationId, identity } = await newStation(await apiOf(OWNER), "REFUSED");
  const url = `${product.gatewayUrl}/ocpp`;
  const charger = new SimulatedCharger({ id: identity, password: "not-its-password", version: "1.6", url });
  await expect(charger.connect()).rejects.toThrow();
  const lost = new SimulatedCharger({ id: identity, password: "any", version: "1.6", url: `${product.gatewayUrl}/ws` });
  await expect(lost.connect()).rejects.toThrow();
  const page = await signedIn(OWNER);
  await page.goto(`/demo/stations/${stationId}?tab=details`);
  const section = page.getByRole("region", { name: "Refused attempts to connect" });
  await expect(section.getByText("Wrong password", { exact: true })).toBeVisible();
  await expect(section.getByText(/Enter the password in the station again/)).toBeVisible();
  await expect(section.getByText("Wrong address", { exact: true })).toBeVisible();
  expect(await axe(page)).toEqual([]);
});

test("an id that has tried to connect is recognised when it is typed in", async ({ signedIn, product }) => {
  const id = uniqueName("KNOCKS");
  const url = `${product.gatewayUrl}/ocpp`;
  await expect(new SimulatedCharger({ id, password: "any-password", version: "1.6", url }).connect()).rejects.toThrow();
  const page = await signedIn(OWNER);
  await page.goto("/demo/stations/new");
  await expect(async () => {
    await page.getByLabel("Identity").fill(`${id}-`);
    await page.getByLabel("Identity").fill(id);
    await page.getByLabel("Name").click();
    await expect(page.getByText(/A charger has tried to connect under this id/)).toBeVisible({ timeout: 1_500 });
  }).toPass();
});

test("a password is rotated over OCPP, revoked, and the registration is changed", async ({
  signedIn,
  apiOf,
  product,
}) => {
  const { stationId, identity, password } = await newStation(await apiOf(OWNER), "ACCESS");
  const url = `${product.gatewayUrl}/ocpp`;
  const charger = new SimulatedCharger({ id: identity, password, version: "2.0.1", url });
  let rotated = "";
  charger.intercept("SetVariables", (payload) => {
    const [data] = payload["setVariableData"] as { attributeValue: string; component: object; variable: object }[];
    rotated = data?.attributeValue ?? "";
    const { component, variable } = data ?? {};
    return { answer: { setVariableResult: [{ attributeStatus: "Accepted", component, variable }] } };
  });
  await charger.powerUp();
  const page = await signedIn(OWNER);
  await page.goto(`/demo/stations/${stationId}?tab=details`);
  const confirm = async (name: string) => {
    await page.getByRole("button", { name, exact: true }).click();
    const dialog = page.getByRole("alertdialog");
    await expect(dialog).toBeVisible();
    expect(await axe(page, { within: "[role='alertdialog']" })).toEqual([]);
    await dialog.getByRole("button", { name, exact: true }).click();
  };
  await confirm("Rotate password");
  await expect.poll(() => rotated).toMatch(/^[A-Za-z0-9]{20}$/);
  await charger.disconnect();
  const renewed = new SimulatedCharger({ id: identity, password: rotated, version: "2.0.1", url });
  await expect(async () => renewed.powerUp()).toPass();
  await expect(new SimulatedCharger({ id: identity, password, version: "2.0.1", url }).connect()).rejects.toThrow();

  await page.getByRole("button", { name: "Change registration" }).click();
  await page.getByRole("radio", { name: /Pending/ }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Change registration" }).click();
  await expect(page.getByText("Pending", { exact: true })).toBeVisible();

  await confirm("Revoke password");
  await expect(page.getByRole("dialog").getByText(`New password for ${identity}`)).toBeVisible();
  await expect(page.getByRole("dialog")).not.toContainText(rotated);
  await expect(async () => expect(await renewed.boot().catch(() => "closed")).toBe("closed")).toPass();
});
