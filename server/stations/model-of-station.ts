import { eq } from "drizzle-orm";
import { modelProfiles } from "@/db/schema/model-profiles";
import { stations } from "@/db/schema/stations";
import type { TenantRead } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import {
  isAbout,
  type ModelMatch,
  type ModelSettings,
  type ReportedModel,
} from "@/server/domain/station/model-profile";
import { profileFor, SHIPPED_PROFILES, type ShippedProfile } from "@/server/domain/station/shipped-profiles";
import { ownProfiles } from "@/server/model-profiles/own-profiles";
import { queryOf } from "@/db/handle";

export type OwnProfile = ModelMatch & {
  readonly profileId: string;
  readonly registerMeaning: NonNullable<ModelSettings["registerMeaning"]> | null;
  readonly clock: NonNullable<ModelSettings["clock"]> | null;
  readonly silenceS: number | null;
  readonly ping: NonNullable<ModelSettings["ping"]> | null;
  readonly note: string;
};

export type StationModel = {
  readonly reported: ReportedModel;
  /** what holds for the station */
  readonly settings: ModelSettings;
  /** where it comes from: the product, and the operator's own */
  readonly shipped: readonly ShippedProfile[];
  readonly own: readonly OwnProfile[];
};

/**
 * What is known of a station's model, and from where.
 * @throws Refusal NOT_FOUND
 */
export async function modelOfStation(db: TenantRead, stationId: string): Promise<StationModel> {
  const [reported] = await db
    .select({ vendor: stations.vendor, model: stations.model, firmwareVersion: stations.firmwareVersion })
    .from(stations)
    .where(eq(stations.id, stationId));
  if (!reported) throw new Refusal("station_not_found");
  const rows = await db
    .select({
      profileId: modelProfiles.id,
      vendor: modelProfiles.vendor,
      model: modelProfiles.model,
      firmware: modelProfiles.firmware,
      registerMeaning: modelProfiles.registerMeaning,
      clock: modelProfiles.clock,
      silenceS: modelProfiles.silenceS,
      ping: modelProfiles.ping,
      note: modelProfiles.note,
    })
    .from(modelProfiles);
  return {
    reported,
    settings: profileFor(reported, await ownProfiles(queryOf(db), db.tenantId)),
    shipped: SHIPPED_PROFILES.filter((profile) => isAbout(profile, reported)),
    own: rows.filter((profile) => isAbout(profile, reported)),
  };
}
