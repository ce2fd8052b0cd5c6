CREATE TABLE "refused_attempts" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"station_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"network" text NOT NULL,
	"offered_subprotocol" text,
	"count" integer NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	CONSTRAINT "refused_attempts_tenant_id_station_id_reason_network_pk" PRIMARY KEY("tenant_id","station_id","reason","network")
);
--> statement-breakpoint
CREATE TABLE "unknown_stations" (
	"identity" text PRIMARY KEY NOT NULL,
	"network" text NOT NULL,
	"offered_subprotocol" text,
	"count" integer NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
DROP INDEX "tokens_uid_key";--> statement-breakpoint
ALTER TABLE "stations" ADD COLUMN "pending_credentials" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "stations" ADD COLUMN "credential_revoked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tokens" ADD COLUMN "kind" text DEFAULT 'unspecified' NOT NULL;--> statement-breakpoint
ALTER TABLE "refused_attempts" ADD CONSTRAINT "refused_attempts_tenant_id_station_id_stations_tenant_id_id_fk" FOREIGN KEY ("tenant_id","station_id") REFERENCES "public"."stations"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "tokens_uid_kind_key" ON "tokens" USING btree ("tenant_id","uid_lower","kind");--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_kind" CHECK ("tokens"."kind" in ('unspecified', 'central', 'emaid', 'iso14443', 'iso15693', 'key_code', 'local', 'mac_address'));
--> statement-breakpoint
ALTER TABLE refused_attempts ADD FOREIGN KEY (tenant_id) REFERENCES operators (id);
--> statement-breakpoint
SELECT protect_tenant_table('refused_attempts');
--> statement-breakpoint
-- a station that never connected is removed with them
GRANT SELECT, DELETE ON refused_attempts TO corrente_portal;
--> statement-breakpoint
-- the gateway drops the oldest beyond the limit
GRANT SELECT, INSERT, UPDATE, DELETE ON refused_attempts, unknown_stations TO corrente_gateway;
--> statement-breakpoint
-- Ids of nobody's stations belong to no operator: the portal sees exactly the row that it names, never the list.
ALTER TABLE unknown_stations ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE unknown_stations FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY sought_identity ON unknown_stations FOR SELECT TO corrente_portal
  USING (identity = (SELECT nullif(current_setting('app.sought_identity', true), '')));
--> statement-breakpoint
CREATE POLICY gateway ON unknown_stations FOR ALL TO corrente_gateway USING (true);
--> statement-breakpoint
GRANT SELECT ON unknown_stations TO corrente_portal;
--> statement-breakpoint
-- a password that was sent over OCPP becomes the station's own with its answer, or with its first use
GRANT UPDATE (credential_hash, pending_credentials) ON stations TO corrente_gateway;
