-- A gateway that died without a goodbye leaves its stations marked as connected. Whoever lives on must free them, and cannot know their
-- tenants: it may look up exactly the stations of the gateways it names; the update itself is an ordinary batch of those tenants.
CREATE POLICY held_stations ON stations FOR SELECT TO corrente_gateway
  USING (gateway_id = ANY ((SELECT nullif(current_setting('app.held_by', true), '')::text[])::text[]));
--> statement-breakpoint
CREATE INDEX stations_gateway ON stations (gateway_id) WHERE gateway_id IS NOT NULL;
--> statement-breakpoint
-- A running session's live values change with every meter reading. Room on its page lets Postgres do that in place, without touching the indexes.
ALTER TABLE sessions SET (fillfactor = 60);
