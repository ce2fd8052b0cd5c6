/** Front door for people: the list of routers, nothing else. */
import { auditRouter } from "@/server/audit/router";
import { identityRouter } from "@/server/identity/router";
import { operatorsRouter } from "@/server/operators/router";
import { overviewRouter } from "@/server/overview/router";
import { stationsRouter } from "@/server/stations/router";
import { sessionsRouter } from "@/server/sessions/router";
import { tariffsRouter } from "@/server/tariffs/router";
import { createCallerFactory, router } from "@/server/trpc";

export const appRouter = router({
  audit: auditRouter,
  identity: identityRouter,
  operators: operatorsRouter,
  overview: overviewRouter,
  stations: stationsRouter,
  sessions: sessionsRouter,
  tariffs: tariffsRouter,
});

export type AppRouter = typeof appRouter;

export const createCaller = createCallerFactory(appRouter);
