"use client";

import { useTranslations } from "use-intl/react";
import { MoneyText } from "@/app/_ui/text/money-text";
import type { SessionRow } from "./session-types";

/**
 * What was billed; in quieter ink what it costs so far; and never a zero where there is no price.
 */
export function SessionCost({ cost }: { cost: SessionRow["cost"] }) {
  const t = useTranslations("sessions");
  if (!cost) return <span className="text-faint">{t("noPrice")}</span>;
  const { minor, currency } = cost.amount;
  if (cost.kind === "final") return <MoneyText minor={minor} currency={currency} />;
  return (
    <span title={t("soFar")}>
      <MoneyText minor={minor} currency={currency} className="text-muted" />
    </span>
  );
}
