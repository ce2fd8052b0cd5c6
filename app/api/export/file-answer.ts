import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import type { z } from "zod";
import { requestContext, sentenceHere } from "@/app/_trpc/context";
import type { Right } from "@/server/domain/access/may";
import { Refusal } from "@/server/domain/refusal";
import { type Membership, requireMembership } from "@/server/identity/find-membership";
import { asTrpcError } from "@/server/trpc";

const TYPES = { csv: "text/csv; charset=utf-8", jsonl: "application/x-ndjson; charset=utf-8" } as const;

/**
 * Who asks for a file of an operator's rows. @throws Refusal UNAUTHENTICATED, NOT_FOUND, FORBIDDEN
 */
export async function requestingMember(request: Request, operator: string, right: Right): Promise<Membership> {
  const { actor } = await requestContext(request.headers, operator);
  return requireMembership(actor, operator, right);
}

/** The filters of an address. @throws Refusal INVALID */
export function filterIn<Filter>(shape: z.ZodType<Filter>, requested: unknown): Filter {
  const filter = shape.safeParse(requested);
  if (!filter.success) throw new Refusal("filter_not_found");
  return filter.data;
}

/** A road whose refusals are read by people: in the asker's words, with their status. */
export async function orRefusal(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    return refusalOf(error);
  }
}

/** A refusal as an HTTP answer in the asker's words; a bug goes on to the server's own edge. */
export async function refusalOf(thrown: unknown): Promise<Response> {
  const error = thrown instanceof Refusal ? asTrpcError(thrown) : thrown;
  if (error instanceof TRPCError && error.code !== "INTERNAL_SERVER_ERROR") {
    return new Response(await sentenceHere(error), { status: getHTTPStatusCodeFromError(error) });
  }
  throw error;
}

/**
 * A file that is written while it is read: pulled by the reader, so a slow one is not read ahead
 * for.
 * @param name without its ending and the day, "drivers-voltaria"
 */
export function fileOf(chunks: AsyncGenerator<string>, name: string, kind: keyof typeof TYPES): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      // a pull that gives nothing would never be repeated: go on until there is something
      let next = await chunks.next();
      while (!next.done && next.value === "") next = await chunks.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "content-type": TYPES[kind],
      "content-disposition": `attachment; filename="${name}-${new Date().toISOString().slice(0, 10)}.${kind}"`,
      "cache-control": "no-store",
    },
  });
}
