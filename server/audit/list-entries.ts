import { and, desc, eq, gte, ilike, or, sql } from "drizzle-orm";
import { z } from "zod";
import { auditEntries } from "@/db/schema/audit-entries";
import type { TenantRead } from "@/db/tenant";
import { InstantKey, pageInput, pageOf, positionOf } from "@/server/listing/keyset";
import { prefixPattern, containsPattern } from "@/server/listing/like";

export const ListEntries = z
  .object({
    /** the beginning of a procedure's name, "tariffs." */
    action: z.string().max(100).optional(),
    /** part of a person's name or of what was sent */
    text: z.string().max(100).optional(),
    subjectId: z.string().max(100).optional(),
    since: z.date().optional(),
    ...pageInput(50, 200),
  })
  .omit({ before: true });

const AtAndId = z.tuple([InstantKey, z.uuid()]);

/** Who did what, newest first. */
export async function listEntries(db: TenantRead, input: z.infer<typeof ListEntries>) {
  const place = positionOf(input, AtAndId);
  const [at, id] = place.keys ?? [];
  const found = await db
    .select({ entry: auditEntries, atText: sql<string>`${auditEntries.at}::text` })
    .from(auditEntries)
    .where(
      and(
        input.action ? ilike(auditEntries.action, prefixPattern(input.action)) : undefined,
        input.subjectId ? eq(auditEntries.subjectId, input.subjectId) : undefined,
        input.since ? gte(auditEntries.at, input.since) : undefined,
        input.text
          ? or(
              ilike(auditEntries.actorName, containsPattern(input.text)),
              sql`${auditEntries.data}::text ilike ${containsPattern(input.text)}`,
            )
          : undefined,
        at ? sql`(${auditEntries.at}, ${auditEntries.id}) < (${at}::timestamptz, ${id}::uuid)` : undefined,
      ),
    )
    .orderBy(desc(auditEntries.at), desc(auditEntries.id))
    .limit(input.limit + 1);
  const { rows, after } = pageOf(found, input.limit, place, ({ entry, atText }) => [atText, entry.id]);
  return { entries: rows.map(({ entry }) => entry), after };
}
