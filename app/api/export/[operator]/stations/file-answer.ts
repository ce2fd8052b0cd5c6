import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { sentenceHere } from "@/app/_trpc/context";

const TYPES = { csv: "text/csv; charset=utf-8", jsonl: "application/x-ndjson; charset=utf-8" } as const;

/** A refused question as an HTTP answer in the asker's words; a bug goes on to the server's own edge. */
export async function refusalOf(error: unknown): Promise<Response> {
  if (error instanceof TRPCError && error.code !== "INTERNAL_SERVER_ERROR") {
    return new Response(await sentenceHere(error), { status: getHTTPStatusCodeFromError(error) });
  }
  throw error;
}

/** A file that is written while it is read: pulled by the reader, so a slow one is not read ahead for. */
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
