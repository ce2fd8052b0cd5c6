"use client";

import { useTranslations } from "use-intl/react";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { Kbd } from "@/app/_ui/text/kbd";
import { NAV, type NavId } from "./nav";
import { useCommandKey } from "./use-command-key";

/** `?`: every shortcut this person can use. */
export function ShortcutsDialog({
  open,
  onOpenChange,
  allowed,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  allowed: readonly NavId[];
}) {
  const t = useTranslations("shell");
  const commandKey = useCommandKey();
  return (
    <Dialog title={t("shortcuts.title")} open={open} onOpenChange={onOpenChange} wide>
      <div className="grid gap-x-10 gap-y-5 sm:grid-cols-2">
        <div className="flex flex-col gap-5">
          <List
            title={t("shortcuts.everywhere")}
            lines={[
              { keys: [commandKey, "K"], label: t("shortcuts.open") },
              { keys: ["/"], label: t("shortcuts.filter") },
              { keys: ["?"], label: t("shortcuts.help") },
            ]}
          />
          <List
            title={t("shortcuts.table")}
            lines={[
              { keys: ["j"], label: t("shortcuts.nextRow") },
              { keys: ["k"], label: t("shortcuts.previousRow") },
              { keys: ["↵"], label: t("shortcuts.openRow") },
              { keys: ["x"], label: t("shortcuts.selectRow") },
            ]}
          />
        </div>
        <List
          title={t("palette.goTo")}
          lines={NAV.filter((entry) => allowed.includes(entry.id)).map((entry) => ({
            keys: ["g", entry.shortcut],
            label: t(`nav.${entry.id}`),
          }))}
        />
      </div>
    </Dialog>
  );
}

function List({ title, lines }: { title: string; lines: readonly { keys: readonly string[]; label: string }[] }) {
  return (
    <section>
      <h3 className="mb-1 text-xs font-medium text-muted">{title}</h3>
      <dl>
        {lines.map(({ keys, label }) => (
          <div key={label} className="flex h-7.5 items-center justify-between gap-4 border-b border-line last:border-0">
            <dt>{label}</dt>
            <dd className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
