"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};
const onThisKeyboard = () => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘" : "Ctrl");

/** The key that goes with K here. */
export function useCommandKey(): "⌘" | "Ctrl" {
  return useSyncExternalStore(never, onThisKeyboard, () => "Ctrl");
}
