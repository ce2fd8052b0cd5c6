import { notFound, redirect } from "next/navigation";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { getTranslator } from "@/app/_i18n/translator";
import { orNotFound, portal } from "@/app/_trpc/server";
import { may } from "@/server/domain/access/may";
import { TariffEditor } from "../../_parts/tariff-editor";
import { todayIn } from "../../../_parts/today-in";

type Props = { readonly params: Promise<{ operator: string; tariff: string }> };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export async function generateMetadata() {
  const t = await getTranslator("tariffs");
  return { title: t("edit") };
}

/**
 * The tariff's draft; without one, the published version as the beginning of the next, kept only
 * once it is saved.
 */
export default async function EditTariffPage({ params }: Props) {
  const { operator, tariff: tariffId } = await params;
  if (!UUID.test(tariffId)) notFound();
  const api = await portal(operator);
  const [tariff, membership, places] = await Promise.all([
    orNotFound(api.tariffs.read({ tariffId })),
    orNotFound(api.operators.current()),
    orNotFound(api.tariffs.places()),
  ]);
  if (!may(membership.role, "tariff:write")) notFound();
  const [newest] = tariff.versions;
  if (tariff.retiredAtMs !== null || !newest) redirect(`/${operator}/tariffs/${tariffId}`);
  const isDraft = newest.state === "draft";
  const siteId = tariff.assignments.find((assignment) => assignment.siteId !== null)?.siteId;
  const zone = (places.sites.find(({ id }) => id === siteId) ?? places.sites[0])?.timeZone ?? membership.timeZone;
  return (
    <ClientMessages areas={["tariffs"]}>
      <TariffEditor
        key={newest.id}
        operator={operator}
        name={tariff.name}
        content={newest.content}
        draft={{
          tariffId,
          versionId: isDraft ? newest.id : null,
          version: isDraft ? newest.version : newest.version + 1,
          updatedAtMs: isDraft ? newest.updatedAtMs : null,
        }}
        zone={zone}
        today={todayIn(zone)}
        mayPublish={may(membership.role, "tariff:publish")}
      />
    </ClientMessages>
  );
}
