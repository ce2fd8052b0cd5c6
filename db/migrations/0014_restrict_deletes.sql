-- A process may delete what a use case of its own deletes, and nothing else: what is gone from here is gone for good.
DO $$
DECLARE kept text;
BEGIN
  FOR kept IN
    SELECT format('%I', c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
  LOOP
    EXECUTE format('REVOKE DELETE, TRUNCATE ON %s FROM corrente_portal, corrente_worker', kept);
  END LOOP;
END $$;
--> statement-breakpoint
-- whom a person removes from a team; a station that never charged, with all that hangs on it; drafts
GRANT DELETE ON memberships, stations, evses, connectors, station_variables, station_commands, findings, tariff_assignments, tariffs, tariff_versions,
  invoices, invoice_charge_records TO corrente_portal;
--> statement-breakpoint
-- sign-ins that ended, and what waits to be billed no longer
GRANT DELETE ON auth_sessions, verification_tokens, sign_in_attempts, unbilled_records TO corrente_portal, corrente_worker;
--> statement-breakpoint
-- What an issued document bills is as fixed as the document: a link that went would bill a charge record twice. It can only be released, by a
-- credit note.
CREATE FUNCTION keep_issued_links() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF tg_op = 'DELETE' THEN
    IF EXISTS (SELECT FROM invoices i WHERE i.tenant_id = old.tenant_id AND i.id = old.invoice_id AND i.state <> 'draft') THEN
      RAISE EXCEPTION 'what document % bills is issued and cannot change', old.invoice_id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN old;
  END IF;
  IF (new.tenant_id, new.invoice_id, new.charge_record_id, new.document_type)
     IS DISTINCT FROM (old.tenant_id, old.invoice_id, old.charge_record_id, old.document_type) THEN
    RAISE EXCEPTION 'what document % bills cannot be exchanged', old.invoice_id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN new;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_issued_links BEFORE UPDATE OR DELETE ON invoice_charge_records FOR EACH ROW EXECUTE FUNCTION keep_issued_links();
--> statement-breakpoint
-- a cluster that was carried over from Postgres 14 still lets everybody make functions beside ours
REVOKE CREATE ON SCHEMA public FROM public;
