import { describe, expect, test } from "vitest";
import { chooseLocale } from "./locale";

describe("chooseLocale", () => {
  test.each([
    ["pt-PT,pt;q=0.9,en;q=0.8", "pt"],
    ["de-DE,de;q=0.9,pt;q=0.4,en;q=0.6", "en"],
    ["en;q=0,pt;q=0.1", "pt"],
    ["de", "en"],
    [null, "en"],
  ] as const)("of %s takes %s", (header, locale) => {
    expect(chooseLocale(header)).toBe(locale);
  });
});
