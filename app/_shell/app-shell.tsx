"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl/react";
import { PhoneNav } from "./phone-nav";
import type { ShellProps } from "./shell-types";
import { Sidebar } from "./sidebar";
import { TopBar } from "./top-bar";
import { useShortcuts } from "./use-shortcuts";

// Fetched when first opened: no page pays for them up front.
const Palette = dynamic(() => import("./palette").then((module) => module.Palette), { ssr: false });
const ShortcutsDialog = dynamic(() => import("./shortcuts-dialog").then((module) => module.ShortcutsDialog), {
  ssr: false,
});
const PhoneDrawer = dynamic(() => import("./phone-drawer").then((module) => module.PhoneDrawer), { ssr: false });

/**
 * The frame around every screen of the portal. A client wrapper gives it `search`, `connection` and
 * `signOut`; `children` stay server-rendered.
 */
export function AppShell({ children, ...shell }: ShellProps & { children: ReactNode }) {
  const t = useTranslations("shell");
  const [opened, setOpened] = useState<"palette" | "help" | "menu">();
  // Once opened, a panel stays mounted, so that it can close with its animation and keep what was
  // typed.
  const [mounted, setMounted] = useState<ReadonlySet<string>>(new Set());
  const open = (panel: "palette" | "help" | "menu") => {
    setMounted((before) => new Set(before).add(panel));
    setOpened(panel);
  };
  const control = (panel: "palette" | "help" | "menu") => ({
    open: opened === panel,
    onOpenChange: (next: boolean) => setOpened(next ? panel : undefined),
  });
  useShortcuts({
    base: `/${shell.operator.slug}`,
    allowed: shell.allowed,
    onSearch: () => open("palette"),
    onHelp: () => open("help"),
  });

  return (
    <div className="sm:grid sm:h-dvh sm:grid-cols-[13rem_minmax(0,1fr)]">
      <a
        href="#content"
        className={
          "sr-only z-50 rounded-md bg-accent px-3 py-1.5 text-white focus:not-sr-only focus:fixed " +
          "focus:top-2 focus:left-2"
        }
      >
        {t("skip")}
      </a>
      <aside className="border-r border-line max-sm:hidden">
        <Sidebar {...shell} />
      </aside>
      <div className="flex min-w-0 flex-col sm:h-dvh">
        <div className="max-sm:sticky max-sm:top-0 max-sm:z-20">
          <TopBar {...shell} onSearch={() => open("palette")} onHelp={() => open("help")} />
        </div>
        <main
          id="content"
          tabIndex={-1}
          className="min-h-0 flex-1 px-4 pt-2.5 pb-3 outline-none max-sm:pb-20 sm:overflow-y-auto lg:px-5"
        >
          {children}
        </main>
      </div>
      <PhoneNav {...shell} onMenu={() => open("menu")} />
      {mounted.has("palette") && <Palette {...shell} {...control("palette")} />}
      {mounted.has("help") && <ShortcutsDialog allowed={shell.allowed} {...control("help")} />}
      {mounted.has("menu") && <PhoneDrawer shell={shell} {...control("menu")} />}
    </div>
  );
}
