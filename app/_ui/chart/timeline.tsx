import type { ReactNode } from "react";
import { StatusDot } from "../feedback/status-dot";
import type { Tone } from "../feedback/tone";

export type TimelineEntry = { key: string; tone?: Tone; title: ReactNode; at: ReactNode; detail?: ReactNode };

/** What happened, one after another. Give `at` a TimeText. */
export function Timeline({ entries, label }: { entries: readonly TimelineEntry[]; label: string }) {
  return (
    <ol aria-label={label} className="relative">
      {entries.map((entry) => (
        <li
          key={entry.key}
          className="relative flex gap-3 pb-4 last:pb-0 [&:not(:last-child)>span:first-child]:after:block"
        >
          <span
            className={
              "relative mt-1 flex w-2.5 justify-center after:absolute after:top-4 after:-bottom-4 " +
              "after:hidden after:w-px after:bg-line"
            }
          >
            <StatusDot tone={entry.tone ?? "idle"} />
          </span>
          <div className="min-w-0 flex-1">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="font-medium">{entry.title}</span>
              <span className="text-xs text-muted">{entry.at}</span>
            </div>
            {entry.detail && <div className="mt-0.5 text-sm text-muted">{entry.detail}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
