import { publicProcedure, router, tenantMutation, tenantQuery } from "@/server/trpc";
import { AcceptInvitation, acceptInvitation, InvitationToken, readInvitation } from "./accept-invitation";
import { ChangeRole, changeRole, RemoveMember, removeMember } from "./change-role";
import { listConnections } from "./list-connections";
import { InviteMember, inviteMember } from "./invite-member";
import { listTeam } from "./list-team";
import { getOrganisation, SaveSite, saveSite, UpdateOperator, updateOperator } from "./organisation";
import { RevokeInvitation, revokeInvitation } from "./revoke-invitation";
import { SaveLegalEntity, saveLegalEntity } from "./save-legal-entity";

export const operatorsRouter = router({
  current: tenantQuery("overview:read").query(({ ctx }) => ctx.membership),
  team: tenantQuery("team:read").query(({ ctx }) => listTeam(ctx.db)),
  invite: tenantMutation("team:write")
    .input(InviteMember)
    .mutation(({ ctx, input }) => inviteMember(ctx.db, ctx.actor, input)),
  revokeInvitation: tenantMutation("team:write")
    .input(RevokeInvitation)
    .mutation(({ ctx, input }) => revokeInvitation(ctx.db, input)),
  changeRole: tenantMutation("team:write")
    .input(ChangeRole)
    .mutation(({ ctx, input }) => changeRole(ctx.db, input)),
  removeMember: tenantMutation("team:write")
    .input(RemoveMember)
    .mutation(({ ctx, input }) => removeMember(ctx.db, input)),
  readInvitation: publicProcedure.input(InvitationToken).query(async ({ input }) => {
    const { operatorName, slug, email, role, isKnownPerson } = await readInvitation(input);
    return { operatorName, slug, email, role, isKnownPerson };
  }),
  acceptInvitation: publicProcedure
    .input(AcceptInvitation)
    .mutation(({ ctx, input }) => acceptInvitation(input, ctx.actor?.userId ?? null)),
  organisation: tenantQuery("settings:read").query(({ ctx }) => getOrganisation(ctx.db)),
  connections: tenantQuery("settings:read").query(() => listConnections()),
  update: tenantMutation("settings:write")
    .input(UpdateOperator)
    .mutation(({ ctx, input }) => updateOperator(ctx.db, input)),
  saveLegalEntity: tenantMutation("settings:write")
    .input(SaveLegalEntity)
    .mutation(({ ctx, input }) => saveLegalEntity(ctx.db, input)),
  saveSite: tenantMutation("settings:write")
    .input(SaveSite)
    .mutation(({ ctx, input }) => saveSite(ctx.db, input)),
});
