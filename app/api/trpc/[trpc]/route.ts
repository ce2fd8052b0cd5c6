import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { requestContext } from "@/app/_trpc/context";
import { appRouter } from "@/server/app-router";

const answer = (request: Request): Promise<Response> =>
  fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    createContext: () => requestContext(request.headers, request.headers.get("x-operator")),
  });

export { answer as GET, answer as POST };
