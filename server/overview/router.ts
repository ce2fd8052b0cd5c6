import { router, tenantQuery } from "@/server/trpc";
import { getOverview } from "./get-overview";
import { SearchEverything, searchEverything } from "./search";

export const overviewRouter = router({
  get: tenantQuery("overview:read").query(({ ctx }) => getOverview(ctx.db, ctx.membership.role)),
  search: tenantQuery("overview:read")
    .input(SearchEverything)
    .query(({ ctx, input }) => searchEverything(ctx.db, ctx.membership.role, input)),
});
