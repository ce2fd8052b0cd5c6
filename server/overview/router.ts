import { router, tenantQuery } from "@/server/trpc";
import { getOverview } from "./get-overview";
import { liveNow } from "./live-now";
import { SearchEverything, searchEverything } from "./search";

export const overviewRouter = router({
  get: tenantQuery("overview:read").query(({ ctx }) => getOverview(ctx.db, ctx.membership.role)),
  /** the moment alone, without sessions by name: for the map */
  live: tenantQuery("overview:read").query(({ ctx }) => liveNow(ctx.db, 0)),
  search: tenantQuery("overview:read")
    .input(SearchEverything)
    .query(({ ctx, input }) => searchEverything(ctx.db, ctx.membership.role, input)),
});
