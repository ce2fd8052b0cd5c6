import { requestingMember, fileOf, filterIn, orRefusal } from "@/app/api/export/file-answer";
import { exportSessions } from "@/server/sessions/export-sessions";
import { SessionFilter } from "@/server/sessions/session-filter";

type Props = { params: Promise<{ operator: string }> };

/** The whole filtered set of sessions as CSV. The filters are those of the list's address. */
export const GET = (request: Request, { params }: Props): Promise<Response> =>
  orRefusal(async () => {
    const { tenantId, slug } = await requestingMember(request, (await params).operator, "session:export");
    const filter = filterIn(SessionFilter, requestedIn(new URL(request.url).searchParams));
    return fileOf(exportSessions(tenantId, filter), `sessions-${slug}`, "csv");
  });

function requestedIn(query: URLSearchParams): Record<string, unknown> {
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
