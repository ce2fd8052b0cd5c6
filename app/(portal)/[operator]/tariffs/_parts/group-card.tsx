"use client";

import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import { useLocale, useTranslations } from "use-intl/react";
import { Button } from "@/app/_ui/action/button";
import { IconButton } from "@/app/_ui/action/icon-button";
import { Menu } from "@/app/_ui/overlay/menu";
import type { LintFinding } from "@/server/domain/tariff/lint-finding";
import { type EditorGroup, newPrice } from "./editor-model";
import { GroupConditions } from "./group-conditions";
import { lintAt } from "./lint-text";
import { PriceRow } from "./price-row";
import { whenText } from "./price-text";

const KINDS = ["ENERGY", "TIME", "PARKING", "FLAT"] as const;

/** A price group: when it fits and what it charges then. The last one usually fits always. */
export function GroupCard({
  group,
  index,
  count,
  currency,
  vatPercent,
  findings,
  onChange,
  onMove,
  onRemove,
}: {
  group: EditorGroup;
  index: number;
  count: number;
  currency: string;
  vatPercent: string;
  findings: readonly LintFinding[];
  onChange: (change: Partial<Omit<EditorGroup, "id">>) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}) {
  const t = useTranslations("tariffs");
  const locale = useLocale();
  const number = String(index + 1);
  const when = whenText({ ...group.restrictions }, t, locale);
  const missing = KINDS.filter((kind) => !group.prices.some((price) => price.kind === kind));
  return (
    <section aria-label={t("editor.group", { number })} className="rounded-lg border border-line bg-surface p-3">
      <div className="mb-3 flex items-center gap-2">
        <span className="grid size-5 place-items-center rounded-sm bg-sunken text-xs font-semibold">{number}</span>
        <h3 className="min-w-0 flex-1 truncate font-semibold">
          {when.length > 0 ? when.join(", ") : t(index === 0 ? "editor.whenAlways" : "editor.whenOtherwise")}
        </h3>
        {count > 1 && (
          <>
            <IconButton
              label={t("editor.moveUp", { number })}
              icon={<ArrowUp aria-hidden />}
              disabled={index === 0}
              onClick={() => onMove(-1)}
            />
            <IconButton
              label={t("editor.moveDown", { number })}
              icon={<ArrowDown aria-hidden />}
              disabled={index === count - 1}
              onClick={() => onMove(1)}
            />
            <IconButton label={t("editor.removeGroup", { number })} icon={<Trash2 aria-hidden />} onClick={onRemove} />
          </>
        )}
      </div>
      <div className="grid gap-2">
        {group.prices.map((price, place) => (
          <PriceRow
            key={price.id}
            price={price}
            currency={currency}
            error={lintAt(findings, `elements[${index}].components[${place}].price`, t)}
            onChange={(changed) =>
              onChange({ prices: group.prices.map((other) => (other.id === changed.id ? changed : other)) })
            }
            onRemove={() => onChange({ prices: group.prices.filter(({ id }) => id !== price.id) })}
          />
        ))}
        {group.prices.length === 0 && <p className="text-muted">{t("editor.noPrices")}</p>}
        {missing.length > 0 && (
          <div>
            <Menu
              align="start"
              trigger={
                <Button size="sm" variant="quiet" icon={<Plus aria-hidden />} className="-ml-2.5">
                  {t("editor.addPrice")}
                </Button>
              }
              entries={missing.map((kind) => ({
                label: t(`kinds.${kind}`),
                onSelect: () => onChange({ prices: [...group.prices, newPrice(kind, vatPercent)] }),
              }))}
            />
          </div>
        )}
      </div>
      <div className="mt-3 border-t border-line pt-3">
        <GroupConditions restrictions={group.restrictions} onChange={(restrictions) => onChange({ restrictions })} />
      </div>
    </section>
  );
}
