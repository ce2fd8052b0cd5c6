/** A slow page shows at once that it is loading. */
import { expect, OWNER, test } from "@/e2e/specs/portal/test";

test("a line at the top shows while the next page loads and disappears when it is there", async ({ signedIn }) => {
  const page = await signedIn(OWNER);
  await page.goto(`/${OWNER.operator}/stations`);
  const line = page.locator("[data-underway]");
  let release = () => {};
  const held = new Promise<void>((done) => {
    release = done;
  });
  await page.route(/_rsc=/, async (route) => {
    await held;
    await route.continue();
  });

  await page.getByRole("link", { name: "Sessions" }).first().click();
  await expect(line).toBeVisible();
  await expect(page.getByRole("heading", { name: "Stations", level: 1 })).toBeVisible();
  release();
  await expect(page.getByRole("heading", { name: "Sessions", level: 1 })).toBeVisible();
  await expect(line).toHaveCount(0);
});
