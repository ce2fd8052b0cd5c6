import { router, tenantQuery } from "@/server/trpc";
import { ListEntries, listEntries } from "./list-entries";

export const auditRouter = router({
  list: tenantQuery("audit:read")
    .input(ListEntries)
    .query(({ ctx, input }) => listEntries(ctx.db, input)),
});
