-- The ground under every table: roles, row security, immutability, the partitioned message log, the outbox.

-- 1. Roles. One for each process; none owns a table, none bypasses row security. A process connects with any login that is a
--    member of its role and assumes the role at connect (see db/client.ts).
DO $$
DECLARE role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['corrente_portal', 'corrente_gateway', 'corrente_worker'] LOOP
    BEGIN
      IF to_regrole(role_name) IS NULL THEN -- roles belong to the cluster: another database may have made it
        EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS', role_name);
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- made in this very moment
    END;
    BEGIN
      EXECUTE format('GRANT %I TO %I', role_name, current_user);
    EXCEPTION WHEN insufficient_privilege THEN -- somebody else made it, and has to have let this login in
      IF NOT pg_has_role(current_user, role_name, 'MEMBER') THEN
        RAISE EXCEPTION 'the role % exists and was not granted to %', role_name, current_user USING ERRCODE = 'insufficient_privilege',
          HINT = format('As a superuser: GRANT %I TO %I', role_name, current_user);
      END IF;
    END;
    EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', role_name);
  END LOOP;
  -- the worker's role owns the job queue's schema (db/migrate.ts installs it)
  EXECUTE format('GRANT CREATE ON DATABASE %I TO corrente_worker', current_database());
END $$;
--> statement-breakpoint

