import { getLocale } from "@/app/_i18n/request";
import { getTranslator } from "@/app/_i18n/translator";
import { Badge } from "@/app/_ui/feedback/badge";
import { Section } from "@/app/_ui/layout/section";
import { toModel } from "../../_parts/editor-model";
import { priceTexts } from "../../_parts/price-text";
import type { TariffVersion } from "../../_parts/tariff-types";
import { WeekPrices } from "../../_parts/week-prices";
import { tariffFacts } from "./tariff-facts";

/** One version for reading: in words, by the week, and every value. */
export async function PriceCard({ title, version }: { title: string; version: TariffVersion }) {
  const t = await getTranslator("tariffs");
  const locale = await getLocale();
  const { content } = version;
  const facts = tariffFacts(content, t, locale);
  return (
    <Section
      title={
        <span className="flex items-center gap-2">
          {title} <Badge mark={false}>{t("version", { version: String(version.version) })}</Badge>
        </span>
      }
      framed
    >
      <ul className="mb-4 grid gap-0.5 text-md">
        {priceTexts(content, t, locale).map((labels) => (
          <li key={labels} className="first-letter:uppercase">
            {labels}
          </li>
        ))}
      </ul>
      {content.elements.length > 1 && (
        <div className="mb-4">
          <WeekPrices groups={toModel("", content).groups} />
        </div>
      )}
      <dl>
        {facts.map(({ key, label, value }) => (
          <div key={key} className="flex justify-between gap-4 border-b border-line py-1 last:border-0">
            <dt className="text-muted">{label}</dt>
            <dd className="figures text-right">{value}</dd>
          </div>
        ))}
      </dl>
      {version.contentHash && (
        <p className="mt-3 text-xs text-faint" title={t("hashHint")}>
          {t("hash")} <span className="font-mono">{version.contentHash.slice(0, 16)}</span>
        </p>
      )}
    </Section>
  );
}
