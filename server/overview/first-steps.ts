import type { TenantRead } from "@/db/tenant";
import { queryOf } from "@/db/handle";
import { may, type Right } from "@/server/domain/access/may";
import type { Role } from "@/server/domain/access/role";

/**
 * What an operator does before its first session has a price and a bill, in the order in which it
 * is done, and who may.
 */
const STEPS = [
  { step: "company", right: "settings:write" },
  { step: "site", right: "settings:write" },
  { step: "tariff", right: "tariff:publish" },
  { step: "station", right: "station:write" },
  { step: "people", right: "driver:write" },
] as const satisfies readonly { readonly step: string; readonly right: Right }[];

type Step = (typeof STEPS)[number]["step"];

export type FirstStep = { readonly step: Step; readonly isDone: boolean };

/**
 * The first steps that this role may take, in one statement; null when none is left for it. Whoever
 * may charge is no must: cards of drivers and of partners come later, or from elsewhere.
 */
export async function firstSteps(db: TenantRead, role: Role): Promise<readonly FirstStep[] | null> {
  const [done] = await queryOf(db)<Record<Step, boolean>>`
    select exists (select from legal_entities) as company,
           exists (select from sites) as site,
           exists (select from tariff_assignments a join tariff_versions v on v.tenant_id = a.tenant_id
           and v.tariff_id = a.tariff_id
                    where v.published_at is not null) as tariff,
           exists (select from stations where connected_at is not null or last_seen_at is not null) as station,
           exists (select from drivers) or exists (select from emsps) as people`;
  if (!done) throw new Error("a statement without a table gave no row");
  const own = STEPS.filter(({ right }) => may(role, right)).map(({ step }) => ({ step, isDone: done[step] }));
  return own.some(({ step, isDone }) => step !== "people" && !isDone) ? own : null;
}
