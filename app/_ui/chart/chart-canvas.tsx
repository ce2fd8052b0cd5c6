"use client";

import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { useLocale, useTimeZone } from "use-intl/react";
import { chartOptions } from "./chart-options";
import type { ChartProps } from "./chart-types";
import { useThemeColours } from "./use-theme-colours";

/**
 * The drawing half of Chart; loaded lazily by it. New data is given to the same drawing, so live
 * charts do not flicker.
 */
export function ChartCanvas({ times, series, bands, height = 220, zone }: ChartProps) {
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const locale = useLocale();
  const viewer = useTimeZone() ?? "UTC";
  const colours = useThemeColours();
  // What the drawing is made of, apart from its data: only when this changes is it made anew.
  const recipe = JSON.stringify([
    series.map((one) => ({ ...one, values: [] })),
    bands,
    height,
    zone ?? viewer,
    locale,
    colours,
  ]);
  const data = [times, ...series.map((one) => one.values)] as unknown;

  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const made = new uPlot(
      chartOptions({
        series,
        bands: bands ?? [],
        height,
        zone: zone ?? viewer,
        locale,
        colours,
        width: element.clientWidth,
      }),
      data as uPlot.AlignedData,
      element,
    );
    plot.current = made;
    const watcher = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      made.destroy();
      plot.current = undefined;
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- by value
  }, [recipe]);

  useEffect(() => {
    plot.current?.setData(data as uPlot.AlignedData);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- by answer
  }, [times, series]);

  return <div ref={holder} className="w-full" aria-hidden />;
}
