/** Size of the first page: the design allows 180 kB of gzipped script before anything is opened. */
import { gzipSync } from "node:zlib";
import { expect, OWNER, test } from "./test";

const MAX_BYTES = 180_000;

test("the overview loads at most 180 kB of script", async ({ signedIn }) => {
  const page = await signedIn(OWNER);
  // signing in has filled this browser's cache
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  const sizes: Promise<number>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script") return;
    sizes.push(response.body().then((body) => gzipSync(body).length));
  });
  await page.goto(`/${OWNER.operator}`, { waitUntil: "load" });
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThanOrEqual(MAX_BYTES);
});
