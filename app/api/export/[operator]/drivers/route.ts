import { requestContext } from "@/app/_trpc/context";
import { csvAnswer } from "@/app/api/export/csv-answer";
import { may } from "@/server/domain/access/may";
import { exportDrivers } from "@/server/drivers/export-drivers";
import { DriverFilter } from "@/server/drivers/list-drivers";
import { findMembership } from "@/server/identity/find-membership";

/** The whole filtered set of drivers as CSV, a line for each token. The filters are those of the list's address. */
export async function GET(request: Request, { params }: { params: Promise<{ operator: string }> }): Promise<Response> {
  const { operator } = await params;
  const { actor } = await requestContext(request.headers, operator);
  const membership = actor && (await findMembership(actor.userId, operator));
  if (!membership) return new Response("Not found", { status: 404 });
  if (!may(membership.role, "driver:read")) return new Response("Your role may not read drivers.", { status: 403 });
  const query = new URL(request.url).searchParams;
  const filter = DriverFilter.safeParse({ text: query.get("q") ?? "", state: query.get("state") ?? undefined });
  if (!filter.success) return new Response("The address names a filter that does not exist.", { status: 400 });
  return csvAnswer(`drivers-${membership.slug}`, exportDrivers(membership.tenantId, filter.data));
}
