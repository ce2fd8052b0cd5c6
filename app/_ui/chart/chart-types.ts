export type ChartSeries = {
  name: string;
  unit: string;
  /** One value for each instant; null where nothing was measured (a gap, not zero). */
  values: readonly (number | null)[];
  kind: "line" | "area" | "bar" | "step";
  /** 1–6: the series colours of globals.css. */
  colour: 1 | 2 | 3 | 4 | 5 | 6;
  digits?: number;
  /** Series of one scale share an axis; at most two scales. */
  scale?: "left" | "right";
};

/** A shaded stretch behind the series: a price period, an idle time. */
export type ChartBand = { from: number; to: number; label: string; colour: 1 | 2 | 3 | 4 | 5 | 6 };

export type ChartProps = {
  /** What the chart shows, for screen readers and as the table's caption. */
  label: string;
  /** Instants in seconds since the epoch, ascending. */
  times: readonly number[];
  series: readonly ChartSeries[];
  bands?: readonly ChartBand[];
  height?: number;
  /** The site's zone for the horizontal axis; the viewer's own without it. */
  zone?: string | undefined;
};
