"use client";

import { Menu as MenuIcon } from "lucide-react";
import { Link } from "@/app/_ui/action/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { cn } from "@/app/_ui/cn";
import { isCurrent, NAV } from "./nav";
import type { ShellProps } from "./shell-types";

const ITEM = "flex h-14 flex-1 flex-col items-center justify-center gap-1 text-2xs";

/** Foot of the screen on a phone: the first four places, and the rest behind the menu. */
export function PhoneNav({
  operator,
  allowed,
  onMenu,
}: Pick<ShellProps, "operator" | "allowed"> & { onMenu: () => void }) {
  const t = useTranslations("shell");
  const pathname = usePathname();
  const base = `/${operator.slug}`;
  const entries = NAV.filter((entry) => allowed.includes(entry.id)).slice(0, 4);
  return (
    <nav
      aria-label={t("navigation")}
      className={
        "fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-surface " +
        "pb-[env(safe-area-inset-bottom)] sm:hidden"
      }
    >
      {entries.map(({ id, path, icon: Icon }) => {
        const here = isCurrent(pathname, base, path);
        return (
          <Link
            key={id}
            href={base + path}
            aria-current={here ? "page" : undefined}
            className={cn(ITEM, here ? "font-medium text-accent-text" : "text-muted")}
          >
            <Icon aria-hidden className="size-5" />
            {t(`nav.${id}`)}
          </Link>
        );
      })}
      <button type="button" onClick={onMenu} aria-label={t("openMenu")} className={cn(ITEM, "text-muted")}>
        <MenuIcon aria-hidden className="size-5" />
        {t("menu")}
      </button>
    </nav>
  );
}
