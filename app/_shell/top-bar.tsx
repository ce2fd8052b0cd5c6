"use client";

import { Keyboard, Search } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { IconButton } from "@/app/_ui/action/icon-button";
import { Kbd } from "@/app/_ui/text/kbd";
import { useCommandKey } from "./use-command-key";
import { ConnectionState } from "./connection-state";
import type { ShellProps } from "./shell-types";

/** Search, connection, shortcuts. */
export function TopBar({
  connection,
  operator,
  onSearch,
  onHelp,
}: Pick<ShellProps, "connection" | "operator"> & { onSearch: () => void; onHelp: () => void }) {
  const t = useTranslations("shell");
  return (
    <div className="flex h-10 shrink-0 pointer-coarse:h-12 items-center gap-3 border-b border-line bg-canvas px-4">
      <span className="truncate font-semibold sm:hidden">{operator.name}</span>
      <button
        type="button"
        onClick={onSearch}
        className={
          "flex h-7 w-72 items-center gap-2 rounded-md border border-line bg-surface px-2 " +
          "text-faint hover:border-line-strong hover:text-muted max-sm:hidden"
        }
      >
        <Search aria-hidden className="size-3.5" />
        <span className="flex-1 text-left">{t("search")}</span>
        <Kbd>{useCommandKey() === "⌘" ? "⌘K" : "Ctrl K"}</Kbd>
      </button>
      <div className="ml-auto flex items-center gap-3">
        <ConnectionState connection={connection} />
        <IconButton
          label={t("shortcuts.title")}
          icon={<Keyboard aria-hidden />}
          onClick={onHelp}
          className="max-sm:hidden"
        />
        <IconButton label={t("search")} icon={<Search aria-hidden />} onClick={onSearch} className="sm:hidden" />
      </div>
    </div>
  );
}
