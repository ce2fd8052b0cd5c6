import type { ReactNode } from "react";
import { cn } from "../cn";
import { StatusDot } from "./status-dot";
import { TONE_SOFT, type Tone } from "./tone";

/**
 * A state in a word. `mark` (default) adds the tone's shape; leave it out for plain labels such as
 * "Version 3".
 */
export function Badge({ tone = "idle", mark = true, children }: { tone?: Tone; mark?: boolean; children: ReactNode }) {
  return (
    <span
      className={cn(
        "inline-flex h-5 items-center gap-1.5 rounded-sm px-1.5 text-xs font-medium whitespace-nowrap",
        TONE_SOFT[tone],
      )}
    >
      {mark && <StatusDot tone={tone} className="size-2" />}
      {children}
    </span>
  );
}