-- 2. Row security. Call this for every new table that has tenant_id; db/tenancy.db.test.ts fails for a table that was forgotten.
--    portal, worker: one tenant at a time (app.tenant_id). gateway: the tenants of its batch (app.tenant_ids).
--    A setting that was never made is an error, not an empty answer.
CREATE FUNCTION protect_tenant_table(target regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format(
    'CREATE POLICY one_tenant ON %s FOR ALL TO corrente_portal, corrente_worker
       USING (tenant_id = (SELECT current_setting(''app.tenant_id'')::uuid))
       WITH CHECK (tenant_id = (SELECT current_setting(''app.tenant_id'')::uuid))', target);
  EXECUTE format(
    'CREATE POLICY batch_tenants ON %s FOR ALL TO corrente_gateway
       USING (tenant_id = ANY ((SELECT current_setting(''app.tenant_ids'')::uuid[])::uuid[]))
       WITH CHECK (tenant_id = ANY ((SELECT current_setting(''app.tenant_ids'')::uuid[])::uuid[]))', target);
END $$;
--> statement-breakpoint

DO $$
DECLARE tenant_table text;
BEGIN
  FOR tenant_table IN
    SELECT c.relname FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
     WHERE c.relkind IN ('r', 'p')
  LOOP
    -- the append-only logs skip this check for speed: they are written only from rows that already passed it
    IF tenant_table NOT IN ('memberships', 'ocpp_messages', 'meter_readings', 'station_events') THEN
      -- before the row security, which an owner who is no superuser would meet here himself
      EXECUTE format('ALTER TABLE %I ADD FOREIGN KEY (tenant_id) REFERENCES operators (id)', tenant_table);
    END IF;
    PERFORM protect_tenant_table(format('%I', tenant_table)::regclass);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO corrente_portal, corrente_worker', tenant_table);
  END LOOP;
END $$;
--> statement-breakpoint

-- The operator is the tenant itself.
ALTER TABLE operators ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE operators FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY one_tenant ON operators FOR ALL TO corrente_portal, corrente_worker
  USING (id = (SELECT nullif(current_setting('app.tenant_id', true), '')::uuid));
--> statement-breakpoint
CREATE POLICY batch_tenants ON operators FOR SELECT TO corrente_gateway
  USING (id = ANY ((SELECT current_setting('app.tenant_ids')::uuid[])::uuid[]));
--> statement-breakpoint

-- 3. The other key: the few acts that look across tenants say why (db/platform.ts) and reach these tables only.
CREATE POLICY platform ON operators FOR ALL TO corrente_portal, corrente_worker
  USING ((SELECT coalesce(current_setting('app.platform', true), '')) <> '');
--> statement-breakpoint
DROP POLICY one_tenant ON memberships;
--> statement-breakpoint
CREATE POLICY one_tenant ON memberships FOR ALL TO corrente_portal, corrente_worker
  USING (tenant_id = (SELECT nullif(current_setting('app.tenant_id', true), '')::uuid));
--> statement-breakpoint
CREATE POLICY platform ON memberships FOR ALL TO corrente_portal, corrente_worker
  USING ((SELECT coalesce(current_setting('app.platform', true), '')) <> '');
--> statement-breakpoint
DROP POLICY one_tenant ON invitations;
--> statement-breakpoint
CREATE POLICY one_tenant ON invitations FOR ALL TO corrente_portal, corrente_worker
  USING (tenant_id = (SELECT nullif(current_setting('app.tenant_id', true), '')::uuid));
--> statement-breakpoint
CREATE POLICY platform ON invitations FOR SELECT TO corrente_portal, corrente_worker
  USING ((SELECT coalesce(current_setting('app.platform', true), '')) <> '');
--> statement-breakpoint

-- A station that connects names itself before its tenant is known: the gateway may look up exactly that one row.
CREATE POLICY presented_station ON stations FOR SELECT TO corrente_gateway
  USING (identity = (SELECT current_setting('app.station_identity', true)));
--> statement-breakpoint

-- 4. Grants. Tables without a tenant (people, sign-in, gateways, provider events).
GRANT SELECT, INSERT, UPDATE, DELETE ON operators, users, passwords, auth_sessions, verification_tokens, sign_in_attempts TO corrente_portal, corrente_worker;
--> statement-breakpoint
GRANT SELECT ON gateways TO corrente_portal, corrente_worker;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON gateways TO corrente_gateway;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON stripe_events TO corrente_portal, corrente_worker;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE session_numbers TO corrente_portal, corrente_worker, corrente_gateway;
--> statement-breakpoint
-- The gateway: what the station port needs and nothing else.
GRANT SELECT ON operators, legal_entities, sites, tokens, drivers, emsps, billing_accounts, tariffs, tariff_versions, tariff_assignments TO corrente_gateway;
--> statement-breakpoint
GRANT SELECT ON stations TO corrente_gateway;
--> statement-breakpoint
GRANT UPDATE (ocpp_version, vendor, model, serial_number, firmware_version, meter_serial_number, booted_at, gateway_id, connected_at, disconnected_at, last_seen_at)
  ON stations TO corrente_gateway;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON evses, connectors, station_variables, sessions, session_states TO corrente_gateway;
--> statement-breakpoint
GRANT SELECT, INSERT ON station_events, ocpp_messages, meter_readings, findings, charge_records, charge_lines TO corrente_gateway;
--> statement-breakpoint
GRANT SELECT, UPDATE ON station_commands TO corrente_gateway;
--> statement-breakpoint

-- 5. What is written once stays written.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', tg_table_name, tg_op USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
DO $$
DECLARE append_only text;
BEGIN
  FOREACH append_only IN ARRAY ARRAY['charge_records', 'charge_lines', 'invoice_files', 'payments', 'audit_entries', 'station_events'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', append_only);
    EXECUTE format('REVOKE UPDATE, DELETE ON %I FROM corrente_portal, corrente_worker, corrente_gateway', append_only);
  END LOOP;
  FOREACH append_only IN ARRAY ARRAY['ocpp_messages', 'meter_readings'] LOOP -- no trigger on the hot tables; the missing grant is enough
    EXECUTE format('REVOKE UPDATE, DELETE ON %I FROM corrente_portal, corrente_worker, corrente_gateway', append_only);
  END LOOP;
END $$;
--> statement-breakpoint

-- A published tariff version never changes; it can only be superseded.
CREATE FUNCTION keep_published_tariff() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF old.state = 'draft' THEN RETURN coalesce(new, old); END IF;
  IF tg_op = 'DELETE'
     OR (new.content, new.content_hash, new.version, new.tariff_id, new.published_at, new.published_by)
        IS DISTINCT FROM (old.content, old.content_hash, old.version, old.tariff_id, old.published_at, old.published_by)
     OR new.state = 'draft' OR (old.state = 'superseded' AND new.state <> 'superseded') THEN
    RAISE EXCEPTION 'tariff version % is published and cannot change', old.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN new;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_published BEFORE UPDATE OR DELETE ON tariff_versions FOR EACH ROW EXECUTE FUNCTION keep_published_tariff();
--> statement-breakpoint

-- An issued document never changes; only its payment state moves on.
CREATE FUNCTION keep_issued_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF old.state = 'draft' THEN RETURN coalesce(new, old); END IF;
  IF tg_op = 'DELETE'
     OR (new.document_type, new.legal_entity_id, new.billing_account_id, new.billing_period_id, new.number, new.fiscal_year, new.issued_on, new.due_on,
         new.currency, new.anchor, new.net_minor, new.tax_minor, new.gross_minor, new.model, new.content_hash, new.credit_of, new.issued_at)
        IS DISTINCT FROM
        (old.document_type, old.legal_entity_id, old.billing_account_id, old.billing_period_id, old.number, old.fiscal_year, old.issued_on, old.due_on,
         old.currency, old.anchor, old.net_minor, old.tax_minor, old.gross_minor, old.model, old.content_hash, old.credit_of, old.issued_at)
     OR new.state = 'draft' THEN
    RAISE EXCEPTION 'document % is issued and cannot change', coalesce(old.number, old.id::text) USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN new;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_issued BEFORE UPDATE OR DELETE ON invoices FOR EACH ROW EXECUTE FUNCTION keep_issued_document();
--> statement-breakpoint

-- 6. The message log, one partition a day. The parent alone is granted; partitions are reached through it.
CREATE TABLE ocpp_messages_rest PARTITION OF ocpp_messages DEFAULT;
--> statement-breakpoint
ALTER TABLE ocpp_messages_rest ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE ocpp_messages_rest FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE FUNCTION ensure_message_partitions(days_ahead integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  day date;
  made integer := 0;
  partition_name text;
BEGIN
  FOR day IN SELECT generate_series((now() AT TIME ZONE 'UTC')::date, (now() AT TIME ZONE 'UTC')::date + days_ahead, '1 day')::date LOOP
    partition_name := 'ocpp_messages_' || to_char(day, 'YYYYMMDD');
    IF to_regclass(partition_name) IS NULL THEN
      EXECUTE format('CREATE TABLE %I PARTITION OF ocpp_messages FOR VALUES FROM (%L) TO (%L)',
        partition_name, day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC');
      EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', partition_name);
      EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', partition_name);
      made := made + 1;
    END IF;
  END LOOP;
  RETURN made;
END $$;
--> statement-breakpoint
CREATE FUNCTION drop_message_partitions(keep_days integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  partition_name text;
  dropped integer := 0;
BEGIN
  FOR partition_name IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'ocpp_messages'::regclass AND c.relname ~ '^ocpp_messages_\d{8}$'
       AND to_date(right(c.relname, 8), 'YYYYMMDD') < (now() AT TIME ZONE 'UTC')::date - keep_days
  LOOP
    EXECUTE format('DROP TABLE %I', partition_name);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION ensure_message_partitions(integer), drop_message_partitions(integer) FROM public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION ensure_message_partitions(integer), drop_message_partitions(integer) TO corrente_worker;
--> statement-breakpoint
SELECT ensure_message_partitions(7);
--> statement-breakpoint

-- 7. The outbox: a job is put in the transaction of the change that wants it. The queue itself (graphile_worker) belongs to the worker's role.
CREATE FUNCTION put_job(topic text, payload json, job_key text DEFAULT NULL, run_at timestamptz DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM graphile_worker.add_job(topic, payload => payload, job_key => job_key, run_at => run_at, max_attempts => 25);
END $$;
--> statement-breakpoint
-- who takes over a function must be able to make one there, for this moment
GRANT CREATE ON SCHEMA public TO corrente_worker;
--> statement-breakpoint
ALTER FUNCTION put_job(text, json, text, timestamptz) OWNER TO corrente_worker;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM corrente_worker;
--> statement-breakpoint
REVOKE ALL ON FUNCTION put_job(text, json, text, timestamptz) FROM public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION put_job(text, json, text, timestamptz) TO corrente_portal, corrente_gateway, corrente_worker;
