import type { Query } from "@/db/query";
import { Refusal } from "@/server/domain/refusal";
import type { TariffContent } from "@/server/domain/tariff/tariff";

/**
 * The tariff row, locked until the transaction ends, so that its versions are changed by one
 * transaction at a time.
 */
export type LockedTariff = { readonly id: string; readonly name: string; readonly isRetired: boolean };

/** @throws Refusal NOT_FOUND */
export async function lockTariff(query: Query, tenantId: string, tariffId: string): Promise<LockedTariff> {
  const [tariff] = await query<LockedTariff>`
    select id, name, retired_at is not null as "isRetired" from tariffs
     where tenant_id = ${tenantId}::uuid and id = ${tariffId}::uuid for no key update`;
  if (!tariff) throw new Refusal("tariff_not_found");
  return tariff;
}

/**
 * As {@link lockTariff}, for a tariff in use.
 * @throws Refusal CONFLICT when it was retired
 */
export async function lockActiveTariff(query: Query, tenantId: string, tariffId: string): Promise<LockedTariff> {
  const tariff = await lockTariff(query, tenantId, tariffId);
  if (tariff.isRetired) throw new Refusal("tariff_retired", { tariff: tariff.name });
  return tariff;
}

export type VersionRow = {
  readonly id: string;
  readonly version: number;
  readonly state: "draft" | "published" | "superseded";
  readonly content: TariffContent;
  readonly updatedAtMs: number;
};

/** All versions of a tariff, newest first. */
export const versionsOf = (query: Query, tenantId: string, tariffId: string): Promise<readonly VersionRow[]> =>
  query<VersionRow>`
    select id, version, state, content, (extract(epoch from updated_at) * 1000)::float8 as "updatedAtMs"
      from tariff_versions where tenant_id = ${tenantId}::uuid and tariff_id = ${tariffId}::uuid
     order by version desc`;
