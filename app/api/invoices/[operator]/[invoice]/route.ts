import { TRPCError } from "@trpc/server";
import { requestContext } from "@/app/_trpc/context";
import { refusalOf } from "@/app/api/export/file-answer";
import { createCaller } from "@/server/app-router";

type Props = { params: Promise<{ operator: string; invoice: string }> };

/**
 * The PDF of an issued document, byte for byte as it was mailed, shown in place; `?download` saves
 * it. `?sessions`: the file of its sessions.
 */
export async function GET(request: Request, { params }: Props): Promise<Response> {
  const { operator, invoice } = await params;
  const api = createCaller(await requestContext(request.headers, operator));
  try {
    const kind = new URL(request.url).searchParams.has("sessions") ? "csv" : "pdf";
    return answer(request, await api.billing.file({ invoiceId: invoice, kind }));
  } catch (error) {
    // an address that names no id names no document
    if (error instanceof TRPCError && error.code === "BAD_REQUEST") return new Response("Not found", { status: 404 });
    return refusalOf(error);
  }
}

type File = { fileName: string; contentType: string; sha256: string; base64: string };

/**
 * The bytes never change, so the browser may ask whether it has them still; it may not keep them
 * from the next person.
 */
function answer(request: Request, file: File): Response {
  const etag = `"${file.sha256}"`;
  const headers = { etag, "cache-control": "private, no-cache" };
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  const disposition = new URL(request.url).searchParams.has("download") ? "attachment" : "inline";
  return new Response(Buffer.from(file.base64, "base64"), {
    headers: {
      ...headers,
      "content-type": file.contentType,
      "content-disposition": `${disposition}; filename="${file.fileName}"`,
    },
  });
}
