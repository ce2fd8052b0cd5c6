"use client";

import { useLocale } from "use-intl/react";
import { LOCALE_TAGS } from "@/app/_i18n/locale";
import { formatMoney } from "@/server/domain/money";
import { cn } from "../cn";

/**
 * An amount in the viewer's writing. `minor` is whole minor units, as bigint or its decimal text.
 * Server components may use `formatMoney` directly.
 */
export function MoneyText({
  minor,
  currency,
  className,
}: {
  minor: bigint | string;
  currency: string;
  className?: string;
}) {
  const locale = useLocale();
  return (
    <span className={cn("figures", className)}>
      {formatMoney({ minor: BigInt(minor), currency }, LOCALE_TAGS[locale])}
    </span>
  );
}
