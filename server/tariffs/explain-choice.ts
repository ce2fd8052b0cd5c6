import { z } from "zod";
import { queryOf, readHandle } from "@/db/handle";
import type { TenantRead } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import type { Audience, Scope, Verdict } from "@/server/tariffs/choose-tariff";
import { resolveTariff } from "@/server/tariffs/resolve-tariff";

export const ExplainChoice = z.object({
  stationId: z.uuid(),
  audience: z.enum(["any", "driver", "emsp"]),
  /** null: now */
  at: z.date().nullable(),
});

export type ExplainedCandidate = {
  readonly assignmentId: string;
  readonly tariffId: string;
  readonly tariffName: string;
  readonly scope: Scope;
  readonly audience: Audience;
  readonly verdict: Verdict;
};

export type ExplainedChoice = {
  readonly stationName: string;
  readonly siteName: string;
  readonly timeZone: string;
  readonly atMs: number;
  readonly winner: { readonly tariffId: string; readonly tariffName: string; readonly version: number } | null;
  /** the winner first, then those it beat and those that could not have won */
  readonly candidates: readonly ExplainedCandidate[];
};

/**
 * Explains a choice: the same resolution as at a session's start, with every candidate and its
 * outcome.
 */
export async function explainChoice(
  db: TenantRead,
  { stationId, audience, at }: z.infer<typeof ExplainChoice>,
  nowMs: number,
): Promise<ExplainedChoice> {
  const query = queryOf(db);
  const [station] = await query<{ siteId: string; stationName: string; siteName: string; timeZone: string }>`
    select st.site_id as "siteId", st.name as "stationName", p.name as "siteName", p.time_zone as "timeZone"
      from stations st join sites p on p.tenant_id = st.tenant_id and p.id = st.site_id
     where st.tenant_id = ${db.tenantId}::uuid and st.id = ${stationId}::uuid`;
  if (!station) throw new Refusal("station_not_found");
  const atMs = at?.getTime() ?? nowMs;
  const { siteId, ...stationNames } = station;
  const choice = await resolveTariff(readHandle(db), { stationId, siteId, audience, atMs });
  const names = new Map(
    (
      await query<{ id: string; name: string }>`select id, name from tariffs where tenant_id = ${db.tenantId}::uuid`
    ).map(({ id, name }) => [id, name]),
  );
  const [winner] = await query<{ tariffId: string; tariffName: string; version: number }>`
    select v.tariff_id as "tariffId", t.name as "tariffName", v.version
      from tariff_versions v join tariffs t on t.tenant_id = v.tenant_id and t.id = v.tariff_id
     where v.tenant_id = ${db.tenantId}::uuid and v.id = ${choice.tariffVersionId}::uuid`;
  const candidates = choice.basis.candidates.map(({ tariff, ...candidate }) => ({
    ...candidate,
    tariffName: names.get(candidate.tariffId) ?? tariff,
  }));
  return {
    ...stationNames,
    atMs,
    winner: winner ?? null,
    candidates: candidates.toSorted((a, b) => Number(b.verdict === "chosen") - Number(a.verdict === "chosen")),
  };
}
