import { batchedQuery, type Numbered } from "@/db/batched-query";
import type { ReadHandle } from "@/db/handle";
import type { Query } from "@/db/query";
import type { ModelProfileRow } from "@/db/schema/model-profiles";
import type { ModelProfile, ModelSettings, ReportedModel } from "@/server/domain/station/model-profile";
import { profileFor } from "@/server/domain/station/shipped-profiles";

/** The profile that a row holds; what is null in it is not set. */
export const profileOf = (row: ModelProfileRow): ModelProfile => ({
  vendor: row.vendor,
  model: row.model,
  firmware: row.firmware,
  settings: {
    ...(row.register_meaning === null ? {} : { registerMeaning: row.register_meaning }),
    ...(row.clock === null ? {} : { clock: row.clock }),
    ...(row.silence_s === null ? {} : { silenceS: row.silence_s }),
    ...(row.ping === null ? {} : { ping: row.ping }),
  },
});

/** The profiles that an operator has written. */
export async function ownProfiles(query: Query, tenantId: string): Promise<readonly ModelProfile[]> {
  const rows = await query<{ profile: ModelProfileRow }>`
    select to_jsonb(p) as profile from model_profiles p where p.tenant_id = ${tenantId}::uuid`;
  return rows.map(({ profile }) => profileOf(profile));
}

/** What is known of a station's model: its operator's profiles over the shipped ones. */
export async function settingsOfStation(handle: ReadHandle, stationId: string): Promise<ModelSettings> {
  const [row] = await handle.queryBatched(reportedModels, { stationId });
  return row ? profileFor(row, row.own.map(profileOf)) : {};
}

type ReportedRow = ReportedModel & { readonly own: readonly ModelProfileRow[] };

const reportedModels = batchedQuery(
  { stationId: "uuid" },
  (query, input) => query<Numbered<ReportedRow>>`
  select input.n, st.vendor, st.model, st.firmware_version as "firmwareVersion",
         coalesce((select jsonb_agg(p) from model_profiles p where p.tenant_id = st.tenant_id), '[]') as own
    from ${input}
    join stations st on st.tenant_id = input."tenantId" and st.id = input."stationId"`,
);
