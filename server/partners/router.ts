import { z } from "zod";
import { readTenant, writeTenant } from "@/db/tenant";
import { recordAudit } from "@/server/audit/record";
import { SetTokenState, setTokenState, UpdateToken, updateToken } from "@/server/tokens/change-tokens";
import { TokenFacts } from "@/server/tokens/facts";
import { HolderSessions, holderSessions } from "@/server/tokens/holder-sessions";
import { issueToken } from "@/server/tokens/issue-token";
import { listSellers } from "@/server/drivers/list-sellers";
import { presentedToken } from "@/server/tokens/presented-token";
import { memberProcedure, router, tenantMutation, tenantQuery } from "@/server/trpc";
import { AddPartner, addPartner } from "./add-partner";
import { GetPartner, getPartner } from "./get-partner";
import { ImportTokens, importTokens, previewTokenImport } from "@/server/tokens/import-tokens";
import { ListPartners, listPartners } from "./list-partners";
import { roamingPrices } from "./roaming-prices";
import { SetPartnerActive, setPartnerActive, UpdatePartner, updatePartner } from "./update-partner";

export const partnersRouter = router({
  list: tenantQuery("partner:read")
    .input(ListPartners)
    .query(({ ctx, input }) => listPartners(ctx.db, input)),
  get: tenantQuery("partner:read")
    .input(GetPartner)
    .query(({ ctx, input }) => getPartner(ctx.db, input)),
  sessions: tenantQuery("partner:read")
    .input(HolderSessions.extend(GetPartner.shape))
    .query(({ ctx, input: { partnerId, ...page } }) =>
      holderSessions(ctx.db, { kind: "emsp", emspId: partnerId }, page),
    ),
  prices: tenantQuery("partner:read").query(({ ctx }) => roamingPrices(ctx.db, Date.now())),
  sellers: tenantQuery("partner:read").query(({ ctx }) => listSellers(ctx.db)),
  presentedToken: tenantQuery("partner:read").query(({ ctx }) => presentedToken(ctx.db)),
  add: tenantMutation("partner:write")
    .input(AddPartner)
    .mutation(({ ctx, input }) => addPartner(ctx.db, input)),
  update: tenantMutation("partner:write")
    .input(UpdatePartner)
    .mutation(({ ctx, input }) => updatePartner(ctx.db, input)),
  setActive: tenantMutation("partner:write")
    .input(SetPartnerActive)
    .mutation(({ ctx, input }) => setPartnerActive(ctx.db, input)),
  issueToken: tenantMutation("partner:write")
    .input(TokenFacts.extend({ partnerId: z.uuid() }))
    .mutation(({ ctx, input: { partnerId, ...facts } }) =>
      issueToken(ctx.db, { kind: "emsp", emspId: partnerId }, facts),
    ),
  setTokenState: tenantMutation("partner:write")
    .input(SetTokenState)
    .mutation(({ ctx, input }) => setTokenState(ctx.db, "emsp", input)),
  updateToken: tenantMutation("partner:write")
    .input(UpdateToken)
    .mutation(({ ctx, input }) => updateToken(ctx.db, "emsp", input)),
  // by hand: the audit log keeps what came of the file, not the file
  import: memberProcedure("partner:write")
    .input(ImportTokens)
    .mutation(({ ctx, input, path }) => {
      const { tenantId } = ctx.membership;
      if (input.dryRun) return readTenant(tenantId, (db) => previewTokenImport(db, input));
      return writeTenant(tenantId, async (db) => {
        const report = await importTokens(db, input);
        const data = { fileName: input.fileName, counts: report.counts };
        await recordAudit(db, ctx.actor, { action: path, subjectType: "partners", subjectId: input.partnerId, data });
        return report;
      });
    }),
});
