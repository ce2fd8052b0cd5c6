/** A page whose query fails keeps its frame, has status 500 and can be tried again. */
import postgres from "postgres";
import { expect, OWNER, test } from "@/e2e/specs/portal/test";

test("a failed page reports it within its frame and opens when it is tried again", async ({ signedIn, product }) => {
  const sql = postgres(product.databaseUrl, { max: 1 });
  const page = await signedIn(OWNER);
  await page.goto(`/${OWNER.operator}/team`);
  const failed = page.getByText("This did not work");
  const drivers = page.getByRole("heading", { name: "Drivers", level: 1 });
  await sql`revoke select on drivers from corrente_portal`;
  try {
    await page.getByRole("link", { name: "Drivers" }).first().click();
    await expect(failed).toBeVisible();
    expect((await page.goto(`/${OWNER.operator}/drivers`))?.status()).toBe(500);
    await expect(failed).toBeVisible();
    await expect(page.getByRole("link", { name: "Stations" }).first()).toBeVisible();
  } finally {
    await sql`grant select on drivers to corrente_portal`;
    await sql.end();
  }
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(drivers).toBeVisible();
  await expect(failed).toHaveCount(0);
});
