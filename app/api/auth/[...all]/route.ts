import { NextRequest } from "next/server";
import { textUpTo, TOO_LONG } from "@/app/api/bounded";
import { handlers } from "@/server/auth";

/** Forms of a few fields. */
const MAX_LENGTH = 16_000;

async function post(request: NextRequest): Promise<Response> {
  const body = await textUpTo(request, MAX_LENGTH);
  if (body === null) return Response.json({ message: TOO_LONG.message }, { status: TOO_LONG.status });
  return handlers.POST(new NextRequest(request.url, { method: "POST", headers: request.headers, body }));
}

const { GET } = handlers;

export { GET, post as POST };
