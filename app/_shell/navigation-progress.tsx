"use client";

import { useEffect, useOptimistic } from "react";

let show: (() => void) | undefined;

/**
 * Shows the line at the top of the window: a page was requested. Call it within the transition that
 * requests.
 */
export function onNavigationStart(): void {
  show?.();
}

/**
 * A line at the top of the window while the next page is on its way, whoever asked for it: a link,
 * a row, a key, the Back button. Optimistic state lasts as long as its transition, so the line goes
 * when the page has come or its request has failed.
 */
export function NavigationProgress() {
  const [isNavigating, setNavigating] = useOptimistic(false);
  useEffect(() => {
    show = () => setNavigating(true);
    return () => {
      show = undefined;
    };
  }, [setNavigating]);
  return isNavigating ? (
    <div
      aria-hidden
      data-underway=""
      className="fixed inset-x-0 top-0 z-60 h-0.5 origin-left animate-underway bg-accent-mark"
    />
  ) : null;
}
