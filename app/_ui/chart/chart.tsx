"use client";

import { Table2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useLocale, useTimeZone, useTranslations } from "use-intl/react";
import { formatNumber } from "@/app/_i18n/format-number";
import { formatInstant } from "@/app/_i18n/format-time";
import type { ChartProps } from "./chart-types";
import { IconButton } from "../action/icon-button";

// Without the drawing library there are still the numbers.
const Drawing = dynamic(() => loadCanvas().catch(() => ChartTable), { ssr: false });

async function loadCanvas() {
  speakALanguage();
  return (await import("./chart-canvas")).ChartCanvas;
}

/**
 * Chromium under the POSIX locale calls its language "en-US@posix", which Intl refuses; uPlot asks
 * Intl for it the moment it is loaded, and would take the whole screen down.
 */
function speakALanguage(): void {
  try {
    Intl.getCanonicalLocales(navigator.language);
  } catch {
    Object.defineProperty(navigator, "language", { value: "en", configurable: true });
  }
}

/**
 * Time series with a cursor. The drawing library is fetched after the page is usable, in a place
 * already held; the same data is there as a table.
 */
export function Chart(props: ChartProps) {
  const t = useTranslations("labels");
  const [asTable, setAsTable] = useState(false);
  const { label, series, height = 220 } = props;
  return (
    <figure aria-label={label}>
      <div className="mb-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-muted">
        {series.map((one) => (
          <span key={one.name} className="flex items-center gap-1.5">
            <span
              aria-hidden
              className="h-0.5 w-3 rounded-full"
              style={{ background: `var(--color-series-${one.colour})` }}
            />
            {one.name} ({one.unit})
          </span>
        ))}
        <IconButton
          className="ml-auto"
          label={t(asTable ? "chartGraph" : "chartTable")}
          icon={<Table2 aria-hidden />}
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        />
      </div>
      {asTable ? (
        <ChartTable {...props} height={height} />
      ) : (
        <div style={{ height }}>
          <Drawing {...props} height={height} />
        </div>
      )}
    </figure>
  );
}

function ChartTable({ label, times, series, zone, height = 220 }: ChartProps) {
  const t = useTranslations("labels");
  const locale = useLocale();
  const viewer = useTimeZone() ?? "UTC";
  return (
    <section
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls: takes focus
      tabIndex={0}
      aria-label={label}
      className="overflow-auto rounded-md border border-line"
      style={{ maxHeight: height }}
    >
      <table className="w-full text-xs">
        <thead>
          <tr className="sticky top-0 bg-sunken text-left text-muted">
            <th scope="col" className="px-2 py-1 font-medium">
              {t("time")}
            </th>
            {series.map((one) => (
              <th key={one.name} scope="col" className="px-2 py-1 text-right font-medium">
                {one.name} ({one.unit})
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {times.map((time, place) => (
            <tr key={time} className="border-t border-line">
              <th scope="row" className="figures px-2 py-0.5 text-left font-normal">
                {formatInstant(new Date(time * 1000), zone ?? viewer, locale, "full")}
              </th>
              {series.map((one) => (
                <td key={one.name} className="figures px-2 py-0.5 text-right">
                  {written(one.values[place], (value) => formatNumber(value, locale, one.digits ?? 1))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const written = (value: number | null | undefined, write: (value: number) => string): string =>
  value === null || value === undefined ? "–" : write(value);
