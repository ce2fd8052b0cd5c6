import { router, tenantMutation, tenantQuery } from "@/server/trpc";
import { AssignTariff, assignTariff, EndAssignment, endAssignment } from "./assign-tariff";
import { CreateTariff, createTariff } from "./create-tariff";
import { DiscardDraft, discardDraft } from "./discard-draft";
import { ExplainChoice, explainChoice } from "./explain-choice";
import { listPlaces } from "./list-places";
import { ListTariffs, listTariffs } from "./list-tariffs";
import { PublishTariff, publishTariff } from "./publish-tariff";
import { ReadTariff, readTariff } from "./read-tariff";
import { RetireTariff, retireTariff } from "./retire-tariff";
import { SaveDraft, saveDraft } from "./save-draft";

export const tariffsRouter = router({
  list: tenantQuery("tariff:read")
    .input(ListTariffs)
    .query(({ ctx, input }) => listTariffs(ctx.db, input)),
  read: tenantQuery("tariff:read")
    .input(ReadTariff)
    .query(({ ctx, input }) => readTariff(ctx.db, input)),
  places: tenantQuery("tariff:read").query(({ ctx }) => listPlaces(ctx.db)),
  explain: tenantQuery("tariff:read")
    .input(ExplainChoice)
    .query(({ ctx, input }) => explainChoice(ctx.db, input, Date.now())),
  create: tenantMutation("tariff:write")
    .input(CreateTariff)
    .mutation(({ ctx, input }) => createTariff(ctx.db, input)),
  saveDraft: tenantMutation("tariff:write")
    .input(SaveDraft)
    .mutation(({ ctx, input }) => saveDraft(ctx.db, input)),
  discardDraft: tenantMutation("tariff:write")
    .input(DiscardDraft)
    .mutation(({ ctx, input }) => discardDraft(ctx.db, input)),
  publish: tenantMutation("tariff:publish")
    .input(PublishTariff)
    .mutation(({ ctx, input }) => publishTariff(ctx.db, ctx.actor, input)),
  retire: tenantMutation("tariff:publish")
    .input(RetireTariff)
    .mutation(({ ctx, input }) => retireTariff(ctx.db, input)),
  assign: tenantMutation("tariff:publish")
    .input(AssignTariff)
    .mutation(({ ctx, input }) => assignTariff(ctx.db, input)),
  endAssignment: tenantMutation("tariff:publish")
    .input(EndAssignment)
    .mutation(({ ctx, input }) => endAssignment(ctx.db, input)),
});
