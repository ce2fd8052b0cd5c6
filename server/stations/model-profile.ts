import { eq } from "drizzle-orm";
import { z } from "zod";
import { queryOf } from "@/db/handle";
import { modelProfiles } from "@/db/schema/model-profiles";
import type { TenantWrite } from "@/db/tenant";
import { CLOCKS, PINGS, REGISTER_MEANINGS } from "@/server/domain/station/model-profile";
import { announce } from "@/server/live/announce";

const Words = z.string().trim().max(100);

export const SaveModelProfile = z.object({
  vendor: Words.min(1, "Please fill this in."),
  model: Words,
  /** beginning of the firmware versions; "" is every one */
  firmware: Words.default(""),
  registerMeaning: z.enum(REGISTER_MEANINGS).nullable(),
  clock: z.enum(CLOCKS).nullable(),
  silenceS: z
    .number()
    .int()
    .min(300)
    .max(30 * 86_400)
    .nullable(),
  ping: z.enum(PINGS).nullable(),
  note: z.string().trim().max(500).default(""),
});

export const RemoveModelProfile = z.object({ profileId: z.uuid() });

/** Writes what an operator says of a model, in the place of what it settings of the same before. */
export async function saveModelProfile(
  db: TenantWrite,
  updatedBy: string,
  { vendor, model, firmware, ...settings }: z.infer<typeof SaveModelProfile>,
): Promise<void> {
  await queryOf(db)`
    insert into model_profiles (tenant_id, vendor, model, firmware, register_meaning, clock, silence_s, ping, note,
           updated_at, updated_by)
    values (${db.tenantId}::uuid, ${vendor}::text, ${model}::text, ${firmware}::text, ${settings.registerMeaning}::text,
           ${settings.clock}::text, ${settings.silenceS}::int, ${settings.ping}::text, ${settings.note}::text, now(),
           ${updatedBy}::uuid)
    on conflict (tenant_id, lower(vendor), lower(model), lower(firmware)) do update
       set register_meaning = excluded.register_meaning, clock = excluded.clock, silence_s = excluded.silence_s,
           ping = excluded.ping, note = excluded.note, updated_at = excluded.updated_at,
           updated_by = excluded.updated_by`;
  await announce(db, ["models"]);
}

/** Takes back what an operator settings of a model. */
export async function removeModelProfile(
  db: TenantWrite,
  { profileId }: z.infer<typeof RemoveModelProfile>,
): Promise<void> {
  await db.delete(modelProfiles).where(eq(modelProfiles.id, profileId));
  await announce(db, ["models"]);
}
