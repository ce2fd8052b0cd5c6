-- A worker that was away for more than a week finds messages of today in the partition for the rest, and Postgres then refuses to make
-- today's partition: the worker could not start any more. So what waits there moves into the partition it belongs to. And what stays
-- there, older than any partition, ends with the retention like the others. The owner of the tables alone may reach in.
DO $$
BEGIN
  EXECUTE format('CREATE POLICY keeper ON ocpp_messages_rest TO %I USING (true) WITH CHECK (true)', current_user);
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION ensure_message_partitions(days_ahead integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  day date;
  from_at timestamptz;
  to_at timestamptz;
  made integer := 0;
  partition_name text;
BEGIN
  FOR day IN SELECT generate_series((now() AT TIME ZONE 'UTC')::date, (now() AT TIME ZONE 'UTC')::date + days_ahead, '1 day')::date LOOP
    partition_name := 'ocpp_messages_' || to_char(day, 'YYYYMMDD');
    CONTINUE WHEN to_regclass(partition_name) IS NOT NULL;
    from_at := day::timestamp AT TIME ZONE 'UTC';
    to_at := (day + 1)::timestamp AT TIME ZONE 'UTC';
    LOCK TABLE ONLY ocpp_messages IN ACCESS EXCLUSIVE MODE; -- nothing may come in between; making a partition takes this lock anyway
    CONTINUE WHEN to_regclass(partition_name) IS NOT NULL; -- another worker was faster
    EXECUTE format('CREATE TABLE %I (LIKE ocpp_messages INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition_name);
    EXECUTE format('WITH moved AS (DELETE FROM ocpp_messages_rest WHERE received_at >= $1 AND received_at < $2 RETURNING *)
      INSERT INTO %I SELECT * FROM moved', partition_name) USING from_at, to_at;
    EXECUTE format('ALTER TABLE ocpp_messages ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', partition_name, from_at, to_at);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', partition_name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', partition_name);
    made := made + 1;
  END LOOP;
  RETURN made;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION drop_message_partitions(keep_days integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  first_kept date := (now() AT TIME ZONE 'UTC')::date - keep_days;
  partition_name text;
  dropped integer := 0;
BEGIN
  FOR partition_name IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'ocpp_messages'::regclass AND c.relname ~ '^ocpp_messages_\d{8}$'
       AND to_date(right(c.relname, 8), 'YYYYMMDD') < first_kept
  LOOP
    EXECUTE format('DROP TABLE %I', partition_name);
    dropped := dropped + 1;
  END LOOP;
  DELETE FROM ocpp_messages_rest WHERE received_at < first_kept::timestamp AT TIME ZONE 'UTC';
  RETURN dropped;
END $$;
