import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("../globals.css", import.meta.url), "utf8");
const tokens = new Map(
  [...css.matchAll(/--color-([\w-]+): light-dark\((#\w{6}), (#\w{6})\);/g)].map(
    ([, name = "", light = "", dark = ""]) => [name, { light, dark }],
  ),
);

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function colour(name: string, theme: "light" | "dark"): string {
  if (name === "white") return "#ffffff";
  const found = tokens.get(name);
  if (!found) throw new Error(`no token --color-${name}`);
  return found[theme];
}

const grounds = ["canvas", "surface", "raised", "sunken", "hover"];
const text = ["ink", "muted", "faint", "accent-text", "good-text", "warn-text", "bad-text"];
const readable = [
  ...text.flatMap((ink) => grounds.map((background) => [ink, background] as const)),
  ["ink", "pressed"] as const,
  ["muted", "pressed"] as const,
  ["white", "accent"] as const,
  ["white", "accent-hover"] as const,
  ["white", "bad"] as const,
  ["surface", "ink"] as const,
  ["accent-text", "accent-soft"] as const,
  ["good-text", "good-soft"] as const,
  ["warn-text", "warn-soft"] as const,
  ["bad-text", "bad-soft"] as const,
  ["muted", "idle-soft"] as const,
  ["ink", "accent-soft"] as const,
];
const marks = ["accent-mark", "good-mark", "warn-mark", "bad-mark", "idle-mark", "focus"];

describe.each(["light", "dark"] as const)("the %s theme", (theme) => {
  test.each(readable)("%s is readable on %s (WCAG 2.2 AA, 4.5:1)", (ink, background) => {
    expect(contrast(colour(ink, theme), colour(background, theme))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(marks)("%s is seen on a surface (WCAG 2.2 AA, 3:1)", (mark) => {
    expect(contrast(colour(mark, theme), colour("surface", theme))).toBeGreaterThanOrEqual(3);
  });
});
