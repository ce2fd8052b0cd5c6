import { index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant, tenantColumns, tenantKey } from "./columns";

/** Who did what, written in the transaction that did it. */
export const auditEntries = pgTable(
  "audit_entries",
  {
    ...tenantColumns(),
    at: instant().notNull().defaultNow(),
    /** null: the product itself */
    actorUserId: uuid(),
    actorName: text(),
    /** the procedure or job, e.g. "tariffs.publish" */
    action: text().notNull(),
    subjectType: text(),
    subjectId: text(),
    data: jsonb().notNull(),
    ipAddress: text(),
  },
  (t) => [
    tenantKey(t),
    index("audit_entries_at").on(t.tenantId, t.at),
    index("audit_entries_subject").on(t.tenantId, t.subjectId, t.at),
  ],
);
