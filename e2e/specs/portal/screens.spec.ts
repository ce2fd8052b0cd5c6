/**
 * Every screen in light and dark, on a desktop and on a phone: no serious axe finding, no sideways
 * scroll, no error, no missing text.
 */
import { z } from "zod";
import { axe } from "./axe";
import type { PortalApi } from "./portal-api";
import { expect, OWNER, type Page, test } from "./test";

const FOLDER = "test-results/screens";
const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

type Screen = {
  readonly name: string;
  readonly path: string;
  /** Open to people who are not signed in. */
  readonly isPublic?: true;
};

const PUBLIC: readonly Screen[] = [
  { name: "sign-in", path: "/sign-in", isPublic: true },
  { name: "check-mail", path: "/sign-in/check-mail", isPublic: true },
  { name: "confirm-link", path: "/sign-in/confirm?token=1&email=operator%40demo.corrente.test", isPublic: true },
  { name: "invitation-gone", path: "/invitation/this-is-no-invitation-token", isPublic: true },
];

/** The screen of a page that does not exist; its status is 404. */
const NOT_FOUND_SCREEN = "nothing-here";

/** Pages that always exist. Those of one station, session and so on are found by query. */
const LISTS: readonly (readonly [string, string])[] = [
  ["overview", ""],
  ["stations", "/stations"],
  ["stations-map", "/stations?view=map"],
  ["stations-new", "/stations/new"],
  ["sessions", "/sessions"],
  ["tariffs", "/tariffs"],
  ["tariffs-new", "/tariffs/new"],
  ["tariffs-why", "/tariffs/why"],
  ["drivers", "/drivers"],
  ["drivers-import", "/drivers/import"],
  ["partners", "/partners"],
  ["invoices", "/invoices"],
  ["invoice-runs", "/invoices/runs"],
  ["invoice-run-new", "/invoices/runs/new"],
  ["team", "/team"],
  ["settings", "/settings"],
  ["settings-entities", "/settings?tab=entities"],
  ["settings-sites", "/settings?tab=sites"],
  ["settings-connections", "/settings?tab=connections"],
  ["settings-account", "/settings?tab=account"],
  ["audit", "/audit"],
  [NOT_FOUND_SCREEN, "/stations/00000000-0000-0000-0000-000000000000"],
];

for (const { size, ...options } of [
  { size: "desktop", viewport: DESKTOP },
  { size: "phone", viewport: PHONE, hasTouch: true, isMobile: true },
]) {
  test(`${size}: every screen, light and dark`, async ({ signedIn, apiOf, browser, baseURL }) => {
    test.setTimeout(900_000);
    const screens = await allScreens(apiOf);
    const page = await signedIn(OWNER, options);
    const signedOut = await browser.newContext({ ...options, ...(baseURL ? { baseURL } : {}) });
    const signedOutPage = await signedOut.newPage();
    const problems: string[] = [];
    for (const screen of screens) {
      const found = await checkScreen(screen.isPublic ? signedOutPage : page, screen, size);
      problems.push(...found.map((problem) => `${screen.name}: ${problem}`));
    }
    await signedOut.close();
    expect(problems.join("\n")).toBe("");
  });
}

/** The marker of a text that a catalogue lacks: its area and key. */
const MISSING_MESSAGE =
  /^(?:labels|refusals|shell|errors|signIn|overview|stations|stationAccess|deviations|sessions|findings|tariffs|drivers|partners|invoices|team|settings|audit)\.[a-zA-Z]+[\w.]*$/;

test("Portuguese: every screen has all its texts and fits a phone", async ({ signedIn, apiOf, baseURL }) => {
  test.setTimeout(900_000);
  const screens = (await allScreens(apiOf)).filter(({ isPublic }) => !isPublic);
  const page = await signedIn(OWNER, { viewport: DESKTOP });
  await page.context().addCookies([{ name: "corrente.locale", value: "pt", url: baseURL ?? "" }]);
  const problems: string[] = [];
  for (const screen of screens) {
    const errors = await open(page, screen);
    const lang = await page.locator("html").getAttribute("lang");
    if (lang !== "pt-PT") problems.push(`${screen.name}: lang is ${lang}`);
    // the audit log names procedures, which look like the marker of a missing text
    const pageText = screen.name === "audit" ? "" : await page.locator("body").innerText();
    const missing = pageText.split(/[\s,;]+/).filter((text) => MISSING_MESSAGE.test(text));
    for (const one of [...errors, ...missing]) problems.push(`${screen.name}: ${one}`);
    await page.screenshot({ path: `${FOLDER}/${screen.name}-desktop-pt.png` });
    // Portuguese texts are longer: what fits a phone in Portuguese fits in English
    await page.setViewportSize(PHONE);
    problems.push(...(await horizontalScroll(page)).map((problem) => `${screen.name}: ${problem}`));
    await page.screenshot({ path: `${FOLDER}/${screen.name}-phone-pt.png` });
    await page.setViewportSize(DESKTOP);
  }
  expect(problems.join("\n")).toBe("");
});

