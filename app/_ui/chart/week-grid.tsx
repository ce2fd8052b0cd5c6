"use client";

import { type KeyboardEvent, useId, useRef, useState } from "react";
import { useLocale, useTranslations } from "use-intl/react";
import { weekdayNames } from "@/app/_i18n/format-time";
import { cn } from "../cn";

export type WeekBand = { id: string; label: string; colour: 1 | 2 | 3 | 4 | 5 | 6 };
/** Whole hours of whole days, ends inclusive: days 0–6 from Monday, hours 0–23. */
export type WeekArea = { days: readonly [number, number]; hours: readonly [number, number] };
type Cell = { day: number; hour: number };

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
/** A band's colour, faded to be read through. */
const mixed = (colour: string) => `color-mix(in srgb, ${colour} 62%, var(--color-surface))`;
const two = (hour: number) => `${String(hour).padStart(2, "0")}:00`;

/**
 * The week by hours in the site's zone, coloured by band (a tariff's price window).
 * `cells[day][hour]` names the band or is null. With `onPaint` an area is chosen by dragging, or by
 * arrow keys with Shift and Enter.
 */
export function WeekGrid({
  label,
  bands,
  cells,
  onPaint,
}: {
  label: string;
  bands: readonly WeekBand[];
  cells: readonly (readonly (string | null)[])[];
  onPaint?: (area: WeekArea) => void;
}) {
  const t = useTranslations("labels");
  const names = weekdayNames(useLocale());
  const help = useId();
  const table = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState<Cell>({ day: 0, hour: 0 });
  const [anchor, setAnchor] = useState<Cell>();
  const dragging = useRef(false);
  const area = anchor && between(anchor, at);
  const byId = new Map(bands.map((band) => [band.id, band]));

  function finish(end: Cell) {
    dragging.current = false;
    if (onPaint) onPaint(between(anchor ?? end, end));
    setAnchor(undefined);
  }

  function press(event: KeyboardEvent) {
    const step = STEPS[event.key];
    if (step) {
      event.preventDefault();
      const next = { day: clamp(at.day + step.day, 6), hour: clamp(at.hour + step.hour, 23) };
      if (onPaint) setAnchor(event.shiftKey ? (anchor ?? at) : undefined);
      setAt(next);
      table.current?.querySelector<HTMLElement>(`[data-cell="${next.day}-${next.hour}"]`)?.focus();
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      finish(at);
    } else if (event.key === "Escape") setAnchor(undefined);
  }

  return (
    <div>
      <div className="relative overflow-x-auto">
        <table
          ref={table}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
          role="grid"
          aria-label={label}
          aria-describedby={onPaint ? help : undefined}
          // what is only read fits the phone; what is painted needs cells as wide as a finger
          className={cn(
            "w-full table-fixed border-separate border-spacing-px text-2xs select-none",
            onPaint && "min-w-130",
          )}
          onKeyDown={press}
          onPointerLeave={() => {
            if (dragging.current) finish(at);
          }}
        >
          <thead>
            <tr>
              <th className="w-9">
                <span className="sr-only">{t("day")}</span>
              </th>
              {HOURS.map((hour) => (
                <th key={hour} scope="col" className="text-left font-normal text-faint">
                  <span className={hour % 6 === 0 ? undefined : "sr-only"}>{String(hour).padStart(2, "0")}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {names.map((name, day) => (
              <tr key={name}>
                <th scope="row" className="text-left font-normal text-muted">
                  {name}
                </th>
                {HOURS.map((hour) => {
                  const band = byId.get(cells[day]?.[hour] ?? "");
                  const here = at.day === day && at.hour === hour;
                  return (
                    <td
                      key={hour}
                      data-cell={`${day}-${hour}`}
                      tabIndex={here ? 0 : -1}
                      aria-label={t("weekGridCell", {
                        day: name,
                        from: two(hour),
                        to: two(hour + 1),
                        band: band?.label ?? t("none"),
                      })}
                      aria-selected={area ? contains(area, day, hour) : undefined}
                      title={band?.label}
                      style={
                        band && {
                          background: mixed(`var(--color-series-${band.colour})`),
                        }
                      }
                      className={cn(
                        "h-5.5 rounded-[2px] bg-sunken",
                        onPaint && "cursor-cell touch-none hover:brightness-95",
                        area && contains(area, day, hour) && "ring-2 ring-focus ring-inset",
                      )}
                      onPointerDown={() => {
                        if (!onPaint) return;
                        dragging.current = true;
                        setAnchor({ day, hour });
                        setAt({ day, hour });
                      }}
                      onPointerEnter={() => dragging.current && setAt({ day, hour })}
                      onPointerUp={() => dragging.current && finish({ day, hour })}
                      onFocus={() => !dragging.current && setAt({ day, hour })}
                    />
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
        {bands.map((band) => (
          <li key={band.id} className="flex items-center gap-1.5">
            <span
              aria-hidden
              className="size-2.5 rounded-[2px]"
              style={{ background: `color-mix(in srgb, var(--color-series-${band.colour}) 62%, var(--color-surface))` }}
            />
            {band.label}
          </li>
        ))}
      </ul>
      {onPaint && (
        <p id={help} className="mt-1 text-xs text-faint">
          {t("weekGridHelp")}
        </p>
      )}
    </div>
  );
}

const STEPS: Readonly<Record<string, { day: number; hour: number }>> = {
  ArrowUp: { day: -1, hour: 0 },
  ArrowDown: { day: 1, hour: 0 },
  ArrowLeft: { day: 0, hour: -1 },
  ArrowRight: { day: 0, hour: 1 },
  Home: { day: 0, hour: -23 },
  End: { day: 0, hour: 23 },
};

const clamp = (value: number, maximum: number) => Math.min(maximum, Math.max(0, value));

function between(one: Cell, other: Cell): WeekArea {
  return {
    days: [Math.min(one.day, other.day), Math.max(one.day, other.day)],
    hours: [Math.min(one.hour, other.hour), Math.max(one.hour, other.hour)],
  };
}

const contains = ({ days, hours }: WeekArea, day: number, hour: number) =>
  day >= days[0] && day <= days[1] && hour >= hours[0] && hour <= hours[1];
