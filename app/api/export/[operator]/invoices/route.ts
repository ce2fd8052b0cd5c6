import { requestingMember, fileOf, filterIn, orRefusal } from "@/app/api/export/file-answer";
import { exportInvoices } from "@/server/billing/export-invoices";
import { InvoiceFilter } from "@/server/billing/list-invoices";

type Props = { params: Promise<{ operator: string }> };

/** The whole filtered set of documents as CSV. The filters are those of the list's address. */
export const GET = (request: Request, { params }: Props): Promise<Response> =>
  orRefusal(async () => {
    const { tenantId, slug } = await requestingMember(request, (await params).operator, "invoice:read");
    const filter = filterIn(InvoiceFilter, requestedIn(new URL(request.url).searchParams));
    return fileOf(exportInvoices(tenantId, filter), `invoices-${slug}`, "csv");
  });

function requestedIn(query: URLSearchParams): Record<string, string | undefined> {
  const one = (name: string) => query.get(name) ?? undefined;
  return { text: one("q"), state: one("state"), documentType: one("type"), accountKind: one("kind") };
}
