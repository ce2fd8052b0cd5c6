/** Front door for people: the list of routers, nothing else. */
import { identityRouter } from "@/server/identity/router";
import { createCallerFactory, router } from "@/server/trpc";

export const appRouter = router({
  identity: identityRouter,
});

export type AppRouter = typeof appRouter;

export const createCaller = createCallerFactory(appRouter);
