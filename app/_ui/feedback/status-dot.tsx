import { cn } from "../cn";
import { TONE_MARK, type Tone } from "./tone";

/**
 * A state's mark: shape as well as colour, so that it reads in grey. Good ring, live disc, warn
 * triangle, bad square, idle dash.
 */
export function StatusDot({ tone, moving = false, className }: { tone: Tone; moving?: boolean; className?: string }) {
  const colour = TONE_MARK[tone];
  return (
    <svg
      viewBox="0 0 10 10"
      aria-hidden="true"
      className={cn("inline-block size-2.5 shrink-0", moving && "animate-breathe", className)}
    >
      {tone === "good" && <circle cx="5" cy="5" r="3.4" fill="none" stroke={colour} strokeWidth="2.2" />}
      {tone === "live" && <circle cx="5" cy="5" r="4.5" fill={colour} />}
      {tone === "warn" && <path d="M5 .6 9.8 9.2H.2Z" fill={colour} />}
      {tone === "bad" && <rect x=".8" y=".8" width="8.4" height="8.4" rx="1" fill={colour} />}
      {tone === "idle" && <rect x="1" y="3.9" width="8" height="2.2" rx="1.1" fill={colour} />}
    </svg>
  );
}

/** Mark and word, for a table cell or a line of text. `moving` for what is happening now. */
export function Status({ tone, children, moving = false }: { tone: Tone; children: string; moving?: boolean }) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <StatusDot tone={tone} moving={moving} />
      {children}
    </span>
  );
}
