import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { requestContext } from "@/app/_trpc/context";
import { textUpTo, TOO_LONG } from "@/app/api/bounded";
import { appRouter } from "@/server/app-router";

/** The longest that is sent is a list to import: four million characters. */
const MAX_LENGTH = 16_000_000;

const answer = (request: Request): Promise<Response> =>
  fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    createContext: () => requestContext(request.headers, request.headers.get("x-operator")),
  });

async function post(request: Request): Promise<Response> {
  const body = await textUpTo(request, MAX_LENGTH);
  if (body === null) return Response.json({ message: TOO_LONG.message }, { status: TOO_LONG.status });
  return answer(new Request(request.url, { method: "POST", headers: request.headers, body }));
}

export { answer as GET, post as POST };
