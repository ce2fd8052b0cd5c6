import { notFound } from "next/navigation";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { getTranslator } from "@/app/_i18n/translator";
import { orNotFound, portal } from "@/app/_trpc/server";
import { may } from "@/server/domain/access/may";
import { standardVatPercent } from "@/server/domain/invoice/vat-rates";
import { emptyTariff, type TariffContent } from "@/server/domain/tariff/tariff";
import { TariffEditor } from "../_parts/tariff-editor";
import { todayIn } from "../../_parts/today-in";

type Props = { readonly params: Promise<{ operator: string }> };

export async function generateMetadata() {
  const t = await getTranslator("tariffs");
  return { title: t("new") };
}

/**
 * A tariff from nothing: one price for energy, with the VAT of the operator's first site, still
 * without an amount.
 */
export default async function NewTariffPage({ params }: Props) {
  const { operator } = await params;
  const api = await portal(operator);
  const [membership, places] = await Promise.all([
    orNotFound(api.operators.current()),
    orNotFound(api.tariffs.places()),
  ]);
  if (!may(membership.role, "tariff:write")) notFound();
  const site = places.sites[0];
  const zone = site?.timeZone ?? membership.timeZone;
  const today = todayIn(zone);
  const vatPercent = (site && standardVatPercent(site.country, today)) ?? "";
  const content: TariffContent = {
    ...emptyTariff(membership.currency, "GROSS"),
    elements: [{ components: [{ kind: "ENERGY", price: "", per: "KWH", stepSize: 1, vatPercent }] }],
    idle: { graceSeconds: 1800 },
    waiveFlatIfNoEnergy: true,
  };
  return (
    <ClientMessages areas={["tariffs"]}>
      <TariffEditor
        operator={operator}
        name=""
        content={content}
        draft={{ tariffId: null, versionId: null, version: 1, updatedAtMs: null }}
        zone={zone}
        today={today}
        mayPublish={may(membership.role, "tariff:publish")}
      />
    </ClientMessages>
  );
}