/** All list pages, and one page of each kind that they link to. */
async function allScreens(apiOf: (person: typeof OWNER) => Promise<PortalApi>): Promise<readonly Screen[]> {
  const api = await apiOf(OWNER);
  const first = async (path: string, input: object, id: string): Promise<string> => {
    const answer = await api.query(path, input, z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]));
    const rows = Array.isArray(answer) ? answer : Object.values(answer).find((value) => Array.isArray(value));
    return z.string().parse(z.array(z.record(z.string(), z.unknown())).parse(rows)[0]?.[id]);
  };
  const station = `/stations/${await first("stations.list", {}, "stationId")}`;
  const live = await first("sessions.list", { state: "active" }, "id").catch(() => first("sessions.list", {}, "id"));
  const ended = await first("sessions.list", { state: "ended", billing: ["rated"] }, "id");
  const tariff = `/tariffs/${await first("tariffs.list", {}, "id")}`;
  const driver = `/drivers/${await first("drivers.list", {}, "driverId")}`;
  const partner = `/partners/${await first("partners.list", {}, "partnerId")}`;
  const invoice = `/invoices/${await first("billing.list", {}, "invoiceId")}`;
  const details: readonly (readonly [string, string])[] = [
    ["station", station],
    ...["commands", "configuration", "messages", "deviations", "sessions", "events", "details"].map(
      (tab) => [`station-${tab}`, `${station}?tab=${tab}`] as const,
    ),
    ["session-live", `/sessions/${live}`],
    ["session-ended", `/sessions/${ended}`],
    ["tariff", tariff],
    ["tariff-edit", `${tariff}/edit`],
    ["driver", driver],
    ["partner", partner],
    ["partner-import", `${partner}/import`],
    ["invoice", invoice],
    ...["sessions", "history"].map((tab) => [`invoice-${tab}`, `${invoice}?tab=${tab}`] as const),
  ];
  return [...PUBLIC, ...[...LISTS, ...details].map(([name, path]) => ({ name, path: `/${OWNER.operator}${path}` }))];
}

/**
 * Checks both themes in one visit: the page follows the device, and themes differ only in colour.
 */
async function checkScreen(page: Page, screen: Screen, size: string): Promise<readonly string[]> {
  const { name } = screen;
  await page.emulateMedia({ colorScheme: "light" });
  const problems = [...(await open(page, screen))];
  await page.screenshot({ path: `${FOLDER}/${name}-${size}-light.png` });
  problems.push(...(await horizontalScroll(page)));
  problems.push(...(await axe(page)));
  await page.emulateMedia({ colorScheme: "dark" });
  await page.screenshot({ path: `${FOLDER}/${name}-${size}-dark.png` });
  problems.push(...(await axe(page, { rules: ["color-contrast", "link-in-text-block"] })));
  return problems;
}

async function horizontalScroll(page: Page): Promise<readonly string[]> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return wide > 0 ? [`scrolls sideways by ${wide} px`] : [];
}

/**
 * Opens a page and waits until it is at rest. Returns an unexpected status and the errors of its
 * console.
 */
async function open(page: Page, { path, name }: Screen): Promise<readonly string[]> {
  const errors: string[] = [];
  const status = name === NOT_FOUND_SCREEN ? 404 : 200;
  const onError = (error: Error) => errors.push(`page error: ${error.message}`);
  const onConsole = (message: { type: () => string; text: () => string }) => {
    if (message.type() !== "error" || message.text().includes(`status of ${status}`)) return;
    errors.push(`console: ${message.text().slice(0, 300)}`);
  };
  page.on("pageerror", onError);
  page.on("console", onConsole);
  const answer = await page.goto(path, { waitUntil: "load" });
  if (answer?.status() !== status) errors.push(`status ${answer?.status()}`);
  await page.evaluate(() => document.fonts.ready);
  // a colour in transition between the themes belongs to neither
  await page.addStyleTag({
    content: "*, *::before, *::after { transition: none !important; animation: none !important; }",
  });
  await expect(page.locator("[aria-busy='true']")).toHaveCount(0);
  await expect(page.locator("main")).toBeVisible();
  await expect(page).toHaveTitle(/./);
  page.off("pageerror", onError);
  page.off("console", onConsole);
  return errors;
}
