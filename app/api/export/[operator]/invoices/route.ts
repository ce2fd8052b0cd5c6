import { requestContext } from "@/app/_trpc/context";
import { csvAnswer } from "@/app/api/export/csv-answer";
import { exportInvoices } from "@/server/billing/export-invoices";
import { InvoiceFilter } from "@/server/billing/list-invoices";
import { may } from "@/server/domain/access/may";
import { findMembership } from "@/server/identity/find-membership";

/** The whole filtered set of documents as CSV, streamed as it is read. The filters are those of the list's address. */
export async function GET(request: Request, { params }: { params: Promise<{ operator: string }> }): Promise<Response> {
  const { operator } = await params;
  const { actor } = await requestContext(request.headers, operator);
  const membership = actor && (await findMembership(actor.userId, operator));
  if (!membership) return new Response("Not found", { status: 404 });
  if (!may(membership.role, "invoice:read")) return new Response("Your role may not read invoices.", { status: 403 });
  const filter = InvoiceFilter.safeParse(filterOf(new URL(request.url).searchParams));
  if (!filter.success) return new Response("The address names a filter that does not exist.", { status: 400 });
  return csvAnswer(`invoices-${membership.slug}`, exportInvoices(membership.tenantId, filter.data));
}

function filterOf(query: URLSearchParams): Record<string, string | undefined> {
  const one = (name: string) => query.get(name) ?? undefined;
  return { text: one("q"), state: one("state"), documentType: one("type"), accountKind: one("kind") };
}
