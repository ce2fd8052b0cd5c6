import { notFound } from "next/navigation";
import { getLocale } from "@/app/_i18n/request";
import { getTranslator } from "@/app/_i18n/translator";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { orNotFound, portal } from "@/app/_trpc/server";
import { Badge } from "@/app/_ui/feedback/badge";
import { cn } from "@/app/_ui/cn";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { type TariffFact, tariffFacts } from "../_parts/tariff-facts";

type Query = Readonly<Record<string, string | string[] | undefined>>;
type Props = {
  readonly params: Promise<{ operator: string; tariff: string }>;
  readonly searchParams: Promise<Query>;
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export async function generateMetadata() {
  const t = await getTranslator("tariffs");
  return { title: t("compare") };
}

/**
 * Two versions side by side, value by value; what differs is marked in words as well as in colour.
 */
export default async function ComparePage({ params, searchParams }: Props) {
  const [{ operator, tariff: tariffId }, query] = await Promise.all([params, searchParams]);
  if (!UUID.test(tariffId)) notFound();
  const t = await getTranslator("tariffs");
  const locale = await getLocale();
  const api = await portal(operator);
  const tariff = await orNotFound(api.tariffs.read({ tariffId }));
  const find = (name: string) => tariff.versions.find(({ version }) => String(version) === query[name]);
  const [a, b] = [find("a"), find("b")];
  if (!a || !b) notFound();
  const lines = sideBySide(tariffFacts(a.content, t, locale), tariffFacts(b.content, t, locale));
  const head = (version: number) => t("version", { version: String(version) });
  return (
    <ClientMessages areas={["tariffs"]}>
      <PageHeader
        crumbs={[
          { label: t("title"), href: `/${operator}/tariffs` },
          { label: tariff.name, href: `/${operator}/tariffs/${tariffId}` },
        ]}
        title={t("compareTitle", { name: tariff.name, a: String(a.version), b: String(b.version) })}
        description={t(lines.some(({ change }) => change) ? "compareOnlyChanges" : "compareSame")}
      />
      <div className="overflow-x-auto rounded-lg border border-line bg-surface">
        <table className="w-full">
          <thead>
            <tr className="border-b border-line bg-sunken text-left text-xs text-muted">
              <th scope="col" className="px-3 py-2 font-medium">
                {t("compareFact")}
              </th>
              <th scope="col" className="px-3 py-2 font-medium">
                {head(a.version)}
              </th>
              <th scope="col" className="px-3 py-2 font-medium">
                {head(b.version)}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ key, label, before, after, change }) => (
              <tr key={key} className={cn("border-b border-line last:border-0", change && "bg-accent-soft")}>
                <th scope="row" className="px-3 py-2 text-left font-normal">
                  {label} {change && <Badge tone="live">{t(`compare${change}`)}</Badge>}
                </th>
                <td className={cn("figures px-3 py-2", change && "text-muted line-through")}>{before ?? "–"}</td>
                <td className={cn("figures px-3 py-2", change && "font-medium")}>{after ?? "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </ClientMessages>
  );
}

type Line = {
  key: string;
  label: string;
  before: string | null;
  after: string | null;
  change: "Added" | "Removed" | "Changed" | null;
};

function sideBySide(before: readonly TariffFact[], after: readonly TariffFact[]): readonly Line[] {
  const old = new Map(before.map((fact) => [fact.key, fact]));
  const kept = new Set(after.map(({ key }) => key));
  const gone = before.filter(({ key }) => !kept.has(key));
  return [
    ...after.map(({ key, label, value }): Line => {
      const was = old.get(key)?.value ?? null;
      return {
        key,
        label,
        before: was,
        after: value,
        change: was === null ? "Added" : was === value ? null : "Changed",
      };
    }),
    ...gone.map(({ key, label, value }): Line => ({ key, label, before: value, after: null, change: "Removed" })),
  ];
}
