"use client";

import { useSyncExternalStore } from "react";

const STEP_MS = 5000;
const listeners = new Set<() => void>();
let ticker: ReturnType<typeof setInterval> | undefined;
let now = 0;

/** One clock for the whole page, however many "3 min ago" it shows. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (ticker === undefined) {
    now = Date.now();
    ticker = setInterval(() => {
      now = Date.now();
      for (const notify of listeners) notify();
    }, STEP_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(ticker);
    ticker = undefined;
  };
}

const whole = () => Math.floor(Date.now() / STEP_MS) * STEP_MS;
const current = () => now || (now = Date.now());

/**
 * Milliseconds since the epoch, moving every five seconds. Mark what it paints with
 * suppressHydrationWarning.
 */
export function useNowMs(): number {
  return useSyncExternalStore(subscribe, current, whole);
}
