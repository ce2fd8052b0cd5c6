"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef } from "react";
import { NAV, type NavId } from "./nav";

const SEQUENCE_MS = 1200;

/**
 * ⌘K, `?`, `/`, and `g` followed by a place's letter. Silent while somebody types or a dialog is
 * open.
 */
export function useShortcuts({
  base,
  allowed,
  onSearch,
  onHelp,
}: {
  base: string;
  allowed: readonly NavId[];
  onSearch: () => void;
  onHelp: () => void;
}): void {
  const router = useRouter();
  const leader = useRef(0);

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      return onSearch();
    }
    if (event.metaKey || event.ctrlKey || event.altKey || isBusy(event.target)) return;
    if (event.key === "?") return onHelp();
    if (event.key === "/") {
      const filter = document.querySelector<HTMLElement>("[data-shortcut='filter']");
      if (filter) event.preventDefault();
      return filter?.focus();
    }
    if (event.timeStamp - leader.current < SEQUENCE_MS) {
      const place = NAV.find((entry) => entry.shortcut === event.key && allowed.includes(entry.id));
      if (place) router.push(base + place.path);
    }
    leader.current = event.key === "g" ? event.timeStamp : 0;
  });

  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}

function isBusy(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest("input:not([type='checkbox']),textarea,select,[role='dialog'],[role='menu']") !== null
  );
}
