-- Under row security Postgres takes an index only for conditions that cannot leak a row's contents through an error: a comparison of columns can
-- not, but lower(uid) and data ->> 'invoiceId' can, for all it knows. Each plug-in read every token of its operator. So both become columns.
DROP INDEX "tokens_uid_key";--> statement-breakpoint
ALTER TABLE "findings" ADD COLUMN "invoice_id" uuid GENERATED ALWAYS AS ((data ->> 'invoiceId')::uuid) STORED;--> statement-breakpoint
ALTER TABLE "tokens" ADD COLUMN "uid_lower" text GENERATED ALWAYS AS (lower(uid)) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "findings_invoice" ON "findings" USING btree ("tenant_id","invoice_id") WHERE invoice_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "tokens_uid_key" ON "tokens" USING btree ("tenant_id","uid_lower");