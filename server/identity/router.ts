import { personProcedure, router } from "@/server/trpc";
import { listMemberships } from "@/server/identity/find-membership";
import {
  ChangePassword,
  changePassword,
  ChooseLanguage,
  chooseLanguage,
  listBrowsers,
  signOutEverywhere,
  UpdateProfile,
  updateProfile,
} from "./people";

/** What belongs to a person and to no operator. */
export const identityRouter = router({
  me: personProcedure.query(async ({ ctx }) => ({
    ...ctx.actor,
    memberships: await listMemberships(ctx.actor.userId),
  })),
  browsers: personProcedure.query(({ ctx }) => listBrowsers(ctx.actor.userId)),
  updateProfile: personProcedure
    .input(UpdateProfile)
    .mutation(({ ctx, input }) => updateProfile(ctx.actor.userId, input)),
  chooseLanguage: personProcedure
    .input(ChooseLanguage)
    .mutation(({ ctx, input }) => chooseLanguage(ctx.actor.userId, input)),
  changePassword: personProcedure
    .input(ChangePassword)
    .mutation(({ ctx, input }) => changePassword(ctx.actor, ctx.browserSession, input)),
  signOutEverywhere: personProcedure.mutation(({ ctx }) => signOutEverywhere(ctx.actor.userId)),
});
