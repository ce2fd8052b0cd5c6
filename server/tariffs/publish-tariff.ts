import { contentHashOf } from "@/server/content-hash";
import { z } from "zod";
import type { Query } from "@/db/query";
import { queryOf } from "@/db/handle";
import type { TenantWrite } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import { lintTariff, mayPublish } from "@/server/domain/tariff/lint";
import type { LintContext } from "@/server/domain/tariff/lint-finding";
import type { TariffContent } from "@/server/domain/tariff/tariff";
import { announce } from "@/server/live/announce";
import { lockActiveTariff, versionsOf } from "@/server/tariffs/find-tariff";

export const PublishTariff = z.object({
  tariffId: z.uuid(),
  versionId: z.uuid(),
  /** `updatedAtMs` of the draft as the person read it */
  seenAtMs: z.number(),
});

export type PublishedVersion = { readonly version: number; readonly contentHash: string };

/**
 * Publishes a draft: new sessions get this version, running ones keep theirs. It never changes
 * again.
 * @throws Refusal INVALID when the linter finds errors (`findings`), CONFLICT when it is no draft
 *   or changed since it was read
 */
export async function publishTariff(
  db: TenantWrite,
  actor: { readonly userId: string },
  { tariffId, versionId, seenAtMs }: z.infer<typeof PublishTariff>,
): Promise<PublishedVersion> {
  const query = queryOf(db);
  await lockActiveTariff(query, db.tenantId, tariffId);
  const draft = (await versionsOf(query, db.tenantId, tariffId)).find(({ id }) => id === versionId);
  if (!draft) throw new Refusal("draft_not_found");
  if (draft.state !== "draft") throw new Refusal("version_published", { version: draft.version });
  if (draft.updatedAtMs !== seenAtMs) {
    throw new Refusal("draft_changed_since_read");
  }
  const isForDrivers = await holdsForDrivers(query, db.tenantId, tariffId);
  refuseErrors(draft.content, isForDrivers ? { audience: "CONSUMER" } : {});
  const contentHash = contentHashOf(draft.content);
  // the old version ends first, because an index allows one published version at any instant
  await query`
    update tariff_versions set state = 'superseded'
     where tenant_id = ${db.tenantId}::uuid and tariff_id = ${tariffId}::uuid and state = 'published'`;
  await query`
    update tariff_versions
       set state = 'published', content_hash = ${contentHash}::text, published_at = clock_timestamp(),
           published_by = ${actor.userId}::uuid
     where tenant_id = ${db.tenantId}::uuid and id = ${versionId}::uuid`;
  await announce(db, ["tariffs", `tariff:${tariffId}`, "stations"]);
  return { version: draft.version, contentHash };
}
async function holdsForDrivers(query: Query, tenantId: string, tariffId: string): Promise<boolean> {
  const found = await query`
    select from tariff_assignments
     where tenant_id = ${tenantId}::uuid and tariff_id = ${tariffId}::uuid and audience <> 'emsp'
       and (valid_to is null or valid_to > clock_timestamp())
     limit 1`;
  return found.length > 0;
}

function refuseErrors(content: TariffContent, context: LintContext): void {
  const findings = lintTariff(content, context);
  if (mayPublish(findings)) return;
  const errors = findings
    .filter(({ severity }) => severity === "error")
    .map(({ code, path }) => `${code} ${path}`.trim());
  throw new Refusal("tariff_not_publishable", {
    findings: errors,
  });
}
