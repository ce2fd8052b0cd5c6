/** What a state means to a person. `live` is current flowing; `idle` is neither good nor bad. */
export type Tone = "good" | "live" | "warn" | "bad" | "idle";

export const TONE_TEXT: Readonly<Record<Tone, string>> = {
  good: "text-good-text",
  live: "text-accent-text",
  warn: "text-warn-text",
  bad: "text-bad-text",
  idle: "text-muted",
};

export const TONE_SOFT: Readonly<Record<Tone, string>> = {
  good: "bg-good-soft text-good-text",
  live: "bg-accent-soft text-accent-text",
  warn: "bg-warn-soft text-warn-text",
  bad: "bg-bad-soft text-bad-text",
  idle: "bg-idle-soft text-muted",
};

/** CSS variable of the tone's mark, for SVG and canvas. */
export const TONE_MARK: Readonly<Record<Tone, string>> = {
  good: "var(--color-good-mark)",
  live: "var(--color-accent-mark)",
  warn: "var(--color-warn-mark)",
  bad: "var(--color-bad-mark)",
  idle: "var(--color-idle-mark)",
};
