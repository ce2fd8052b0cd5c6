import { router, tenantQuery } from "@/server/trpc";
import { SearchEverything, searchEverything } from "./search";

export const overviewRouter = router({
  search: tenantQuery("overview:read")
    .input(SearchEverything)
    .query(({ ctx, input }) => searchEverything(ctx.db, ctx.membership.role, input)),
});
