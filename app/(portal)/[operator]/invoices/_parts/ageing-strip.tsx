import { getTranslator } from "@/app/_i18n/translator";
import { MoneyText } from "@/app/_ui/text/money-text";
import { TextLink } from "@/app/_ui/action/text-link";
import type { Ageing } from "./invoice-types";

const AGES = ["notDue", "to30", "to60", "to90", "over90"] as const;

/** What is owed by age, a line for each currency; empty ages are left out. */
export async function AgeingStrip({ base, ageing }: { base: string; ageing: Ageing }) {
  const t = await getTranslator("invoices");
  return (
    <section aria-label={t("ageing.label")} className="flex flex-wrap items-baseline gap-x-5 gap-y-1 text-sm">
      {ageing.rows.length === 0 && <p className="text-muted">{t("ageing.nothing")}</p>}
      {ageing.rows.map((row) => (
        <dl key={row.currency} className="flex flex-wrap items-baseline gap-x-5 gap-y-1">
          <Figure label={t("ageing.open")} strong>
            <TextLink href={`${base}?state=issued`}>
              <MoneyText minor={row.openMinor} currency={row.currency} />
            </TextLink>
          </Figure>
          {AGES.filter((age) => row.byAge[age].count > 0).map((age) => (
            <Figure key={age} label={t(`ageing.${age}`)} late={age !== "notDue"}>
              {age === "notDue" ? (
                <MoneyText minor={row.byAge[age].minor} currency={row.currency} />
              ) : (
                <TextLink href={`${base}?state=overdue`}>
                  <MoneyText minor={row.byAge[age].minor} currency={row.currency} />
                </TextLink>
              )}{" "}
              <span className="figures text-xs text-muted">({row.byAge[age].count})</span>
            </Figure>
          ))}
        </dl>
      ))}
      {ageing.draftCount > 0 && (
        <TextLink href={`${base}?state=draft`}>{t("ageing.drafts", { count: ageing.draftCount })}</TextLink>
      )}
    </section>
  );
}

function Figure({
  label,
  strong = false,
  late = false,
  children,
}: {
  label: string;
  strong?: boolean;
  late?: boolean;
  children: React.ReactNode;
}) {
  return (
    <div className="flex items-baseline gap-1.5">
      <dt className={late ? "text-bad-text" : "text-muted"}>{label}</dt>
      <dd className={strong ? "font-semibold" : undefined}>{children}</dd>
    </div>
  );
}
