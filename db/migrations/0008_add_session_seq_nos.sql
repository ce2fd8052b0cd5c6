ALTER TABLE "sessions" ADD COLUMN "first_seq_no" integer;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "last_seq_no" integer;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "seq_nos" "int4multirange" DEFAULT '{}' NOT NULL;--> statement-breakpoint
-- The set of one number; of none for null, and for the greatest one, which no range can end with.
CREATE FUNCTION one_number(number integer) RETURNS int4multirange
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN number IS NULL OR number = 2147483647 THEN '{}'::int4multirange ELSE int4multirange(int4range(number, number, '[]')) END;
--> statement-breakpoint
-- Whether every message of a 2.x transaction was heard, from its start's to its end's (OCPP 2.0.1 part 2, E §1.3.2). False without one of the two.
CREATE FUNCTION is_without_gap(first_seq_no integer, last_seq_no integer, seq_nos int4multirange) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN first_seq_no <= last_seq_no AND last_seq_no < 2147483647 THEN seq_nos @> int4range(first_seq_no, last_seq_no, '[]') ELSE false END;
