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
              { keys: [commandKey, "K"], words: t("shortcuts.open") },
              { keys: ["/"], words: t("shortcuts.filter") },
              { keys: ["?"], words: t("shortcuts.help") },
            ]}
          />
          <List
            title={t("shortcuts.table")}
            lines={[
              { keys: ["j"], words: t("shortcuts.nextRow") },
              { keys: ["k"], words: t("shortcuts.previousRow") },
              { keys: ["↵"], words: t("shortcuts.openRow") },
              { keys: ["x"], words: t("shortcuts.selectRow") },
            ]}
          />
        </div>
        <List
          title={t("palette.goTo")}
          lines={NAV.filter((entry) => allowed.includes(entry.id)).map((entry) => ({
            keys: ["g", entry.letter],
            words: t(`nav.${entry.id}`),
          }))}
        />
      </div>
    </Dialog>
  );
}

function List({ title, lines }: { title: string; lines: readonly { keys: readonly string[]; words: string }[] }) {
  return (
    <section>
      <h3 className="mb-1 text-xs font-medium text-muted">{title}</h3>
      <dl>
        {lines.map(({ keys, words }) => (
          <div key={words} className="flex h-7.5 items-center justify-between gap-4 border-b border-line last:border-0">
            <dt>{words}</dt>
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
