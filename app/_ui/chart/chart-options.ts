import uPlot from "uplot";
import { formatNumber } from "@/app/_i18n/format-number";
import { clockIn, formatInstant } from "@/app/_i18n/format-time";
import type { Locale } from "@/app/_i18n/locale";
import type { ChartBand, ChartSeries } from "./chart-types";
import type { ThemeColours } from "./use-theme-colours";

type Recipe = {
  series: readonly ChartSeries[];
  bands: readonly ChartBand[];
  width: number;
  height: number;
  zone: string;
  locale: Locale;
  colours: ThemeColours;
};

const FONT = "11px 'Inter Variable', sans-serif";

/**
 * uPlot's options for our look: hairline grid, axes in muted text, times on the site's clock, a
 * readout that follows the cursor.
 */
export function chartOptions(recipe: Recipe): uPlot.Options {
  const { series, width, height, zone, locale, colours } = recipe;
  const colourOf = (number: number) => colours.series[number - 1] ?? colours.text;
  const axis = { stroke: colours.text, font: FONT, grid: { stroke: colours.line, width: 1 }, ticks: { show: false } };
  const sides = [...new Set(series.map((one) => one.scale ?? "left"))];
  return {
    width,
    height,
    padding: [8, 8, 0, 0],
    legend: { show: false },
    cursor: { points: { size: 6 }, drag: { x: true, y: false }, y: false },
    tzDate: (seconds) => wallClock(seconds, zone),
    series: [
      {},
      ...series.map((one) => ({
        label: one.name,
        scale: one.scale ?? "left",
        stroke: colourOf(one.colour),
        width: one.kind === "bar" ? 0 : 1.5,
        points: { show: false },
        spanGaps: false,
        ...fillOf(one, colourOf(one.colour)),
        ...pathsOf(one),
      })),
    ],
    scales: Object.fromEntries(
      sides.map((side) => [side, { range: { min: { soft: 0, mode: 1, pad: 0 }, max: { pad: 0.1 } } }]),
    ),
    axes: [
      {
        ...axis,
        space: 64,
        size: 28,
        values: (_plot, splits, _axis, _space, apartS) => {
          const style = apartS < 60 ? "seconds" : "time";
          return splits.map((at) => formatInstant(new Date(at * 1000), zone, locale, style));
        },
      },
      ...sides.map((side, place) => ({
        ...axis,
        scale: side,
        side: side === "left" ? (3 as const) : (1 as const),
        size: 52,
        grid: place === 0 ? axis.grid : { show: false },
        values: (_plot: uPlot, splits: number[]) => splits.map((value) => plain(value, locale)),
      })),
    ],
    plugins: [readout(recipe), shading(recipe)],
  };
}

const plain = (value: number, locale: Locale) => formatNumber(value, locale, Number.isInteger(value) ? 0 : 1);

const fillOf = (one: ChartSeries, colour: string) =>
  one.kind === "line" || one.kind === "step" ? {} : { fill: withAlpha(colour, one.kind === "area" ? 0.14 : 1) };

function pathsOf(one: ChartSeries): { paths?: uPlot.Series.PathBuilder } {
  const made =
    one.kind === "bar"
      ? uPlot.paths.bars?.({ size: [0.7, 48], radius: 0.15 })
      : one.kind === "step"
        ? uPlot.paths.stepped?.({ align: 1 })
        : uPlot.paths.linear?.();
  return made ? { paths: made } : {};
}

/**
 * A Date whose local fields read as the clock in `zone`: uPlot asks for this to place its ticks on
 * round hours.
 */
function wallClock(seconds: number, zone: string): Date {
  const c = clockIn(zone, new Date(seconds * 1000));
  return new Date(c.year, c.month - 1, c.day, c.hour, c.minute, c.second);
}

/** rgb(1, 2, 3) or color(srgb …) with an alpha, by the browser's own colour syntax. */
const withAlpha = (colour: string, alpha: number) => `color-mix(in srgb, ${colour} ${alpha * 100}%, transparent)`;

/** Time and values under the cursor, in a box that stays inside the drawing. */
function readout({ series, zone, locale, colours }: Recipe): uPlot.Plugin {
  const box = document.createElement("div");
  box.className =
    "pointer-events-none absolute top-1 z-10 hidden rounded-md bg-raised px-2 py-1 text-xs " +
    "text-ink shadow-float figures";
  return {
    hooks: {
      init: (plot) => plot.over.append(box),
      setCursor: (plot) => {
        const at = plot.cursor.idx;
        const time = at === null || at === undefined ? undefined : plot.data[0][at];
        box.style.display = time === undefined ? "none" : "block";
        if (at === null || at === undefined || time === undefined) return;
        const heading = document.createElement("div");
        heading.textContent = formatInstant(new Date(time * 1000), zone, locale, "datetime");
        heading.style.color = colours.text;
        const lines = series.map((one, place) => {
          const line = document.createElement("div");
          const value = plot.data[place + 1]?.[at];
          const text = typeof value === "number" ? formatNumber(value, locale, one.digits ?? 1) : "–";
          line.textContent = `${one.name} ${text}\u00a0${one.unit}`;
          return line;
        });
        box.replaceChildren(heading, ...lines);
        const left = plot.valToPos(time, "x");
        const flip = left > plot.over.clientWidth / 2;
        box.style.left = flip ? "" : `${left + 10}px`;
        box.style.right = flip ? `${plot.over.clientWidth - left + 10}px` : "";
      },
    },
  };
}

/** Bands behind the series, each with its name at its top. */
function shading({ bands, colours }: Recipe): uPlot.Plugin {
  return {
    hooks: {
      drawAxes: (plot) => {
        const { ctx, bbox } = plot;
        ctx.save();
        ctx.beginPath();
        ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
        ctx.clip();
        for (const band of bands) {
          const from = plot.valToPos(band.from, "x", true);
          const to = plot.valToPos(band.to, "x", true);
          const colour = colours.series[band.colour - 1] ?? colours.text;
          ctx.fillStyle = withAlpha(colour, 0.09);
          ctx.fillRect(from, bbox.top, to - from, bbox.height);
          ctx.fillStyle = colour;
          ctx.font = `${11 * devicePixelRatio}px 'Inter Variable', sans-serif`;
          if (to - from > 40 * devicePixelRatio) {
            ctx.fillText(band.label, from + 5 * devicePixelRatio, bbox.top + 13 * devicePixelRatio, to - from - 8);
          }
        }
        ctx.restore();
      },
    },
  };
}
