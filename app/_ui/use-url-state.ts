"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useTransition } from "react";

export type UrlChange = Readonly<Record<string, string | readonly string[] | null | undefined>>;

/**
 * Filters, sort, page, period and open tab live in the address. `set` merges a change (null or "" removes) and asks the
 * server for the screen anew, while the old one stays and `pending` is true. Any change but paging drops the cursor.
 */
export function useUrlState() {
  const params = useSearchParams();
  const path = usePathname();
  const router = useRouter();
  const [pending, start] = useTransition();

  function href(change: UrlChange): string {
    const next = new URLSearchParams(params);
    if (!("after" in change) && !("before" in change)) {
      next.delete("after");
      next.delete("before");
    }
    for (const [name, value] of Object.entries(change)) {
      next.delete(name);
      for (const item of typeof value === "string" ? [value] : (value ?? [])) if (item !== "") next.append(name, item);
    }
    const query = next.toString();
    return query === "" ? path : `${path}?${query}`;
  }

  return {
    get: (name: string): string | undefined => params.get(name) ?? undefined,
    all: (name: string): readonly string[] => params.getAll(name),
    href,
    /** `push` leaves a step for the Back button; the default replaces, as typing in a filter should. */
    set: (change: UrlChange, how: "push" | "replace" = "replace") =>
      start(() => router[how](href(change), { scroll: false })),
    pending,
  };
}
