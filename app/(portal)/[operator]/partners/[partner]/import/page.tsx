import { notFound } from "next/navigation";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { getTranslator } from "@/app/_i18n/translator";
import { orNotFound, portal } from "@/app/_trpc/server";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { may } from "@/server/domain/access/may";
import { ImportForm } from "../../../_parts/holder/import-form";
import { idInAddress } from "../../../_parts/id-in-address";

type Props = { readonly params: Promise<{ operator: string; partner: string }> };

export async function generateMetadata() {
  const t = await getTranslator("partners");
  return { title: t("import") };
}

/** A partner's tokens from a file, checked before they are taken. */
export default async function ImportTokensPage({ params }: Props) {
  const { operator, partner: requested } = await params;
  const partnerId = idInAddress(requested);
  const t = await getTranslator("partners");
  const api = await portal(operator);
  const [partner, membership] = await Promise.all([
    orNotFound(api.partners.get({ partnerId })),
    orNotFound(api.operators.current()),
  ]);
  if (!may(membership.role, "partner:write")) notFound();
  const base = `/${operator}/partners`;
  return (
    <ClientMessages areas={["drivers"]}>
      <PageHeader
        title={t("importTitle", { name: partner.name })}
        crumbs={[
          { label: t("title"), href: base },
          { label: partner.name, href: `${base}/${partnerId}` },
        ]}
        description={t("importHint")}
      />
      <ImportForm target={{ kind: "tokens", partnerId }} columns={t("importColumns")} />
    </ClientMessages>
  );
}
