CREATE SEQUENCE "session_numbers" AS integer MINVALUE 1 CYCLE;
--> statement-breakpoint
CREATE TABLE "charge_lines" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"charge_record_id" uuid NOT NULL,
	"line_number" integer NOT NULL,
	"kind" text NOT NULL,
	"vat_percent" text NOT NULL,
	"net_minor" bigint NOT NULL,
	"tax_minor" bigint NOT NULL,
	"gross_minor" bigint NOT NULL,
	CONSTRAINT "charge_lines_tenant_id_charge_record_id_line_number_pk" PRIMARY KEY("tenant_id","charge_record_id","line_number")
);
--> statement-breakpoint
CREATE TABLE "charge_records" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"session_id" uuid NOT NULL,
	"credit_of" uuid,
	"legal_entity_id" uuid NOT NULL,
	"billing_account_id" uuid,
	"tariff_version_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"anchor" text NOT NULL,
	"net_minor" bigint NOT NULL,
	"tax_minor" bigint NOT NULL,
	"gross_minor" bigint NOT NULL,
	"energy_milli_wh" bigint NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone NOT NULL,
	"site_country" text NOT NULL,
	"time_zone" text NOT NULL,
	"rating" jsonb NOT NULL,
	"snapshot" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	CONSTRAINT "charge_records_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "charge_records_kind" CHECK ("charge_records"."kind" in ('NORMAL', 'CREDIT'))
);
--> statement-breakpoint
CREATE TABLE "auth_sessions" (
	"session_token" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"expires" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_agent" text,
	"ip_address" text
);
--> statement-breakpoint
CREATE TABLE "gateways" (
	"id" text PRIMARY KEY NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"process_id" integer
);
--> statement-breakpoint
CREATE TABLE "passwords" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_attempts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sign_in_attempts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"succeeded" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"name" text,
	"image" text,
	"locale" text,
	"email_verified" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "verification_tokens" (
	"identifier" text NOT NULL,
	"token" text NOT NULL,
	"expires" timestamp with time zone NOT NULL,
	CONSTRAINT "verification_tokens_identifier_token_pk" PRIMARY KEY("identifier","token")
);
--> statement-breakpoint
CREATE TABLE "billing_periods" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"legal_entity_id" uuid NOT NULL,
	"label" text NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"to_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone NOT NULL,
	"closed_by" uuid,
	CONSTRAINT "billing_periods_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "document_series" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"legal_entity_id" uuid NOT NULL,
	"document_type" text NOT NULL,
	"fiscal_year" integer NOT NULL,
	"prefix" text NOT NULL,
	"next_number" bigint NOT NULL,
	"last_issued_on" date,
	CONSTRAINT "document_series_tenant_id_legal_entity_id_document_type_fiscal_year_pk" PRIMARY KEY("tenant_id","legal_entity_id","document_type","fiscal_year")
);
--> statement-breakpoint
CREATE TABLE "invoice_charge_records" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"invoice_id" uuid NOT NULL,
	"charge_record_id" uuid NOT NULL,
	"document_type" text NOT NULL,
	"released_at" timestamp with time zone,
	CONSTRAINT "invoice_charge_records_tenant_id_invoice_id_charge_record_id_pk" PRIMARY KEY("tenant_id","invoice_id","charge_record_id")
);
--> statement-breakpoint
CREATE TABLE "invoice_files" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"invoice_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"file_name" text NOT NULL,
	"sha256" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "invoice_files_tenant_id_invoice_id_kind_pk" PRIMARY KEY("tenant_id","invoice_id","kind")
);
--> statement-breakpoint
CREATE TABLE "invoices" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"document_type" text NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"legal_entity_id" uuid NOT NULL,
	"billing_account_id" uuid NOT NULL,
	"billing_period_id" uuid,
	"number" text,
	"fiscal_year" integer,
	"issued_on" date,
	"due_on" date,
	"currency" text NOT NULL,
	"anchor" text NOT NULL,
	"net_minor" bigint NOT NULL,
	"tax_minor" bigint NOT NULL,
	"gross_minor" bigint NOT NULL,
	"model" jsonb NOT NULL,
	"content_hash" text,
	"credit_of" uuid,
	"credit_reason" text,
	"stripe_invoice_id" text,
	"payment_url" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"issued_at" timestamp with time zone,
	"paid_at" timestamp with time zone,
	CONSTRAINT "invoices_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "invoices_state" CHECK ("invoices"."state" in ('draft', 'issued', 'paid', 'credited')),
	CONSTRAINT "invoices_type" CHECK ("invoices"."document_type" in ('INVOICE', 'CREDIT_NOTE'))
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"token_hash" text NOT NULL,
	"invited_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "invitations_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "invitations_role" CHECK ("invitations"."role" in ('owner', 'operator', 'tariff_manager', 'finance', 'technician', 'viewer'))
);
--> statement-breakpoint
CREATE TABLE "legal_entities" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"street" text NOT NULL,
	"postal_code" text NOT NULL,
	"city" text NOT NULL,
	"country" text NOT NULL,
	"vat_id" text,
	"email" text NOT NULL,
	"iban" text,
	"bic" text,
	"currency" text NOT NULL,
	"time_zone" text NOT NULL,
	"payment_terms_days" integer DEFAULT 14 NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "legal_entities_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "memberships_tenant_id_user_id_pk" PRIMARY KEY("tenant_id","user_id"),
	CONSTRAINT "memberships_role" CHECK ("memberships"."role" in ('owner', 'operator', 'tariff_manager', 'finance', 'technician', 'viewer'))
);
--> statement-breakpoint
CREATE TABLE "operators" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"time_zone" text NOT NULL,
	"currency" text NOT NULL,
	"locale" text DEFAULT 'en' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "operators_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"invoice_id" uuid NOT NULL,
	"rail" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"received_on" date NOT NULL,
	"reference" text NOT NULL,
	"recorded_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payments_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "payments_rail" CHECK ("payments"."rail" in ('stripe', 'bank_transfer'))
);
--> statement-breakpoint
CREATE TABLE "stripe_events" (
	"event_id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"object_id" text,
	"livemode" boolean NOT NULL,
	"payload" jsonb NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"processed_at" timestamp with time zone,
	"last_error" text
);
--> statement-breakpoint
CREATE TABLE "stripe_operations" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"intent_key" text NOT NULL,
	"kind" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"params" jsonb NOT NULL,
	"epoch" integer DEFAULT 0 NOT NULL,
	"state" text DEFAULT 'planned' NOT NULL,
	"lease_until" timestamp with time zone,
	"first_sent_at" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"stripe_object_id" text,
	"stripe_request_id" text,
	"last_error" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "stripe_operations_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "stripe_operations_state" CHECK ("stripe_operations"."state" in ('planned', 'in_flight', 'succeeded', 'failed_retryable', 'failed_final', 'unknown'))
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor_user_id" uuid,
	"actor_name" text,
	"action" text NOT NULL,
	"subject_type" text,
	"subject_id" text,
	"data" jsonb NOT NULL,
	"ip_address" text,
	CONSTRAINT "audit_entries_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "email_deliveries" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"template" text NOT NULL,
	"recipient" text NOT NULL,
	"locale" text NOT NULL,
	"props" jsonb NOT NULL,
	"subject_type" text,
	"subject_id" uuid,
	"state" text DEFAULT 'queued' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"message_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "email_deliveries_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "email_deliveries_state" CHECK ("email_deliveries"."state" in ('queued', 'sent', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "findings" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"code" text NOT NULL,
	"severity" text NOT NULL,
	"station_id" uuid,
	"session_id" uuid,
	"data" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"resolved_at" timestamp with time zone,
	"resolved_by" uuid,
	"resolution" text,
	CONSTRAINT "findings_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "session_states" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	CONSTRAINT "session_states_tenant_id_session_id_at_pk" PRIMARY KEY("tenant_id","session_id","at")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"number" integer DEFAULT nextval('session_numbers') NOT NULL,
	"station_id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"evse_number" integer NOT NULL,
	"connector_number" integer NOT NULL,
	"transaction_id" text,
	"state" text DEFAULT 'active' NOT NULL,
	"token_uid" text,
	"token_id" uuid,
	"billing_account_id" uuid,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"start_received_at" timestamp with time zone NOT NULL,
	"end_received_at" timestamp with time zone,
	"stop_reason" text,
	"is_offline" boolean DEFAULT false NOT NULL,
	"remote_start_id" integer,
	"meter_start_milli_wh" bigint,
	"meter_stop_milli_wh" bigint,
	"last_register_milli_wh" bigint,
	"last_metered_at" timestamp with time zone,
	"power_w" real,
	"soc_percent" real,
	"charging_state" text DEFAULT 'unknown' NOT NULL,
	"tariff_version_id" uuid,
	"tariff_locked_at" timestamp with time zone,
	"tariff_basis" jsonb,
	"billing_state" text DEFAULT 'open' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sessions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "sessions_state" CHECK ("sessions"."state" in ('active', 'ended')),
	CONSTRAINT "sessions_billing_state" CHECK ("sessions"."billing_state" in ('open', 'settling', 'needs_price', 'hold', 'rated', 'not_billable'))
);
--> statement-breakpoint
CREATE TABLE "meter_readings" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"station_id" uuid NOT NULL,
	"evse_number" smallint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"context" text NOT NULL,
	"session_id" uuid,
	"register_milli_wh" bigint,
	"power_w" real,
	"current_a" real,
	"voltage_v" real,
	"soc_percent" real
);
--> statement-breakpoint
CREATE TABLE "ocpp_messages" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"station_id" uuid NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "ocpp_messages_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"direction" text NOT NULL,
	"ocpp_version" text NOT NULL,
	"message_id" text,
	"action" text,
	"request" text NOT NULL,
	"answer" text,
	"error_code" text,
	"error_description" text,
	CONSTRAINT "ocpp_messages_tenant_id_station_id_received_at_id_pk" PRIMARY KEY("tenant_id","station_id","received_at","id")
) PARTITION BY RANGE ("received_at");
--> statement-breakpoint
CREATE TABLE "station_commands" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"station_id" uuid NOT NULL,
	"type" text NOT NULL,
	"payload" jsonb NOT NULL,
	"state" text DEFAULT 'requested' NOT NULL,
	"session_id" uuid,
	"requested_by" uuid,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"claimed_by" text,
	"sent_at" timestamp with time zone,
	"answered_at" timestamp with time zone,
	"done_at" timestamp with time zone,
	"result" jsonb,
	"remote_start_id" integer,
	CONSTRAINT "station_commands_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "station_commands_state" CHECK ("station_commands"."state" in ('requested', 'sent', 'accepted', 'done', 'rejected', 'refused', 'unsupported', 'timed_out', 'expired'))
);
--> statement-breakpoint
CREATE TABLE "station_events" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"station_id" uuid NOT NULL,
	"key" text NOT NULL,
	"type" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"event" jsonb NOT NULL,
	"outcome" jsonb NOT NULL,
	CONSTRAINT "station_events_tenant_id_station_id_key_pk" PRIMARY KEY("tenant_id","station_id","key")
);
--> statement-breakpoint
CREATE TABLE "connectors" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"station_id" uuid NOT NULL,
	"evse_number" integer NOT NULL,
	"connector_number" integer NOT NULL,
	"standard" text,
	"state" text,
	"state_at" timestamp with time zone,
	"error_code" text,
	"error_info" text,
	CONSTRAINT "connectors_tenant_id_station_id_evse_number_connector_number_pk" PRIMARY KEY("tenant_id","station_id","evse_number","connector_number")
);
--> statement-breakpoint
CREATE TABLE "evses" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"station_id" uuid NOT NULL,
	"evse_number" integer NOT NULL,
	"current_kind" text DEFAULT 'AC' NOT NULL,
	"max_power_w" integer,
	CONSTRAINT "evses_tenant_id_station_id_evse_number_pk" PRIMARY KEY("tenant_id","station_id","evse_number"),
	CONSTRAINT "evses_current_kind" CHECK ("evses"."current_kind" in ('AC', 'DC'))
);
--> statement-breakpoint
CREATE TABLE "sites" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"legal_entity_id" uuid NOT NULL,
	"name" text NOT NULL,
	"street" text NOT NULL,
	"postal_code" text NOT NULL,
	"city" text NOT NULL,
	"country" text NOT NULL,
	"time_zone" text NOT NULL,
	"latitude" numeric(9, 6),
	"longitude" numeric(9, 6),
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sites_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "station_variables" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"station_id" uuid NOT NULL,
	"component" text NOT NULL,
	"instance" text DEFAULT '' NOT NULL,
	"evse_number" integer DEFAULT 0 NOT NULL,
	"variable" text NOT NULL,
	"attribute" text DEFAULT 'Actual' NOT NULL,
	"value" text,
	"is_read_only" boolean DEFAULT false NOT NULL,
	"reported_at" timestamp with time zone NOT NULL,
	CONSTRAINT "station_variables_tenant_id_station_id_component_instance_evse_number_variable_attribute_pk" PRIMARY KEY("tenant_id","station_id","component","instance","evse_number","variable","attribute")
);
--> statement-breakpoint
CREATE TABLE "stations" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"site_id" uuid NOT NULL,
	"identity" text NOT NULL,
	"name" text NOT NULL,
	"credential_hash" text,
	"registration" text DEFAULT 'accepted' NOT NULL,
	"ocpp_version" text,
	"vendor" text,
	"model" text,
	"serial_number" text,
	"firmware_version" text,
	"meter_serial_number" text,
	"booted_at" timestamp with time zone,
	"gateway_id" text,
	"connected_at" timestamp with time zone,
	"disconnected_at" timestamp with time zone,
	"last_seen_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "stations_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "stations_identity_unique" UNIQUE("identity"),
	CONSTRAINT "stations_registration" CHECK ("stations"."registration" in ('accepted', 'pending', 'rejected'))
);
--> statement-breakpoint
CREATE TABLE "tariff_assignments" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"tariff_id" uuid NOT NULL,
	"scope" text NOT NULL,
	"site_id" uuid,
	"station_id" uuid,
	"audience" text DEFAULT 'any' NOT NULL,
	"valid_from" timestamp with time zone DEFAULT now() NOT NULL,
	"valid_to" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tariff_assignments_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "tariff_assignments_scope" CHECK ("tariff_assignments"."scope" in ('operator', 'site', 'station')),
	CONSTRAINT "tariff_assignments_audience" CHECK ("tariff_assignments"."audience" in ('any', 'driver', 'emsp')),
	CONSTRAINT "tariff_assignments_place" CHECK ((scope = 'operator' and site_id is null and station_id is null)
        or (scope = 'site' and site_id is not null and station_id is null)
        or (scope = 'station' and station_id is not null and site_id is null))
);
--> statement-breakpoint
CREATE TABLE "tariff_versions" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"tariff_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"content" jsonb NOT NULL,
	"content_hash" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"published_at" timestamp with time zone,
	"published_by" uuid,
	CONSTRAINT "tariff_versions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "tariff_versions_state" CHECK ("tariff_versions"."state" in ('draft', 'published', 'superseded'))
);
--> statement-breakpoint
CREATE TABLE "tariffs" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retired_at" timestamp with time zone,
	CONSTRAINT "tariffs_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "billing_accounts" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"legal_entity_id" uuid NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"street" text,
	"postal_code" text,
	"city" text,
	"country" text NOT NULL,
	"vat_id" text,
	"currency" text NOT NULL,
	"payment_terms_days" integer DEFAULT 14 NOT NULL,
	"locale" text DEFAULT 'en' NOT NULL,
	"stripe_customer_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "billing_accounts_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "billing_accounts_kind" CHECK ("billing_accounts"."kind" in ('driver', 'emsp'))
);
--> statement-breakpoint
CREATE TABLE "drivers" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"phone" text,
	"billing_account_id" uuid NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "drivers_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "emsps" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"country_code" text NOT NULL,
	"party_id" text NOT NULL,
	"billing_account_id" uuid NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "emsps_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "tokens" (
	"tenant_id" uuid DEFAULT current_setting('app.tenant_id')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"uid" text NOT NULL,
	"label" text,
	"state" text DEFAULT 'active' NOT NULL,
	"driver_id" uuid,
	"emsp_id" uuid,
	"contract_id" text,
	"valid_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tokens_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "tokens_state" CHECK ("tokens"."state" in ('active', 'blocked', 'expired')),
	CONSTRAINT "tokens_one_holder" CHECK (num_nonnulls("tokens"."driver_id", "tokens"."emsp_id") = 1)
);
--> statement-breakpoint
ALTER TABLE "charge_lines" ADD CONSTRAINT "charge_lines_tenant_id_charge_record_id_charge_records_tenant_id_id_fk" FOREIGN KEY ("tenant_id","charge_record_id") REFERENCES "public"."charge_records"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charge_records" ADD CONSTRAINT "charge_records_tenant_id_session_id_sessions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","session_id") REFERENCES "public"."sessions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charge_records" ADD CONSTRAINT "charge_records_tenant_id_legal_entity_id_legal_entities_tenant_id_id_fk" FOREIGN KEY ("tenant_id","legal_entity_id") REFERENCES "public"."legal_entities"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charge_records" ADD CONSTRAINT "charge_records_tenant_id_billing_account_id_billing_accounts_tenant_id_id_fk" FOREIGN KEY ("tenant_id","billing_account_id") REFERENCES "public"."billing_accounts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charge_records" ADD CONSTRAINT "charge_records_tenant_id_tariff_version_id_tariff_versions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","tariff_version_id") REFERENCES "public"."tariff_versions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth_sessions" ADD CONSTRAINT "auth_sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passwords" ADD CONSTRAINT "passwords_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_periods" ADD CONSTRAINT "billing_periods_tenant_id_legal_entity_id_legal_entities_tenant_id_id_fk" FOREIGN KEY ("tenant_id","legal_entity_id") REFERENCES "public"."legal_entities"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_series" ADD CONSTRAINT "document_series_tenant_id_legal_entity_id_legal_entities_tenant_id_id_fk" FOREIGN KEY ("tenant_id","legal_entity_id") REFERENCES "public"."legal_entities"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_charge_records" ADD CONSTRAINT "invoice_charge_records_tenant_id_invoice_id_invoices_tenant_id_id_fk" FOREIGN KEY ("tenant_id","invoice_id") REFERENCES "public"."invoices"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_charge_records" ADD CONSTRAINT "invoice_charge_records_tenant_id_charge_record_id_charge_records_tenant_id_id_fk" FOREIGN KEY ("tenant_id","charge_record_id") REFERENCES "public"."charge_records"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_files" ADD CONSTRAINT "invoice_files_tenant_id_invoice_id_invoices_tenant_id_id_fk" FOREIGN KEY ("tenant_id","invoice_id") REFERENCES "public"."invoices"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_tenant_id_legal_entity_id_legal_entities_tenant_id_id_fk" FOREIGN KEY ("tenant_id","legal_entity_id") REFERENCES "public"."legal_entities"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_tenant_id_billing_account_id_billing_accounts_tenant_id_id_fk" FOREIGN KEY ("tenant_id","billing_account_id") REFERENCES "public"."billing_accounts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_tenant_id_billing_period_id_billing_periods_tenant_id_id_fk" FOREIGN KEY ("tenant_id","billing_period_id") REFERENCES "public"."billing_periods"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_invited_by_users_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_tenant_id_operators_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."operators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_tenant_id_invoice_id_invoices_tenant_id_id_fk" FOREIGN KEY ("tenant_id","invoice_id") REFERENCES "public"."invoices"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_tenant_id_station_id_stations_tenant_id_id_fk" FOREIGN KEY ("tenant_id","station_id") REFERENCES "public"."stations"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_tenant_id_session_id_sessions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","session_id") REFERENCES "public"."sessions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_states" ADD CONSTRAINT "session_states_tenant_id_session_id_sessions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","session_id") REFERENCES "public"."sessions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_tenant_id_station_id_stations_tenant_id_id_fk" FOREIGN KEY ("tenant_id","station_id") REFERENCES "public"."stations"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_tenant_id_site_id_sites_tenant_id_id_fk" FOREIGN KEY ("tenant_id","site_id") REFERENCES "public"."sites"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_tenant_id_token_id_tokens_tenant_id_id_fk" FOREIGN KEY ("tenant_id","token_id") REFERENCES "public"."tokens"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_tenant_id_billing_account_id_billing_accounts_tenant_id_id_fk" FOREIGN KEY ("tenant_id","billing_account_id") REFERENCES "public"."billing_accounts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_tenant_id_tariff_version_id_tariff_versions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","tariff_version_id") REFERENCES "public"."tariff_versions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "station_commands" ADD CONSTRAINT "station_commands_tenant_id_station_id_stations_tenant_id_id_fk" FOREIGN KEY ("tenant_id","station_id") REFERENCES "public"."stations"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "station_events" ADD CONSTRAINT "station_events_tenant_id_station_id_stations_tenant_id_id_fk" FOREIGN KEY ("tenant_id","station_id") REFERENCES "public"."stations"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connectors" ADD CONSTRAINT "connectors_tenant_id_station_id_stations_tenant_id_id_fk" FOREIGN KEY ("tenant_id","station_id") REFERENCES "public"."stations"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evses" ADD CONSTRAINT "evses_tenant_id_station_id_stations_tenant_id_id_fk" FOREIGN KEY ("tenant_id","station_id") REFERENCES "public"."stations"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sites" ADD CONSTRAINT "sites_tenant_id_legal_entity_id_legal_entities_tenant_id_id_fk" FOREIGN KEY ("tenant_id","legal_entity_id") REFERENCES "public"."legal_entities"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "station_variables" ADD CONSTRAINT "station_variables_tenant_id_station_id_stations_tenant_id_id_fk" FOREIGN KEY ("tenant_id","station_id") REFERENCES "public"."stations"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stations" ADD CONSTRAINT "stations_tenant_id_site_id_sites_tenant_id_id_fk" FOREIGN KEY ("tenant_id","site_id") REFERENCES "public"."sites"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tariff_assignments" ADD CONSTRAINT "tariff_assignments_tenant_id_tariff_id_tariffs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","tariff_id") REFERENCES "public"."tariffs"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tariff_assignments" ADD CONSTRAINT "tariff_assignments_tenant_id_site_id_sites_tenant_id_id_fk" FOREIGN KEY ("tenant_id","site_id") REFERENCES "public"."sites"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tariff_assignments" ADD CONSTRAINT "tariff_assignments_tenant_id_station_id_stations_tenant_id_id_fk" FOREIGN KEY ("tenant_id","station_id") REFERENCES "public"."stations"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tariff_versions" ADD CONSTRAINT "tariff_versions_tenant_id_tariff_id_tariffs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","tariff_id") REFERENCES "public"."tariffs"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_accounts" ADD CONSTRAINT "billing_accounts_tenant_id_legal_entity_id_legal_entities_tenant_id_id_fk" FOREIGN KEY ("tenant_id","legal_entity_id") REFERENCES "public"."legal_entities"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drivers" ADD CONSTRAINT "drivers_tenant_id_billing_account_id_billing_accounts_tenant_id_id_fk" FOREIGN KEY ("tenant_id","billing_account_id") REFERENCES "public"."billing_accounts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "emsps" ADD CONSTRAINT "emsps_tenant_id_billing_account_id_billing_accounts_tenant_id_id_fk" FOREIGN KEY ("tenant_id","billing_account_id") REFERENCES "public"."billing_accounts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_tenant_id_driver_id_drivers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","driver_id") REFERENCES "public"."drivers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_tenant_id_emsp_id_emsps_tenant_id_id_fk" FOREIGN KEY ("tenant_id","emsp_id") REFERENCES "public"."emsps"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "charge_records_credit_key" ON "charge_records" USING btree ("tenant_id","credit_of");--> statement-breakpoint
CREATE INDEX "charge_records_session" ON "charge_records" USING btree ("tenant_id","session_id");--> statement-breakpoint
CREATE INDEX "charge_records_ended" ON "charge_records" USING btree ("tenant_id","ended_at");--> statement-breakpoint
CREATE INDEX "charge_records_account" ON "charge_records" USING btree ("tenant_id","billing_account_id","ended_at");--> statement-breakpoint
CREATE UNIQUE INDEX "charge_records_one_normal" ON "charge_records" USING btree ("tenant_id","session_id") WHERE kind = 'NORMAL';--> statement-breakpoint
CREATE INDEX "auth_sessions_user" ON "auth_sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sign_in_attempts_key_at" ON "sign_in_attempts" USING btree ("key","at");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_key" ON "users" USING btree (lower("email"));--> statement-breakpoint
CREATE UNIQUE INDEX "billing_periods_label_key" ON "billing_periods" USING btree ("tenant_id","legal_entity_id","label");--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_charge_records_once" ON "invoice_charge_records" USING btree ("tenant_id","charge_record_id","document_type") WHERE released_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "invoices_number_key" ON "invoices" USING btree ("tenant_id","legal_entity_id","document_type","number");--> statement-breakpoint
CREATE UNIQUE INDEX "invoices_credit_key" ON "invoices" USING btree ("tenant_id","credit_of");--> statement-breakpoint
CREATE UNIQUE INDEX "invoices_stripe_key" ON "invoices" USING btree ("stripe_invoice_id");--> statement-breakpoint
CREATE INDEX "invoices_account" ON "invoices" USING btree ("tenant_id","billing_account_id");--> statement-breakpoint
CREATE INDEX "invoices_created" ON "invoices" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_token_hash_key" ON "invitations" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "payments_reference_key" ON "payments" USING btree ("tenant_id","rail","invoice_id","reference");--> statement-breakpoint
CREATE UNIQUE INDEX "stripe_operations_intent_key" ON "stripe_operations" USING btree ("tenant_id","intent_key");--> statement-breakpoint
CREATE INDEX "stripe_operations_subject" ON "stripe_operations" USING btree ("tenant_id","subject_type","subject_id");--> statement-breakpoint
CREATE INDEX "stripe_operations_open" ON "stripe_operations" USING btree ("tenant_id","state") WHERE state not in ('succeeded', 'failed_final');--> statement-breakpoint
CREATE INDEX "audit_entries_at" ON "audit_entries" USING btree ("tenant_id","at");--> statement-breakpoint
CREATE INDEX "email_deliveries_subject" ON "email_deliveries" USING btree ("tenant_id","subject_type","subject_id");--> statement-breakpoint
CREATE INDEX "findings_open" ON "findings" USING btree ("tenant_id","created_at") WHERE resolved_at is null;--> statement-breakpoint
CREATE INDEX "findings_session" ON "findings" USING btree ("tenant_id","session_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_number_key" ON "sessions" USING btree ("number");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_transaction_key" ON "sessions" USING btree ("tenant_id","station_id","transaction_id");--> statement-breakpoint
CREATE INDEX "sessions_started" ON "sessions" USING btree ("tenant_id","started_at");--> statement-breakpoint
CREATE INDEX "sessions_station_started" ON "sessions" USING btree ("tenant_id","station_id","started_at");--> statement-breakpoint
CREATE INDEX "sessions_active" ON "sessions" USING btree ("tenant_id","station_id") WHERE state = 'active';--> statement-breakpoint
CREATE INDEX "sessions_billing" ON "sessions" USING btree ("tenant_id","billing_state");--> statement-breakpoint
CREATE UNIQUE INDEX "meter_readings_key" ON "meter_readings" USING btree ("tenant_id","station_id","evse_number","at","context","register_milli_wh") NULLS NOT DISTINCT;--> statement-breakpoint
CREATE INDEX "station_commands_open" ON "station_commands" USING btree ("tenant_id","station_id","state","requested_at");--> statement-breakpoint
CREATE INDEX "station_events_received" ON "station_events" USING btree ("tenant_id","station_id","received_at");--> statement-breakpoint
CREATE INDEX "stations_site" ON "stations" USING btree ("tenant_id","site_id");--> statement-breakpoint
CREATE INDEX "tariff_assignments_lookup" ON "tariff_assignments" USING btree ("tenant_id","scope","station_id","site_id");--> statement-breakpoint
CREATE UNIQUE INDEX "tariff_versions_version_key" ON "tariff_versions" USING btree ("tenant_id","tariff_id","version");--> statement-breakpoint
CREATE UNIQUE INDEX "tariff_versions_one_draft" ON "tariff_versions" USING btree ("tenant_id","tariff_id") WHERE state = 'draft';--> statement-breakpoint
CREATE UNIQUE INDEX "tariff_versions_one_published" ON "tariff_versions" USING btree ("tenant_id","tariff_id") WHERE state = 'published';--> statement-breakpoint
CREATE UNIQUE INDEX "tariffs_slug_key" ON "tariffs" USING btree ("tenant_id","slug");--> statement-breakpoint
CREATE UNIQUE INDEX "emsps_party_key" ON "emsps" USING btree ("tenant_id","country_code","party_id");--> statement-breakpoint
CREATE UNIQUE INDEX "tokens_uid_key" ON "tokens" USING btree ("tenant_id",lower("uid"));--> statement-breakpoint
CREATE INDEX "tokens_driver" ON "tokens" USING btree ("tenant_id","driver_id");--> statement-breakpoint
CREATE INDEX "tokens_emsp" ON "tokens" USING btree ("tenant_id","emsp_id");