"use client";

import { ChevronsUpDown } from "lucide-react";
import { Link } from "@/app/_ui/action/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { cn } from "@/app/_ui/cn";
import { BrandMark } from "./brand-mark";
import { isCurrent, NAV, NAV_GROUPS } from "./nav";
import { PrefetchOnIntent } from "./on-intent";
import type { ShellProps } from "./shell-types";

const loadUserMenu = () => import("./user-menu").then((module) => module.UserMenu);
const loadOperatorMenu = () => import("./operator-menu").then((module) => module.OperatorMenu);

/**
 * Operator, menu by groups, and who is signed in. At the left on a wide screen, in a drawer on a
 * phone.
 */
export function Sidebar({
  operator,
  operators,
  user,
  allowed,
  signOut,
  onNavigate,
}: Pick<ShellProps, "operator" | "operators" | "user" | "allowed" | "signOut"> & { onNavigate?: () => void }) {
  const t = useTranslations("shell");
  const pathname = usePathname();
  const base = `/${operator.slug}`;
  return (
    <div className="flex h-full flex-col">
      <div className="p-2">
        <OperatorButton operator={operator} operators={operators} />
      </div>
      <nav aria-label={t("navigation")} className="min-h-0 flex-1 overflow-y-auto px-2 pb-4">
        {NAV_GROUPS.map((group) => {
          const entries = NAV.filter((entry) => entry.group === group && allowed.includes(entry.id));
          if (entries.length === 0) return null;
          return (
            <div key={group} className="mt-3 first:mt-1">
              {group !== "network" && (
                <div className="px-2 pb-1 text-2xs font-medium text-faint">{t(`groups.${group}`)}</div>
              )}
              <ul className="flex flex-col gap-px">
                {entries.map(({ id, path, icon: Icon }) => {
                  const here = isCurrent(pathname, base, path);
                  return (
                    <li key={id}>
                      <Link
                        href={base + path}
                        onClick={() => onNavigate?.()}
                        aria-current={here ? "page" : undefined}
                        className={cn(
                          "flex h-7.5 items-center gap-2.5 rounded-md px-2 pointer-coarse:h-11",
                          here ? "bg-pressed font-medium text-ink" : "text-muted hover:bg-hover hover:text-ink",
                        )}
                      >
                        <Icon aria-hidden className={cn("size-4 shrink-0", here ? "text-accent-text" : "text-faint")} />
                        {t(`nav.${id}`)}
                      </Link>
                    </li>
                  );
                })}
              </ul>
            </div>
          );
        })}
      </nav>
      <div className="border-t border-line p-2">
        <PrefetchOnIntent
          load={loadUserMenu}
          panelProps={{ user, signOut }}
          aria-label={t("account", { name: user.name })}
          className="flex w-full items-center gap-2.5 rounded-md p-1.5 text-left hover:bg-hover"
        >
          <span
            aria-hidden
            className={
              "grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft text-xs " +
              "font-semibold text-accent-text"
            }
          >
            {initials(user.name)}
          </span>
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium">{user.name}</span>
            <span className="block truncate text-xs text-muted">{user.role}</span>
          </span>
          <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-faint" />
        </PrefetchOnIntent>
      </div>
    </div>
  );
}

function OperatorButton({ operator, operators }: Pick<ShellProps, "operator" | "operators">) {
  const t = useTranslations("shell");
  const face = (
    <>
      <BrandMark className="size-5 shrink-0" />
      <span className="min-w-0 flex-1 truncate font-semibold">{operator.name}</span>
    </>
  );
  if (operators.length < 2) return <div className="flex h-8 items-center gap-2.5 px-1.5">{face}</div>;
  return (
    <PrefetchOnIntent
      load={loadOperatorMenu}
      panelProps={{ operator, operators }}
      aria-label={t("switchOperator", { name: operator.name })}
      className="flex h-8 w-full items-center gap-2.5 rounded-md px-1.5 text-left hover:bg-hover"
    >
      {face}
      <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-faint" />
    </PrefetchOnIntent>
  );
}

function initials(name: string): string {
  const label = name.trim().split(/\s+/);
  return ((label[0]?.[0] ?? "") + (label.length > 1 ? (label.at(-1)?.[0] ?? "") : "")).toUpperCase();
}
