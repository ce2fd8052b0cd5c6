"use client";

import { formatDuration } from "@/app/_i18n/format-time";
import { useNowMs } from "@/app/_ui/text/use-now";

/**
 * How long it lasted or, while it runs, lasts: counted on in the browser, which corrects the
 * server's words at its first tick.
 */
export function ElapsedText({ fromMs, toMs }: { fromMs: number; toMs: number | null }) {
  const nowMs = useNowMs();
  return (
    <span className="figures" suppressHydrationWarning>
      {formatDuration(((toMs ?? nowMs) - fromMs) / 1000)}
    </span>
  );
}
