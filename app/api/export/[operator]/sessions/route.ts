import { requestContext } from "@/app/_trpc/context";
import { may } from "@/server/domain/access/may";
import { findMembership } from "@/server/identity/find-membership";
import { exportSessions } from "@/server/sessions/export-sessions";
import { SessionFilter } from "@/server/sessions/session-filter";

/** The whole filtered set of sessions as CSV, streamed as it is read. The filters are those of the list's address. */
export async function GET(request: Request, { params }: { params: Promise<{ operator: string }> }): Promise<Response> {
  const { operator } = await params;
  const { actor } = await requestContext(request.headers, operator);
  const membership = actor && (await findMembership(actor.userId, operator));
  if (!membership) return new Response("Not found", { status: 404 });
  if (!may(membership.role, "session:export"))
    return new Response("Your role may not export sessions.", { status: 403 });
  const filter = SessionFilter.safeParse(filterOf(new URL(request.url).searchParams));
  if (!filter.success) return new Response("The address names a filter that does not exist.", { status: 400 });
  return new Response(streamOf(exportSessions(membership.tenantId, filter.data)), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="sessions-${operator}-${new Date().toISOString().slice(0, 10)}.csv"`,
      "cache-control": "no-store",
    },
  });
}

function filterOf(query: URLSearchParams): Record<string, unknown> {
  const one = (name: string) => query.get(name) ?? undefined;
  const billing = query.getAll("billing");
  return {
    state: one("state"),
    ...(billing.length > 0 ? { billing } : {}),
    siteId: one("site"),
    stationId: one("station"),
    text: one("q"),
    from: one("from"),
    to: one("to"),
  };
}

/** Pulled by the reader: a slow one is not read ahead for. */
function streamOf(chunks: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}
