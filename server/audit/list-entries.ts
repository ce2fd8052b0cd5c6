import { and, desc, eq, gte, ilike, lt, or, sql } from "drizzle-orm";
import { z } from "zod";
import { auditEntries } from "@/db/schema/records";
import type { TenantRead } from "@/db/tenant";

export const ListEntries = z.object({
  action: z.string().max(100).optional(),
  text: z.string().max(100).optional(),
  subjectId: z.string().max(100).optional(),
  since: z.date().optional(),
  /** the last row of the page before: its instant and id */
  after: z.object({ at: z.date(), id: z.uuid() }).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});

/** Who did what, newest first. Keyset paging: pass the last row as `after`. */
export async function listEntries(db: TenantRead, input: z.infer<typeof ListEntries>) {
  const rows = await db
    .select()
    .from(auditEntries)
    .where(
      and(
        input.action ? ilike(auditEntries.action, `${input.action}%`) : undefined,
        input.subjectId ? eq(auditEntries.subjectId, input.subjectId) : undefined,
        input.since ? gte(auditEntries.at, input.since) : undefined,
        input.text
          ? or(
              ilike(auditEntries.actorName, `%${input.text}%`),
              sql`${auditEntries.data}::text ilike ${`%${input.text}%`}`,
            )
          : undefined,
        input.after
          ? or(
              lt(auditEntries.at, input.after.at),
              and(eq(auditEntries.at, input.after.at), lt(auditEntries.id, input.after.id)),
            )
          : undefined,
      ),
    )
    .orderBy(desc(auditEntries.at), desc(auditEntries.id))
    .limit(input.limit + 1);
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return { entries: page, next: rows.length > input.limit && last ? { at: last.at, id: last.id } : null };
}
