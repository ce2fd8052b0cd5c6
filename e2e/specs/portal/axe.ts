/** What axe finds wrong on a page, in sentences for a test to show. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "./test";

type Look = {
  /** Only below these. */
  readonly within?: string;
  /** Only these rules. */
  readonly rules?: readonly string[];
};

/**
 * Serious and critical findings. Rows of one list are alike: the first few tell of all. No page here has frames of others,
 * so axe need not look for them.
 */
export async function axe(page: Page, { within, rules }: Look = {}): Promise<readonly string[]> {
  const builder = new AxeBuilder({ page }).setLegacyMode();
  // a page that streams in has its title in the end, not at every instant: Playwright's toHaveTitle waits for it
  builder.disableRules(["document-title"]);
  builder.exclude("tbody tr:nth-child(n+7)").exclude("main ul > li:nth-child(n+7)");
  if (within !== undefined) builder.include(within);
  if (rules !== undefined) builder.withRules([...rules]);
  const { violations } = await builder.analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, impact, nodes }) => {
      const where = nodes.slice(0, 3).map(({ target }) => target.join(" "));
      return `axe ${id} (${impact}): ${where.join(" | ")}`;
    });
}
