CREATE TABLE "model_profiles" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"vendor" text NOT NULL,
	"model" text NOT NULL,
	"firmware" text DEFAULT '' NOT NULL,
	"register_meaning" text,
	"clock" text,
	"silence_s" integer,
	"ping" text,
	"note" text DEFAULT '' NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_by" uuid,
	CONSTRAINT "model_profiles_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "model_profiles_register_meaning" CHECK ("model_profiles"."register_meaning" in ('lifetime', 'per_session', 'kwh_as_wh')),
	CONSTRAINT "model_profiles_clock" CHECK ("model_profiles"."clock" in ('trusted', 'untrusted')),
	CONSTRAINT "model_profiles_ping" CHECK ("model_profiles"."ping" in ('answers', 'never'))
);
--> statement-breakpoint
CREATE TABLE "reread_messages" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"station_id" uuid NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"message_id" bigint NOT NULL,
	"reread_id" uuid NOT NULL,
	"reread_at" timestamp with time zone NOT NULL,
	"event_key" text,
	CONSTRAINT "reread_messages_pk" PRIMARY KEY("tenant_id","station_id","received_at","message_id")
);
--> statement-breakpoint
CREATE TABLE "rereads" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"station_id" uuid NOT NULL,
	"mode" text NOT NULL,
	"messages" jsonb NOT NULL,
	"state" text DEFAULT 'requested' NOT NULL,
	"requested_by" uuid NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"claimed_by" text,
	"claimed_at" timestamp with time zone,
	"done_at" timestamp with time zone,
	"result" jsonb,
	CONSTRAINT "rereads_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "rereads_mode" CHECK ("rereads"."mode" in ('preview', 'apply')),
	CONSTRAINT "rereads_state" CHECK ("rereads"."state" in ('requested', 'running', 'done', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "station_deviations" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"station_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"place" text NOT NULL,
	"vendor" text DEFAULT '' NOT NULL,
	"model" text DEFAULT '' NOT NULL,
	"firmware_version" text DEFAULT '' NOT NULL,
	"count" bigint NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"ocpp_version" text NOT NULL,
	"action" text,
	"example" text NOT NULL,
	"value" text,
	CONSTRAINT "station_deviations_pk" PRIMARY KEY("tenant_id","station_id","kind","place","vendor","model","firmware_version")
);
--> statement-breakpoint
ALTER TABLE "stations" ADD COLUMN "schema_mode" text DEFAULT 'tolerant' NOT NULL;--> statement-breakpoint
ALTER TABLE "stations" ADD COLUMN "is_test" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "reread_messages" ADD CONSTRAINT "reread_messages_tenant_id_station_id_stations_tenant_id_id_fk" FOREIGN KEY ("tenant_id","station_id") REFERENCES "public"."stations"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reread_messages" ADD CONSTRAINT "reread_messages_tenant_id_reread_id_rereads_tenant_id_id_fk" FOREIGN KEY ("tenant_id","reread_id") REFERENCES "public"."rereads"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rereads" ADD CONSTRAINT "rereads_tenant_id_station_id_stations_tenant_id_id_fk" FOREIGN KEY ("tenant_id","station_id") REFERENCES "public"."stations"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "station_deviations" ADD CONSTRAINT "station_deviations_tenant_id_station_id_stations_tenant_id_id_fk" FOREIGN KEY ("tenant_id","station_id") REFERENCES "public"."stations"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "model_profiles_model" ON "model_profiles" USING btree ("tenant_id",lower("vendor"),lower("model"),lower("firmware"));--> statement-breakpoint
ALTER TABLE "stations" ADD CONSTRAINT "stations_schema_mode" CHECK ("stations"."schema_mode" in ('tolerant', 'strict'));--> statement-breakpoint
-- counted again and again: room on the page spares the index
ALTER TABLE station_deviations SET (fillfactor = 70);
--> statement-breakpoint
ALTER TABLE station_deviations ADD FOREIGN KEY (tenant_id) REFERENCES operators (id);
--> statement-breakpoint
ALTER TABLE model_profiles ADD FOREIGN KEY (tenant_id) REFERENCES operators (id);
--> statement-breakpoint
ALTER TABLE rereads ADD FOREIGN KEY (tenant_id) REFERENCES operators (id);
--> statement-breakpoint
ALTER TABLE reread_messages ADD FOREIGN KEY (tenant_id) REFERENCES operators (id);
--> statement-breakpoint
SELECT protect_tenant_table('station_deviations'), protect_tenant_table('model_profiles'), protect_tenant_table('rereads'),
       protect_tenant_table('reread_messages');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON station_deviations TO corrente_gateway, corrente_worker;
--> statement-breakpoint
GRANT SELECT, DELETE ON station_deviations TO corrente_portal; -- a station that was never used can be removed
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON model_profiles TO corrente_portal;
--> statement-breakpoint
GRANT SELECT ON model_profiles TO corrente_gateway, corrente_worker;
--> statement-breakpoint
GRANT SELECT, INSERT ON rereads TO corrente_portal;
--> statement-breakpoint
GRANT SELECT, UPDATE (state, claimed_by, claimed_at, done_at, result) ON rereads TO corrente_gateway;
--> statement-breakpoint
GRANT SELECT, INSERT ON reread_messages TO corrente_gateway;
--> statement-breakpoint
GRANT SELECT ON reread_messages TO corrente_portal, corrente_worker;
