/** Front door for people: the list of routers, nothing else. */
import { auditRouter } from "@/server/audit/router";
import { billingRouter } from "@/server/billing/router";
import { driversRouter } from "@/server/drivers/router";
import { identityRouter } from "@/server/identity/router";
import { operatorsRouter } from "@/server/operators/router";
import { overviewRouter } from "@/server/overview/router";
import { partnersRouter } from "@/server/partners/router";
import { stationsRouter } from "@/server/stations/router";
import { sessionsRouter } from "@/server/sessions/router";
import { tariffsRouter } from "@/server/tariffs/router";
import { createCallerFactory, router } from "@/server/trpc";

export const appRouter = router({
  audit: auditRouter,
  billing: billingRouter,
  drivers: driversRouter,
  identity: identityRouter,
  operators: operatorsRouter,
  overview: overviewRouter,
  partners: partnersRouter,
  stations: stationsRouter,
  sessions: sessionsRouter,
  tariffs: tariffsRouter,
});

export type AppRouter = typeof appRouter;

export const createCaller = createCallerFactory(appRouter);
