import { requestContext } from "@/app/_trpc/context";
import { findMembership } from "@/server/identity/find-membership";
import { watchTenant } from "@/server/live/watch";

const PING_MS = 20_000;

/** Server-sent events: the topics that changed for one operator ("session:<id>", "stations", …), as the database announces them. */
export async function GET(request: Request, { params }: { params: Promise<{ operator: string }> }): Promise<Response> {
  const { operator } = await params;
  const { actor } = await requestContext(request.headers, operator);
  const membership = actor && (await findMembership(actor.userId, operator));
  if (!membership) return new Response("Not found", { status: 404 });
  return new Response(streamOf(membership.tenantId, request.signal), {
    headers: {
      "content-type": "text/event-stream",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}

function streamOf(tenantId: string, signal: AbortSignal): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let stop = (): void => {};
  return new ReadableStream({
    start(controller) {
      const say = (text: string): void => controller.enqueue(encoder.encode(text));
      const forget = watchTenant(tenantId, {
        onTopics: (topics) => say(`data: ${JSON.stringify(topics)}\n\n`),
        // the database was away: everything may have changed
        onReconnect: () => say(`data: ["*"]\n\n`),
      });
      const ping = setInterval(() => say(": still here\n\n"), PING_MS);
      stop = () => {
        clearInterval(ping);
        forget();
      };
      signal.addEventListener("abort", () => {
        stop();
        controller.close();
      });
      say("retry: 1000\n\n");
    },
    cancel: () => stop(),
  });
}
