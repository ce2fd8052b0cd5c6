import { cn } from "../cn";

export type DayBar = {
  /** "2026-11-22" or any key; `label` is what a person reads. */
  key: string;
  label: string;
  value: number;
  /** The value in words, with its unit: "€1,204.10". */
  text: string;
  /** Not complete yet (today): drawn hollow, so that it does not look like a fall. */
  partial?: boolean;
  href?: string;
};

/**
 * Bars by day, painted by the server: no script, hover and focus show the value. The overview uses
 * it for revenue and energy; for time series with a cursor use Chart. Give it a few `ticks` of the
 * horizontal axis by showing every nth label.
 */
export function DayBars({ label, bars, height = 140 }: { label: string; bars: readonly DayBar[]; height?: number }) {
  const top = Math.max(...bars.map((bar) => bar.value), 0) || 1;
  const every = Math.max(1, Math.ceil(bars.length / 6));
  return (
    <figure aria-label={label}>
      <ol className="flex items-end gap-[3px] border-b border-line" style={{ height }}>
        {bars.map((bar, place) => (
          <li key={bar.key} className="group/bar relative flex h-full min-w-0 flex-1 items-end hover:bg-hover">
            <span className="sr-only">
              {bar.label}: {bar.text}
            </span>
            <span
              aria-hidden
              className={cn(
                "w-full rounded-t-[2px]",
                bar.partial ? "border border-b-0 border-dashed border-accent-mark" : "bg-accent-mark",
              )}
              style={{ height: `${Math.max(bar.value > 0 ? 1.5 : 0, (bar.value / top) * 92)}%` }}
            />
            <span
              aria-hidden
              className={cn(
                "pointer-events-none absolute bottom-full z-10 hidden rounded-md bg-ink px-2 py-1 text-xs " +
                  "whitespace-nowrap text-surface group-hover/bar:block",
                place > bars.length / 2 ? "right-0" : "left-0",
              )}
            >
              {bar.label} <span className="figures font-medium">{bar.text}</span>
            </span>
          </li>
        ))}
      </ol>
      <div aria-hidden className="mt-1 flex text-2xs text-faint">
        {bars.map((bar, place) => (
          <span key={bar.key} className="min-w-0 flex-1 whitespace-nowrap">
            {place % every === 0 && bar.label}
          </span>
        ))}
      </div>
    </figure>
  );
}
