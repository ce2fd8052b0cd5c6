import { index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant, locale, oneOf, tenantColumns, tenantKey } from "./columns";

export const EMAIL_STATES = ["queued", "sent", "failed"] as const;

/** Every e-mail we send, with its outcome; a failed one is shown and can be sent again. */
export const emailDeliveries = pgTable(
  "email_deliveries",
  {
    ...tenantColumns(),
    template: text().notNull(),
    recipient: text().notNull(),
    locale: locale().notNull(),
    /** the template's props */
    props: jsonb().notNull(),
    subjectType: text(),
    subjectId: uuid(),
    state: text({ enum: EMAIL_STATES }).notNull().default("queued"),
    attempts: integer().notNull().default(0),
    lastError: text(),
    messageId: text(),
    createdAt: instant().notNull().defaultNow(),
    sentAt: instant(),
  },
  (t) => [
    tenantKey(t),
    index("email_deliveries_subject").on(t.tenantId, t.subjectType, t.subjectId),
    oneOf("email_deliveries_state", t.state, EMAIL_STATES),
  ],
);
