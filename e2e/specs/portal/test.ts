/**
 * Playwright's `test` with signed-in people: `await signedIn(OWNER)` gives a page, `await
 * apiOf(OWNER)` the API.
 */
import type { BrowserContext, BrowserContextOptions, Page } from "@playwright/test";
import { expect, test as base } from "@/e2e/stack/test";
import { PortalApi } from "./portal-api";

export { expect, type Page } from "@/e2e/stack/test";

/** A person of the demo and their operator. */
export type Person = { readonly email: string; readonly operator: string };

const personOf = (operator: string, host: string) => (name: string) => ({
  email: `${name}@${host}.corrente.test`,
  operator,
});
const demo = personOf("demo", "demo");

export const OWNER: Person = demo("owner");
export const OTHER_OWNER: Person = personOf("voltwerk-nord", "voltwerk")("owner");
export const DEMO_PASSWORD = "corrente-demo";

type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>;

/** The cookies of people who signed in once in this run; the form has its own spec. */
const kept = new Map<string, Cookies>();

type People = {
  /** A page in a browser of its own, signed in as this person. */
  readonly signedIn: (person: Person, options?: BrowserContextOptions) => Promise<Page>;
  readonly apiOf: (person: Person) => Promise<PortalApi>;
};

export const test = base.extend<People>({
  signedIn: async ({ browser, baseURL }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (person, options = {}) => {
      const context = await browser.newContext({ ...(baseURL === undefined ? {} : { baseURL }), ...options });
      contexts.push(context);
      const key = `${baseURL} ${person.email}`;
      const cookies = kept.get(key);
      if (cookies) await context.addCookies(cookies);
      const page = await context.newPage();
      if (!cookies) {
        await signIn(page, person.email);
        kept.set(
          key,
          (await context.cookies()).filter(({ httpOnly }) => httpOnly),
        );
      }
      return page;
    });
    for (const context of contexts) await context.close();
  },
  apiOf: async ({ signedIn, product }, use) => {
    await use(async (person) => {
      const page = await signedIn(person);
      return new PortalApi(page.request, product.portalUrl, person.operator);
    });
  },
});

/** Signs in by the form with e-mail and password; ends on the operator's own page. */
export async function signIn(page: Page, email: string, password = DEMO_PASSWORD): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}
