import { ClientMessages } from "@/app/_i18n/client-messages";
import { getTranslator } from "@/app/_i18n/translator";
import { LiveRefresh } from "@/app/_trpc/live";
import { orNotFound, portal } from "@/app/_trpc/server";
import { PageHeader } from "@/app/_ui/page-header";
import { AuditTable } from "./_parts/audit-table";
import { readCursor, writeCursor } from "./_parts/audit-cursor";

type Props = {
  readonly params: Promise<{ operator: string }>;
  readonly searchParams: Promise<{ q?: string; action?: string; after?: string }>;
};

export async function generateMetadata() {
  const t = await getTranslator("audit");
  return { title: t("title") };
}

/** Who did what, newest first. */
export default async function AuditPage({ params, searchParams }: Props) {
  const [{ operator }, { q, action, after }] = await Promise.all([params, searchParams]);
  const t = await getTranslator("audit");
  const api = await portal(operator);
  const { entries, next } = await orNotFound(
    api.audit.list({ ...(q ? { text: q } : {}), ...(action ? { action } : {}), ...readCursor(after), limit: 50 }),
  );
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
      {after === undefined && <LiveRefresh topics={["audit"]} />}
      <PageHeader title={t("title")} description={t("description")} />
      <AuditTable rows={rows} next={next && writeCursor(next)} isFiltered={Boolean(q || action)} />
    </ClientMessages>
  );
}
