"use client";

import { formatDuration } from "@/app/_i18n/format-time";
import { useNowMs } from "@/app/_ui/text/use-now";

/** How long something has been going on, moving while the page is open. */
export function Elapsed({ since }: { since: Date | string }) {
  const now = useNowMs();
  return (
    <span className="figures" suppressHydrationWarning>
      {formatDuration((now - new Date(since).getTime()) / 1000)}
    </span>
  );
}
