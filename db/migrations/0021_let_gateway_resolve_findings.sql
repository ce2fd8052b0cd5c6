-- A message that was refused and is read after all settles its finding in the transaction that reads it.
GRANT UPDATE (resolved_at, resolution) ON findings TO corrente_gateway;
