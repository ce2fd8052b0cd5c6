/** Signing in, being refused, and signing out. */
import { emailTo, emailsTo, linkIn } from "./inbox";
import { DEMO_PASSWORD, expect, OWNER, type Page, signIn, test } from "./test";

const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const menu = (page: Page) => page.getByRole("navigation", { name: "Main navigation" });

test("e-mail and password open the operator's own portal", async ({ page }) => {
  await page.goto("/demo/team");
  await expect(page).toHaveURL(/\/sign-in/);
  await signIn(page, OWNER.email);
  await expect(page).toHaveURL(/\/demo$/);
  await page.goto("/demo/team");
  await expect(page.getByRole("heading", { name: "Team", level: 1 })).toBeVisible();
  await expect(page.getByRole("row", { name: /Demo Technician/ })).toBeVisible();
});

test("a wrong password keeps the typed address and shows the reason", async ({ page }) => {
  await page.goto("/sign-in");
  await field(page, "E-mail").fill("viewer@demo.corrente.test");
  await field(page, "Password").fill("not-the-password");
  await press(page, "Sign in");
  await expect(page.getByText("This e-mail address and password do not belong together.")).toBeVisible();
  await expect(field(page, "E-mail")).toHaveValue("viewer@demo.corrente.test");
  await field(page, "Password").fill(DEMO_PASSWORD);
  await press(page, "Sign in");
  await expect(page).toHaveURL(/\/demo$/);
});

test("an empty form names the missing field and sends no request", async ({ page }) => {
  await page.goto("/sign-in");
  await press(page, "Sign in");
  await expect(field(page, "E-mail")).toBeFocused();
  await expect(field(page, "E-mail")).toHaveAttribute("aria-invalid", "true");
});

test("after wrong guesses even the right password must wait", async ({ page }) => {
  await page.goto("/sign-in");
  const guess = async (password: string): Promise<void> => {
    await field(page, "E-mail").fill("tariffs@demo.corrente.test");
    await field(page, "Password").fill(password);
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await press(page, "Sign in");
    await answered;
    await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeEnabled();
  };
  for (let attempt = 1; attempt <= 8; attempt += 1) await guess(`guess number ${attempt}`);
  await guess(DEMO_PASSWORD);
  await expect(page.getByText("Too many attempts. Try again in 15 minutes.")).toBeVisible();
  await expect(field(page, "E-mail")).toHaveValue("tariffs@demo.corrente.test");
});

test("a link by e-mail opens the portal once", async ({ page, product, browser }) => {
  await page.goto("/sign-in");
  await press(page, "Send me a link instead");
  await field(page, "E-mail").fill("operator@demo.corrente.test");
  await press(page, "Send the link");
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  const link = linkIn(await emailTo(product, "operator@demo.corrente.test", /sign/i), "/sign-in/confirm");
  // mail programs may open an e-mail's links before its reader does
  expect((await page.request.get(link)).status()).toBe(200);
  await page.goto(link);
  await expect(page.getByText("You asked to sign in as operator@demo.corrente.test.")).toBeVisible();
  await press(page, "Sign in");
  await expect(page).toHaveURL(/\/demo$/);

  const secondUse = await (await browser.newContext({ baseURL: product.portalUrl })).newPage();
  await secondUse.goto(link);
  await press(secondUse, "Sign in");
  await expect(secondUse.getByText("This link was used or is too old. Ask for a new one.")).toBeVisible();
  await secondUse.context().close();
});

test("an unknown address gets the same page and no e-mail", async ({ page, product }) => {
  await page.goto("/sign-in");
  await press(page, "Send me a link instead");
  await field(page, "E-mail").fill("nobody@unknown.test");
  await press(page, "Send the link");
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  expect(await emailsTo(product, "nobody@unknown.test")).toBe(0);
});

test("a colleague is invited by e-mail, joins, and sees only what the role allows", async ({
  signedIn,
  product,
  browser,
}) => {
  const invited = "joana.reis@colleagues.test";
  const owner = await signedIn(OWNER);
  await owner.goto("/demo/team");
  await press(owner, "Invite");
  const dialog = owner.getByRole("dialog");
  await dialog.getByLabel("E-mail").fill(invited);
  await dialog.getByRole("combobox", { name: "Role" }).click();
  await owner.getByRole("option", { name: /Technician/ }).click();
  await press(owner, "Send the invitation");
  await expect(owner.getByText(`An invitation is on its way to ${invited}`)).toBeVisible();
  await expect(owner.getByRole("row", { name: new RegExp(invited) })).toBeVisible();

  const email = await emailTo(product, invited, /Ribeira Charge/);
  const context = await browser.newContext({ baseURL: product.portalUrl });
  const colleague = await context.newPage();
  await colleague.goto(linkIn(email, "/invitation/"));
  await expect(colleague.getByRole("heading", { name: "Join Ribeira Charge" })).toBeVisible();
  await field(colleague, "Your name").fill("Joana Reis");
  await field(colleague, "New password").fill("short");
  await press(colleague, "Join");
  await expect(field(colleague, "New password")).toHaveAttribute("aria-invalid", "true");
  await expect(field(colleague, "Your name")).toHaveValue("Joana Reis");
  await field(colleague, "New password").fill("a long enough one");
  await press(colleague, "Join");
  await expect(colleague).toHaveURL(/\/sign-in/);
  await signIn(colleague, invited, "a long enough one");
  await expect(colleague).toHaveURL(/\/demo$/);

  const linkTexts = await menu(colleague).getByRole("link").allTextContents();
  expect(linkTexts).toEqual(["Overview", "Stations", "Sessions"]);
  for (const page of ["team", "settings", "invoices", "drivers", "audit", "tariffs"]) {
    await colleague.goto(`/demo/${page}`);
    await expect(colleague.getByText("Nothing at this address"), page).toBeVisible();
  }
  await context.close();

  await owner.reload();
  await expect(owner.getByRole("row", { name: /Joana Reis/ })).toBeVisible();
  await expect(owner.getByRole("table", { name: "Open invitations" })).toHaveCount(0);
});

test("signing out everywhere ends every browser session of that person only", async ({
  page,
  browser,
  product,
  signedIn,
}) => {
  const owner = await signedIn(OWNER);
  const other = await (await browser.newContext({ baseURL: product.portalUrl })).newPage();
  for (const one of [page, other]) await signIn(one, "finance@demo.corrente.test");
  await page.goto("/demo/settings?tab=account");
  await press(page, "Sign out everywhere");
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await other.goto("/demo/team");
  await expect(other).toHaveURL(/\/sign-in/);
  await other.context().close();
  await owner.goto("/demo/team");
  await expect(owner).toHaveURL(/\/demo\/team/);
});

test("signing out ends this browser's session in the database, not only its cookie", async ({ page, context }) => {
  await signIn(page, "viewer@demo.corrente.test");
  const cookies = await context.cookies();
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await context.addCookies(cookies);
  await page.goto("/demo");
  await expect(page).toHaveURL(/\/sign-in/);
});
