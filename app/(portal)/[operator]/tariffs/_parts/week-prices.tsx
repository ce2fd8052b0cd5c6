"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Select } from "@/app/_ui/fields/select";
import { Segmented } from "@/app/_ui/fields/segmented";
import { type WeekBand, WeekGrid } from "@/app/_ui/chart/week-grid";
import type { PriceKind, Restrictions } from "@/server/domain/tariff/tariff";
import type { EditorGroup } from "./editor-model";
import { paintedWindow, weekCells } from "./week-cells";

const KINDS = ["ENERGY", "TIME", "PARKING"] as const;

/**
 * The week by hours, coloured by the group that prices a kind; painting sets the hours of the
 * chosen group.
 */
export function WeekPrices({
  groups,
  onPaint,
}: {
  groups: readonly EditorGroup[];
  onPaint?: (groupId: string, restrictions: Restrictions) => void;
}) {
  const t = useTranslations("tariffs");
  const [kind, setKind] = useState<PriceKind>("ENERGY");
  const [wanted, setWanted] = useState<string>();
  const offered = KINDS.filter((one) => groups.some(({ prices }) => prices.some((price) => price.kind === one)));
  const shown = offered.find((one) => one === kind) ?? offered[0] ?? "ENERGY";
  const bands = groups.map(
    ({ id }, index): WeekBand => ({
      id,
      label: t("editor.partial", { number: String(index + 1) }),
      colour: colourOf(index),
    }),
  );
  const chosen = groups.find(({ id }) => id === wanted) ?? groups[0];
  const paint = groups.length > 1 && onPaint && chosen ? { onPaint, chosen } : null;
  return (
    <div>
      <div className="mb-2 flex flex-wrap items-center gap-3">
        {offered.length > 1 && (
          <Segmented
            label={t("editor.weekKind")}
            choices={offered.map((value) => ({ value, label: t(`kinds.${value}`) }))}
            value={shown}
            onValueChange={setKind}
          />
        )}
        {paint && (
          <span className="ml-auto flex items-center gap-2">
            <span className="whitespace-nowrap text-muted">{t("editor.paint")}</span>
            <Select
              className="w-32"
              ariaLabel={t("editor.paint")}
              choices={bands.map(({ id, label }) => ({ value: id, label }))}
              value={paint.chosen.id}
              onValueChange={setWanted}
            />
          </span>
        )}
      </div>
      <WeekGrid
        label={`${t("editor.week")}: ${t(`kinds.${shown}`)}`}
        bands={bands}
        cells={weekCells(groups, shown)}
        {...(paint && {
          onPaint: (area) => paint.onPaint(paint.chosen.id, paintedWindow(paint.chosen.restrictions, area)),
        })}
      />
    </div>
  );
}

const COLOURS = [1, 2, 3, 4, 6, 5] as const;
const colourOf = (index: number): WeekBand["colour"] => COLOURS[index % COLOURS.length] ?? 1;
