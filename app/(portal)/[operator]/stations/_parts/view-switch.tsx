"use client";

import { List, ListTree, Map as MapIcon } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Segmented } from "@/app/_ui/fields/segmented";
import { useUrlState } from "@/app/_ui/table/use-url-state";
import { VIEWS, type View } from "./views";

const ICONS = { tree: ListTree, list: List, map: MapIcon } as const;

/** Tree, list or map; part of the address. */
export function ViewSwitch({ view }: { view: View }) {
  const t = useTranslations("stations");
  const url = useUrlState();
  return (
    <Segmented
      label={t("view")}
      value={view}
      choices={VIEWS.map((value) => {
        const Icon = ICONS[value];
        return { value, label: t(`views.${value}`), icon: <Icon aria-hidden className="max-sm:hidden" /> };
      })}
      onValueChange={(next) => url.set({ view: next === "tree" ? null : next, sort: null }, "push")}
    />
  );
}
