import { getLocale } from "@/app/_i18n/request";
import { getTranslator } from "@/app/_i18n/translator";
import { Badge } from "@/app/_ui/feedback/badge";
import { Section } from "@/app/_ui/layout/section";
import type { SessionPrice } from "../../_parts/session-types";
import { PeriodRows } from "./period-rows";
import { PriceSum } from "./price-sum";

const TONE = { final: "good", running: "live", expected: "idle" } as const;

/**
 * Every period with its matched price group, why it matched, quantity, unit price and exact cost;
 * then how the sum was rounded and taxed.
 */
export async function PriceExplained({ price, zone }: { price: SessionPrice | null; zone: string }) {
  const t = await getTranslator("sessions");
  const locale = await getLocale();
  if (!price) {
    return (
      <Section title={t("price")} framed>
        <p className="text-muted">{t("priceNone")}</p>
      </Section>
    );
  }
  return (
    <Section
      title={
        <span className="flex items-center gap-2">
          {t("price")} <Badge tone={TONE[price.kind]}>{t(`priceKind.${price.kind}`)}</Badge>
        </span>
      }
      description={t(`priceHint.${price.kind}`)}
      framed
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls: takes focus */}
      <section className="-mx-4 overflow-x-auto px-4" tabIndex={0} aria-label={t("price")}>
        <table className="w-full text-sm">
          <thead>
            <tr className="border-b border-line text-left text-xs text-muted">
              <th scope="col" className="py-1.5 pr-3 font-medium">
                {t("period.time")}
              </th>
              <th scope="col" className="py-1.5 pr-3 font-medium">
                {t("period.what")}
              </th>
              <th scope="col" className="py-1.5 pr-3 font-medium max-sm:hidden">
                {t("period.why")}
              </th>
              <th scope="col" className="py-1.5 pr-3 text-right font-medium max-sm:hidden">
                {t("period.quantity")}
              </th>
              <th scope="col" className="py-1.5 pr-3 text-right font-medium max-sm:hidden">
                {t("period.unitPrice")}
              </th>
              <th scope="col" className="py-1.5 text-right font-medium">
                {t("period.cost")}
              </th>
            </tr>
          </thead>
          <PeriodRows rating={price.rating} zone={zone} />
        </table>
      </section>
      <PriceSum rating={price.rating} locale={locale} />
    </Section>
  );
}
