import { requestContext } from "@/app/_trpc/context";
import { eventStream } from "@/app/api/live/event-stream";
import { findMembership } from "@/server/identity/find-membership";
import { isStillMember } from "@/server/identity/still-member";
import { watchTenant } from "@/server/live/watch";

/**
 * Server-sent events: the topics that changed for one operator ("session:<id>", "stations", …), as
 * the database announces them.
 */
export async function GET(request: Request, { params }: { params: Promise<{ operator: string }> }): Promise<Response> {
  const { operator } = await params;
  const { actor, browserSession } = await requestContext(request.headers, operator);
  const membership = actor && (await findMembership(actor.userId, operator));
  if (!membership || browserSession === null) return new Response("Not found", { status: 404 });
  const stream = eventStream({
    watch: (watcher) => watchTenant(membership.tenantId, watcher),
    mayStay: () => isStillMember(browserSession, operator),
    signal: request.signal,
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}
