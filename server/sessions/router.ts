import { readTenant } from "@/db/tenant";
import { memberProcedure, router, tenantMutation, tenantQuery } from "@/server/trpc";
import { listPlaces } from "@/server/tariffs/list-places";
import { ListSessions, listSessions } from "./list-sessions";
import { PreviewTariff, previewTariff } from "./preview-tariff";
import { PriceSession, priceSession } from "./price-session";
import { ReadSession, readSession } from "./read-session";
import { AcceptHold, acceptHold, DismissFinding, dismissFinding } from "./resolve-finding";
import { StopSession, stopSession } from "./stop-session";

export const sessionsRouter = router({
  list: tenantQuery("session:read")
    .input(ListSessions)
    .query(({ ctx, input }) => listSessions(ctx.db, input, Date.now())),
  read: tenantQuery("session:read")
    .input(ReadSession)
    .query(({ ctx, input }) => readSession(ctx.db, input, Date.now())),
  places: tenantQuery("session:read").query(({ ctx }) => listPlaces(ctx.db)),
  stop: tenantMutation("session:command")
    .input(StopSession)
    .mutation(({ ctx, input }) => stopSession(ctx.db, ctx.actor, input)),
  price: tenantMutation("invoice:write")
    .input(PriceSession)
    .mutation(({ ctx, input }) => priceSession(ctx.db, ctx.actor, input, Date.now())),
  acceptHold: tenantMutation("invoice:write")
    .input(AcceptHold)
    .mutation(({ ctx, input }) => acceptHold(ctx.db, ctx.actor, input, Date.now())),
  dismissFinding: tenantMutation("session:command")
    .input(DismissFinding)
    .mutation(({ ctx, input }) => dismissFinding(ctx.db, ctx.actor, input)),
  /**
   * A query sent by POST, because a whole tariff does not fit into a URL. Reads in a read-only
   * transaction and leaves no audit entry.
   */
  previewTariff: memberProcedure("tariff:read")
    .input(PreviewTariff)
    .mutation(({ ctx, input }) => readTenant(ctx.membership.tenantId, (db) => previewTariff(db, input, Date.now()))),
});
