import { router, tenantMutation, tenantQuery } from "@/server/trpc";
import { CommandStation, commandStation } from "@/server/commands/command-station";
import { FindTokens, findTokens } from "@/server/tokens/find-tokens";
import { GetStation, getStation } from "./get-station";
import { lastDay } from "./last-day";
import { ListCommands, listCommands } from "@/server/commands/list-commands";
import { ListDeviations, listDeviations } from "./list-deviations";
import { ListEvents, listEvents } from "./list-events";
import { ListMessages, listMessages, messageActions } from "./list-messages";
import { ListStations, listStations } from "./list-stations";
import { ListVariables, listVariables } from "@/server/device-model/list-variables";
import { RemoveModelProfile, removeModelProfile, SaveModelProfile, saveModelProfile } from "./model-profile";
import { modelOfStation } from "./model-of-station";
import { GetReread, getReread, ReadAgain, readAgain } from "./read-again";
import { refusedAttemptsOfStation } from "./refused-attempts-of-station";
import { RecentSessions, recentSessions } from "./recent-sessions";
import { RegisterStation, registerStation } from "./register-station";
import { RemoveStation, removeStation } from "./remove-station";
import { ResolveFinding, resolveFinding } from "./resolve-finding";
import { RevokeCredential, revokeCredential } from "./revoke-credential";
import { RotateCredential, rotateCredential } from "./rotate-credential";
import { SeekUnknownStation, seekUnknownStation } from "./seek-unknown-station";
import { SetRegistration, setRegistration } from "./set-registration";
import { stationTree } from "./tree";
import { UpdateStation, updateStation } from "./update-station";

export const stationsRouter = router({
  list: tenantQuery("station:read")
    .input(ListStations)
    .query(({ ctx, input }) => listStations(ctx.db, input)),
  tree: tenantQuery("station:read").query(({ ctx }) => stationTree(ctx.db)),
  get: tenantQuery("station:read")
    .input(GetStation)
    .query(({ ctx, input }) => getStation(ctx.db, input)),
  lastDay: tenantQuery("station:read")
    .input(GetStation)
    .query(({ ctx, input }) => lastDay(ctx.db, input.stationId, Date.now())),
  events: tenantQuery("station:read")
    .input(ListEvents)
    .query(({ ctx, input }) => listEvents(ctx.db, input)),
  sessions: tenantQuery("session:read")
    .input(RecentSessions)
    .query(({ ctx, input }) => recentSessions(ctx.db, input)),
  commands: tenantQuery("station:read")
    .input(ListCommands)
    .query(({ ctx, input }) => listCommands(ctx.db, input)),
  variables: tenantQuery("message:read")
    .input(ListVariables)
    .query(({ ctx, input }) => listVariables(ctx.db, input)),
  messages: tenantQuery("message:read")
    .input(ListMessages)
    .query(({ ctx, input }) => listMessages(ctx.db, input)),
  messageActions: tenantQuery("message:read")
    .input(GetStation)
    .query(({ ctx, input }) => messageActions(ctx.db, input)),
  deviations: tenantQuery("message:read")
    .input(ListDeviations)
    .query(({ ctx, input }) => listDeviations(ctx.db, input)),
  model: tenantQuery("station:read")
    .input(GetStation)
    .query(({ ctx, input }) => modelOfStation(ctx.db, input.stationId)),
  reread: tenantQuery("message:read")
    .input(GetReread)
    .query(({ ctx, input }) => getReread(ctx.db, input)),
  tokens: tenantQuery("station:command")
    .input(FindTokens)
    .query(({ ctx, input }) => findTokens(ctx.db, input)),
  refusedAttempts: tenantQuery("station:read")
    .input(GetStation)
    .query(({ ctx, input }) => refusedAttemptsOfStation(ctx.db, input)),
  seekUnknown: tenantQuery("station:write")
    .input(SeekUnknownStation)
    .query(({ ctx, input }) => seekUnknownStation(ctx.db, input)),
  register: tenantMutation("station:write")
    .input(RegisterStation)
    .mutation(({ ctx, input }) => registerStation(ctx.db, input)),
  update: tenantMutation("station:write")
    .input(UpdateStation)
    .mutation(({ ctx, input }) => updateStation(ctx.db, input)),
  setRegistration: tenantMutation("station:write")
    .input(SetRegistration)
    .mutation(({ ctx, input }) => setRegistration(ctx.db, input)),
  remove: tenantMutation("station:write")
    .input(RemoveStation)
    .mutation(({ ctx, input }) => removeStation(ctx.db, input)),
  readAgain: tenantMutation("station:write")
    .input(ReadAgain)
    .mutation(({ ctx, input }) => readAgain(ctx.db, ctx.actor.userId, input)),
  saveModelProfile: tenantMutation("station:write")
    .input(SaveModelProfile)
    .mutation(({ ctx, input }) => saveModelProfile(ctx.db, ctx.actor.userId, input)),
  removeModelProfile: tenantMutation("station:write")
    .input(RemoveModelProfile)
    .mutation(({ ctx, input }) => removeModelProfile(ctx.db, input)),
  rotateCredential: tenantMutation("station:write")
    .input(RotateCredential)
    .mutation(({ ctx, input }) => rotateCredential(ctx.db, ctx.actor.userId, input)),
  revokeCredential: tenantMutation("station:write")
    .input(RevokeCredential)
    .mutation(({ ctx, input }) => revokeCredential(ctx.db, input)),
  command: tenantMutation("station:command")
    .input(CommandStation)
    .mutation(({ ctx, input }) => commandStation(ctx.db, ctx.actor.userId, input)),
  resolveFinding: tenantMutation("station:write")
    .input(ResolveFinding)
    .mutation(({ ctx, input }) => resolveFinding(ctx.db, ctx.actor.userId, input)),
});
