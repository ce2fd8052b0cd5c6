import type { ReactNode } from "react";
import { LOCALE_TAGS, type Locale } from "@/app/_i18n/locale";
import { getTranslator } from "@/app/_i18n/translator";
import { cn } from "@/app/_ui/cn";
import { formatDecimal } from "@/server/domain/decimal";
import { currencyExponent } from "@/server/domain/currency";
import { formatMoney } from "@/server/domain/money";
import type { RatingResult } from "@/server/domain/tariff/rating";
import { reasonText } from "./reason-text";
import { exactMoney, exactTitle } from "./exact-text";

/**
 * From the exact sum to the bill: adjustments, one rounding on the anchored side, VAT, totals;
 * beside it the receipt's lines.
 */
export async function PriceSum({ rating, locale }: { rating: RatingResult; locale: Locale }) {
  const t = await getTranslator("sessions");
  const { currency, anchor, totals, taxGroups, components } = rating;
  const isGross = anchor === "GROSS";
  const money = (minor: bigint) => formatMoney({ minor, currency }, LOCALE_TAGS[locale]);
  const exact = isGross ? totals.grossExact : totals.netExact;
  const rate = (percent: string) => formatDecimal(percent, LOCALE_TAGS[locale], { maximumFractionDigits: 4 });
  const unit = money(1n);
  return (
    <div className="mt-4 grid gap-x-10 gap-y-5 md:grid-cols-2">
      <dl>
        <Adjustments rating={rating} locale={locale} />
        <SumLine
          label={t(isGross ? "sum.exactGross" : "sum.exactNet")}
          title={exactTitle(exact)}
          value={exactMoney(exact, currency, locale)}
        />
        <SumLine
          label={t("sum.rounded", { unit })}
          value={money(isGross ? totals.grossMinor : totals.netMinor)}
          hint={currencyExponent(currency) === 0 ? currency : undefined}
        />
        {taxGroups.map((group) => (
          <SumLine
            key={group.vatPercent}
            label={t(isGross ? "sum.vatOf" : "sum.vat", { rate: rate(group.vatPercent) })}
            value={money(group.taxMinor)}
          />
        ))}
        {isGross && <SumLine label={t("sum.net")} value={money(totals.netMinor)} />}
        <SumLine isTotal label={t("sum.gross")} hint={t("sum.inclVat")} value={money(totals.grossMinor)} />
      </dl>
      <div>
        <h3 className="mb-1 font-semibold">{t("sum.lines")}</h3>
        <dl>
          {components.map((component) => (
            <SumLine
              key={`${component.kind}-${component.vatPercent}`}
              label={t(`kinds.${component.kind}`)}
              value={money(component.grossMinor)}
            />
          ))}
          <SumLine isTotal label={t("sum.gross")} value={money(totals.grossMinor)} />
        </dl>
        <p className="mt-1 text-xs text-faint">{t("sum.linesHint")}</p>
      </div>
    </div>
  );
}

async function Adjustments({ rating, locale }: { rating: RatingResult; locale: Locale }) {
  const translators = { sessions: await getTranslator("sessions"), tariffs: await getTranslator("tariffs") };
  const { currency, anchor, adjustments } = rating;
  return adjustments.map(({ kind, because, component, vatPercent, grossExact, netExact }, index) => {
    const amount = anchor === "GROSS" ? grossExact : netExact;
    return (
      <SumLine
        // adjustments have no identity of their own; a rating's list never changes
        key={`${index}-${kind}-${component}-${vatPercent}`}
        label={translators.sessions(`adjustment.${kind}`)}
        hint={reasonText(because, null, translators, locale)}
        title={exactTitle(amount)}
        value={exactMoney(amount, currency, locale)}
      />
    );
  });
}

function SumLine({
  label,
  value,
  hint,
  title,
  isTotal = false,
}: {
  label: string;
  value: ReactNode;
  hint?: string | undefined;
  title?: string;
  isTotal?: boolean;
}) {
  return (
    <div
      className={cn(
        "flex items-baseline justify-between gap-4 py-1",
        isTotal && "mt-1 border-t border-line-strong pt-1.5 font-semibold",
      )}
    >
      <dt>
        {label}
        {hint && <span className="ml-1.5 text-xs font-normal text-muted">{hint}</span>}
      </dt>
      <dd className="figures whitespace-nowrap" title={title}>
        {value}
      </dd>
    </div>
  );
}
