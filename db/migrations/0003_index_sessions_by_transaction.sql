-- The hot path finds a 2.x session by its station and the station's own name for it. Without tenant_id in front, because with it the planner, as
-- long as a young table has no statistics, takes any other index that begins with tenant_id and reads all of an operator's sessions.
CREATE INDEX sessions_station_transaction ON sessions (station_id, transaction_id) WHERE transaction_id IS NOT NULL;
