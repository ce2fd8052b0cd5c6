import { readTenant, writeTenant } from "@/db/tenant";
import { recordAudit } from "@/server/audit/record";
import { memberProcedure, router, tenantMutation, tenantQuery } from "@/server/trpc";
import { AddDriver, addDriver } from "./add-driver";
import { SetTokenState, setTokenState, UpdateToken, updateToken } from "@/server/tokens/change-tokens";
import { GetDriver, getDriver } from "./get-driver";
import { HolderSessions, holderSessions } from "@/server/tokens/holder-sessions";
import { ImportDrivers, importDrivers, previewDriverImport } from "./import-drivers";
import { IssueToken, issueToken } from "@/server/tokens/issue-token";
import { ListDrivers, listDrivers } from "./list-drivers";
import { listSellers } from "./list-sellers";
import { presentedToken } from "@/server/tokens/presented-token";
import {
  SetDriversActive,
  setDriversActive,
  UpdateDriver,
  UpdateDriverAccount,
  updateDriver,
  updateDriverAccount,
} from "./update-driver";

export const driversRouter = router({
  list: tenantQuery("driver:read")
    .input(ListDrivers)
    .query(({ ctx, input }) => listDrivers(ctx.db, input)),
  get: tenantQuery("driver:read")
    .input(GetDriver)
    .query(({ ctx, input }) => getDriver(ctx.db, input)),
  sessions: tenantQuery("driver:read")
    .input(HolderSessions.extend(GetDriver.shape))
    .query(({ ctx, input: { driverId, ...page } }) => holderSessions(ctx.db, { kind: "driver", driverId }, page)),
  sellers: tenantQuery("driver:read").query(({ ctx }) => listSellers(ctx.db)),
  presentedToken: tenantQuery("driver:read").query(({ ctx }) => presentedToken(ctx.db)),
  add: tenantMutation("driver:write")
    .input(AddDriver)
    .mutation(({ ctx, input }) => addDriver(ctx.db, input)),
  update: tenantMutation("driver:write")
    .input(UpdateDriver)
    .mutation(({ ctx, input }) => updateDriver(ctx.db, input)),
  updateAccount: tenantMutation("driver:write")
    .input(UpdateDriverAccount)
    .mutation(({ ctx, input }) => updateDriverAccount(ctx.db, input)),
  setActive: tenantMutation("driver:write")
    .input(SetDriversActive)
    .mutation(({ ctx, input }) => setDriversActive(ctx.db, input)),
  issueToken: tenantMutation("driver:write")
    .input(IssueToken)
    .mutation(({ ctx, input: { driverId, ...facts } }) =>
      issueToken(ctx.db, { kind: "driver", driverId }, { ...facts, contractId: null }),
    ),
  setTokenState: tenantMutation("driver:write")
    .input(SetTokenState)
    .mutation(({ ctx, input }) => setTokenState(ctx.db, "driver", input)),
  updateToken: tenantMutation("driver:write")
    .input(UpdateToken)
    .mutation(({ ctx, input }) => updateToken(ctx.db, "driver", input)),
  // by hand: the audit log keeps what came of the file, not the file
  import: memberProcedure("driver:write")
    .input(ImportDrivers)
    .mutation(({ ctx, input, path }) => {
      const { tenantId } = ctx.membership;
      if (input.dryRun) return readTenant(tenantId, (db) => previewDriverImport(db, input));
      return writeTenant(tenantId, async (db) => {
        const report = await importDrivers(db, input);
        const data = { fileName: input.fileName, legalEntityId: input.legalEntityId, counts: report.counts };
        await recordAudit(db, ctx.actor, { action: path, data });
        return report;
      });
    }),
});
