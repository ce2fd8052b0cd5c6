import type { ReactNode } from "react";
import { cn } from "../cn";
import { TONE_TEXT, type Tone } from "../feedback/tone";

/**
 * One figure with its unit and what it is measured against. `comparison` is a whole sentence
 * ("€1,204.10 by this time last Sunday"): compare like with like, and give it a tone only where up
 * or down is good or bad. `pending` marks a figure that is not complete yet (today), so that it
 * never looks like a fall.
 */
export function Stat({
  label,
  value,
  comparison,
  tone,
  pending,
  children,
}: {
  label: string;
  value: ReactNode;
  comparison?: ReactNode;
  tone?: Tone;
  pending?: string;
  children?: ReactNode;
}) {
  return (
    <div className="min-w-0">
      <div className="flex items-center gap-2 text-sm text-muted">
        {label}
        {pending && <span className="text-xs text-faint">{pending}</span>}
      </div>
      <div className="figures mt-0.5 text-xl font-semibold tracking-[-0.02em] sm:text-2xl">{value}</div>
      {comparison && <div className={cn("mt-0.5 text-xs", tone ? TONE_TEXT[tone] : "text-muted")}>{comparison}</div>}
      {children}
    </div>
  );
}

/** Stats side by side, parted by hairlines; two in a row on a phone. */
export function StatRow({ children }: { children: ReactNode }) {
  return (
    <div
      className={
        "grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line " +
        "max-sm:[&>*:last-child:nth-child(odd)]:col-span-2 sm:flex [&>*]:flex-1 [&>*]:bg-surface " +
        "[&>*]:px-4 [&>*]:py-3"
      }
    >
      {children}
    </div>
  );
}
