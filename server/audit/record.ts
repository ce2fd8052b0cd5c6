import { auditEntries } from "@/db/schema/audit-entries";
import type { TenantWrite } from "@/db/tenant";

/** A person as the server knows them in one request. */
export type Actor = {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly ipAddress: string | null;
};

export type AuditEntry = {
  /** procedure path or job topic, e.g. "tariffs.publish" */
  readonly action: string;
  readonly subjectType?: string;
  readonly subjectId?: string;
  /** JSON-safe facts; secrets are masked by the caller */
  readonly data: unknown;
};

/** Writes who did what, in the transaction that did it. */
export async function recordAudit(db: TenantWrite, actor: Actor, entry: AuditEntry): Promise<void> {
  await db.insert(auditEntries).values({
    actorUserId: actor.userId,
    actorName: actor.name,
    ipAddress: actor.ipAddress,
    action: entry.action,
    subjectType: entry.subjectType ?? null,
    subjectId: entry.subjectId ?? null,
    data: entry.data ?? {},
  });
}

/** As {@link recordAudit}, for what the product did by itself (a job, a webhook). */
export async function recordSystemAudit(db: TenantWrite, entry: AuditEntry): Promise<void> {
  await db.insert(auditEntries).values({
    action: entry.action,
    subjectType: entry.subjectType ?? null,
    subjectId: entry.subjectId ?? null,
    data: entry.data ?? {},
  });
}
