import { getLocale } from "@/app/_i18n/request";
import { getTranslator } from "@/app/_i18n/translator";
import { Chart } from "@/app/_ui/chart/chart";
import type { ChartBand, ChartSeries } from "@/app/_ui/chart/chart-types";
import { Section } from "@/app/_ui/layout/section";
import type { SessionDetail } from "../../_parts/session-types";
import { bandsOf } from "./session-bands";

/**
 * Energy, power and battery over time; shaded where the price changes and where the car or the
 * station paused.
 */
export async function SessionChart({ detail }: { detail: SessionDetail }) {
  const t = await getTranslator("sessions");
  const locale = await getLocale();
  const { chart, price, row } = detail;
  if (chart.length < 2) {
    return (
      <Section title={t("curve")} framed>
        <p className="text-muted">{t("curveNone")}</p>
      </Section>
    );
  }
  const has = (name: "energyKwh" | "powerKw" | "socPercent") => chart.some((point) => point[name] !== null);
  const series: ChartSeries[] = [];
  if (has("powerKw")) {
    const values = chart.map(({ powerKw }) => powerKw);
    series.push({ name: t("powerSeries"), unit: "kW", values, kind: "area", colour: 1, digits: 1, scale: "left" });
  }
  if (has("energyKwh")) {
    const values = chart.map(({ energyKwh }) => energyKwh);
    series.push({ name: t("energySeries"), unit: "kWh", values, kind: "line", colour: 2, digits: 2, scale: "left" });
  }
  if (has("socPercent")) {
    const values = chart.map(({ socPercent }) => socPercent);
    series.push({ name: t("socSeries"), unit: "%", values, kind: "line", colour: 3, digits: 0, scale: "right" });
  }
  const bands: ChartBand[] = price ? bandsOf(price.rating, t, locale) : [];
  return (
    <Section title={t("curve")} framed>
      <Chart
        label={t("curveLabel")}
        times={chart.map(({ atMs }) => atMs / 1000)}
        series={series}
        bands={bands}
        height={240}
        zone={row.timeZone}
      />
      {bands.length > 0 && <p className="mt-2 text-xs text-faint">{t("bandsNote")}</p>}
    </Section>
  );
}
