/** Runs axe on a page and returns its findings as sentences. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "./test";

type AxeOptions = {
  /** Only below elements that match this selector. */
  readonly within?: string;
  /** Only rules with these names. */
  readonly rules?: readonly string[];
};

/**
 * Returns serious and critical findings. Rows of one list are alike, so only the first few are
 * checked. No page here has frames of another origin, so axe skips frames.
 */
export async function axe(page: Page, { within, rules }: AxeOptions = {}): Promise<readonly string[]> {
  const builder = new AxeBuilder({ page }).setLegacyMode();
  // a streamed page has its title only at the end; Playwright's toHaveTitle waits for it
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
