import { sql } from "drizzle-orm";
import { index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant, tenantColumns, tenantKey, tenantReference } from "./columns";
import { sessions } from "./sessions";
import { stations } from "./stations";

/**
 * Something a person should see: a doubtful meter, a session without price, a stop for a
 * transaction nobody knows.
 */
export const findings = pgTable(
  "findings",
  {
    ...tenantColumns(),
    code: text().notNull(),
    severity: text({ enum: ["info", "warning", "hold"] }).notNull(),
    stationId: uuid(),
    sessionId: uuid(),
    data: jsonb().notNull(),
    /**
     * of a finding about money, out of its data: a column, so that an index can find it (see the
     * README)
     */
    invoiceId: uuid().generatedAlwaysAs(sql`(data ->> 'invoiceId')::uuid`),
    createdAt: instant().notNull().defaultNow(),
    resolvedAt: instant(),
    resolvedBy: uuid(),
    resolution: text(),
  },
  (t) => [
    tenantKey(t),
    tenantReference(t.tenantId, t.stationId, stations),
    tenantReference(t.tenantId, t.sessionId, sessions),
    index("findings_open").on(t.tenantId, t.createdAt).where(sql`resolved_at is null`),
    index("findings_session").on(t.tenantId, t.sessionId),
    index("findings_invoice").on(t.tenantId, t.invoiceId).where(sql`invoice_id is not null`),
  ],
);
