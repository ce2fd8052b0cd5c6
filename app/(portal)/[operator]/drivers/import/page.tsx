import { notFound } from "next/navigation";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { getTranslator } from "@/app/_i18n/translator";
import { orNotFound, portal } from "@/app/_trpc/server";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { may } from "@/server/domain/access/may";
import { ImportForm } from "../../_parts/holder/import-form";

type Props = { readonly params: Promise<{ operator: string }> };

export async function generateMetadata() {
  const t = await getTranslator("drivers");
  return { title: t("importing.title") };
}

/** Drivers and their tokens from a file, checked before they are taken. */
export default async function ImportDriversPage({ params }: Props) {
  const { operator } = await params;
  const t = await getTranslator("drivers");
  const api = await portal(operator);
  const [sellers, membership] = await Promise.all([
    orNotFound(api.drivers.sellers()),
    orNotFound(api.operators.current()),
  ]);
  if (!may(membership.role, "driver:write")) notFound();
  return (
    <ClientMessages areas={["drivers"]}>
      <PageHeader
        title={t("importing.title")}
        crumbs={[{ label: t("title"), href: `/${operator}/drivers` }]}
        description={t("importing.hint")}
      />
      <ImportForm target={{ kind: "drivers", sellers }} columns={t("importing.columns")} />
    </ClientMessages>
  );
}
