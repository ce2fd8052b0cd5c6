"use client";

import { useEffect, useRef } from "react";
import { Link } from "@/app/_ui/action/link";
import { cn } from "../cn";

export type Tab = { key: string; label: string; href: string; count?: number | undefined };

/**
 * The parts of a detail page, each with its own address (`?tab=` or a sub-route), so a tab can be
 * shared and opened anew. At most eight; all visible, on a phone a strip that scrolls to the open
 * one.
 */
export function Tabs({ label, tabs, current }: { label: string; tabs: readonly Tab[]; current: string }) {
  const strip = useRef<HTMLElement>(null);
  useEffect(() => {
    const open = strip.current?.querySelector<HTMLElement>("[aria-current]");
    if (!strip.current || !open) return;
    strip.current.scrollLeft = open.offsetLeft + open.offsetWidth / 2 - strip.current.clientWidth / 2;
  }, [current]);
  return (
    <nav
      ref={strip}
      aria-label={label}
      className="relative mb-4 border-b border-line max-sm:-mx-4 max-sm:overflow-x-auto max-sm:px-4"
    >
      <ul className="-mb-px flex gap-5">
        {tabs.slice(0, 8).map((tab) => (
          <li key={tab.key}>
            <Link
              href={tab.href}
              scroll={false}
              aria-current={tab.key === current ? "page" : undefined}
              className={cn(
                "flex h-8.5 items-center gap-1.5 border-b-2 whitespace-nowrap pointer-coarse:h-11",
                tab.key === current
                  ? "border-accent-mark font-medium text-ink"
                  : "border-transparent text-muted hover:border-line-strong hover:text-ink",
              )}
            >
              {tab.label}
              {tab.count !== undefined && <span className="figures text-xs text-faint">{tab.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
