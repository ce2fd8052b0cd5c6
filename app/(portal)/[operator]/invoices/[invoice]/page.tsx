import { FileText } from "lucide-react";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { getTranslator } from "@/app/_i18n/translator";
import { LiveRefresh } from "@/app/_trpc/live";
import { orNotFound, portal } from "@/app/_trpc/server";
import { EmptyState } from "@/app/_ui/feedback/empty-state";
import { LinkButton } from "@/app/_ui/action/link-button";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { Tabs } from "@/app/_ui/layout/tabs";
import { may } from "@/server/domain/access/may";
import { idInAddress } from "../../_parts/id-in-address";
import { InvoiceStatus } from "../../_parts/invoice-status";
import { one, oneOf, type Query } from "../../_parts/query";
import type { InvoiceDetail } from "../_parts/invoice-types";
import { AnnexTable } from "./_parts/annex-table";
import { DocumentActs } from "./_parts/document-acts";
import { DocumentFindings } from "./_parts/document-findings";
import { DocumentNotices } from "./_parts/document-notices";
import { DocumentPart } from "./_parts/document-part";
import { eventsOf } from "./_parts/events-of";
import { History } from "./_parts/history";

type Props = {
  readonly params: Promise<{ operator: string; invoice: string }>;
  readonly searchParams: Promise<Query>;
};

const TABS = ["document", "sessions", "pdf", "history"] as const;

/** Sessions on one page of the annex: a month of a large partner has thousands. */
const ANNEX_PAGE = 200;

export async function generateMetadata({ params }: Props) {
  const { operator, invoice } = await params;
  const [t, api] = await Promise.all([getTranslator("invoices"), portal(operator)]);
  const { number } = await orNotFound(api.billing.get({ invoiceId: idInAddress(invoice) }));
  return { title: number ?? t("draft") };
}

/**
 * One document: what it says, its sessions, the PDF as it was sent, and all that happened to it.
 */
export default async function InvoicePage({ params, searchParams }: Props) {
  const [{ operator, invoice: requested }, query] = await Promise.all([params, searchParams]);
  const invoiceId = idInAddress(requested);
  const [t, api] = await Promise.all([getTranslator("invoices"), portal(operator)]);
  const [invoice, membership] = await Promise.all([
    orNotFound(api.billing.get({ invoiceId })),
    orNotFound(api.operators.current()),
  ]);
  const tab = oneOf(query, "tab", TABS) ?? "document";
  const base = `/${operator}/invoices`;
  const { model, number } = invoice;
  return (
    <ClientMessages areas={["invoices"]}>
      <LiveRefresh topics={[`invoice:${invoiceId}`]} />
      <PageHeader
        title={titleOf(invoice, t)}
        crumbs={[{ label: t("title"), href: base }]}
        status={<InvoiceStatus state={invoice.state} isOverdue={invoice.isOverdue} />}
        description={number === null ? model.seller.name : `${model.buyer.name} · ${model.seller.name}`}
        actions={<DocumentActs operator={operator} role={membership.role} invoice={invoice} />}
      />
      <DocumentNotices operator={operator} invoice={invoice} />
      <DocumentFindings invoice={invoice} mayClose={may(membership.role, "payment:write")} />
      <Tabs
        label={number ?? t("draft")}
        current={tab}
        tabs={TABS.map((key) => ({
          key,
          label: t(`page.tabs.${key}`),
          href: `${base}/${invoiceId}?tab=${key}`,
          count: key === "sessions" ? model.annex.length : undefined,
        }))}
      />
      {tab === "document" && <DocumentPart operator={operator} invoice={invoice} />}
      {tab === "sessions" && <AnnexPart operator={operator} invoice={invoice} query={query} />}
      {tab === "pdf" && <PdfPart operator={operator} invoice={invoice} />}
      {tab === "history" && (
        <History
          events={eventsOf(invoice)}
          invoiceId={invoiceId}
          zone={model.timeZone}
          mayRetry={may(membership.role, "invoice:write")}
        />
      )}
    </ClientMessages>
  );
}

function titleOf(
  { number, documentType, model }: InvoiceDetail,
  t: Awaited<ReturnType<typeof getTranslator<"invoices">>>,
) {
  if (number === null) return t("page.draftFor", { account: model.buyer.name });
  return documentType === "CREDIT_NOTE" ? t("page.creditNote", { number }) : number;
}

/** A page of the annex; its cursors are places in it, for it never changes. */
function AnnexPart({ operator, invoice, query }: { operator: string; invoice: InvoiceDetail; query: Query }) {
  const { annex } = invoice.model;
  const place = Number(/^\d{1,6}$/.exec(one(query, "after") ?? one(query, "before") ?? "")?.[0] ?? 0);
  const from = Math.min(place, Math.max(annex.length - 1, 0));
  const rows = annex.slice(from, from + ANNEX_PAGE);
  const pager = {
    before: from > 0 ? String(Math.max(from - ANNEX_PAGE, 0)) : null,
    after: from + ANNEX_PAGE < annex.length ? String(from + ANNEX_PAGE) : null,
    from: from + 1,
    shown: rows.length,
    total: annex.length,
  };
  return (
    <>
      {invoice.sessionsFile && (
        <div className="mb-3">
          <LinkButton href={`/api/invoices/${operator}/${invoice.id}?sessions&download`} download="" prefetch={false}>
            {invoice.sessionsFile.fileName}
          </LinkButton>
        </div>
      )}
      <AnnexTable operator={operator} rows={rows} pager={pager} currency={invoice.currency} />
    </>
  );
}

async function PdfPart({ operator, invoice }: { operator: string; invoice: InvoiceDetail }) {
  const t = await getTranslator("invoices");
  if (invoice.file === null) {
    return (
      <EmptyState
        icon={<FileText aria-hidden />}
        title={t(invoice.state === "draft" ? "page.noPdfDraft" : "page.noPdf")}
      />
    );
  }
  const address = `/api/invoices/${operator}/${invoice.id}`;
  return (
    <>
      <iframe
        title={invoice.file.fileName}
        src={address}
        className="h-[calc(100dvh-13rem)] min-h-120 w-full rounded-lg border border-line bg-sunken max-sm:hidden"
      />
      {/* phones have no viewer within a page: they open the file by itself */}
      <LinkButton href={address} target="_blank" prefetch={false} className="sm:hidden" icon={<FileText aria-hidden />}>
        {t("page.openPdf")}
      </LinkButton>
    </>
  );
}
