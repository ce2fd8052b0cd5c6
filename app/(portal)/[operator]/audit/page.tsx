import { ClientMessages } from "@/app/_i18n/client-messages";
import { getTranslator } from "@/app/_i18n/translator";
import { LiveRefresh } from "@/app/_trpc/live";
import { orNotFound, portal } from "@/app/_trpc/server";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { one, pageOf, type Query } from "../_parts/query";
import { AuditTable } from "./_parts/audit-table";

type Props = { readonly params: Promise<{ operator: string }>; readonly searchParams: Promise<Query> };

export async function generateMetadata() {
  const t = await getTranslator("audit");
  return { title: t("title") };
}

/** Who did what, newest first. */
export default async function AuditPage({ params, searchParams }: Props) {
  const [{ operator }, query] = await Promise.all([params, searchParams]);
  const [text, action] = [one(query, "q")?.slice(0, 100), one(query, "action")?.slice(0, 100)];
  const place = pageOf(query);
  const t = await getTranslator("audit");
  const api = await portal(operator);
  const { entries, after } = await orNotFound(api.audit.list({ text, action, ...place }));
  const rows = entries.map(({ id, at, actorName, action: act, subjectType, subjectId, data, ipAddress }) => ({
    id,
    at,
    actorName,
    action: act,
    subjectType,
    subjectId,
    data,
    ipAddress,
  }));
  return (
    <ClientMessages areas={["audit"]}>
      {place.after === undefined && <LiveRefresh topics={["audit"]} />}
      <PageHeader title={t("title")} description={t("description")} />
      <AuditTable rows={rows} after={after} isFiltered={Boolean(text || action)} />
    </ClientMessages>
  );
}
