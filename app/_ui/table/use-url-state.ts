"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useEffect, useSyncExternalStore, useTransition } from "react";

export type UrlChange = Readonly<Record<string, string | readonly string[] | null | undefined>>;

/**
 * The address that was asked for and has not arrived yet. One for the page: two quick changes must
 * not forget each other.
 */
type Requested = { path: string; query: string };
let requested: Requested | undefined;
const listeners = new Set<() => void>();

function request(next: Requested | undefined): void {
  requested = next;
  for (const notify of listeners) notify();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Filters, sort, page, period and open tab live in the address. `set` merges a change (null or ""
 * removes) and asks the server for the screen anew. Until it answers, `get` and `all` already
 * return the new values, the old rows stay, and `pending` is true for every part of the page. Any
 * change but paging drops the cursor.
 */
export function useUrlState() {
  const arrived = useSearchParams();
  const path = usePathname();
  const router = useRouter();
  const [moving, start] = useTransition();
  const waiting = useSyncExternalStore(
    subscribe,
    () => requested,
    () => undefined,
  );
  const underWay = waiting?.path === path ? waiting : undefined;
  const params = underWay ? new URLSearchParams(underWay.query) : arrived;

  // The change this part asked for has arrived, or the part left the page with it.
  useEffect(() => {
    if (!moving) return;
    return () => request(undefined);
  }, [moving]);

  function queryWith(change: UrlChange): string {
    const next = new URLSearchParams(requested?.path === path ? requested.query : arrived);
    if (!("after" in change) && !("before" in change)) {
      next.delete("after");
      next.delete("before");
    }
    for (const [name, value] of Object.entries(change)) {
      next.delete(name);
      for (const item of typeof value === "string" ? [value] : (value ?? [])) if (item !== "") next.append(name, item);
    }
    return next.toString();
  }

  const address = (query: string) => (query === "" ? path : `${path}?${query}`);

  return {
    get: (name: string): string | undefined => params.get(name) ?? undefined,
    all: (name: string): readonly string[] => params.getAll(name),
    href: (change: UrlChange): string => address(queryWith(change)),
    /**
     * `push` leaves a step for the Back button; the default replaces, as typing in a filter should.
     */
    set: (change: UrlChange, how: "push" | "replace" = "replace"): void => {
      const query = queryWith(change);
      if (query === arrived.toString() && !requested) return;
      request({ path, query });
      start(() => router[how](address(query), { scroll: false }));
    },
    pending: underWay !== undefined,
  };
}
