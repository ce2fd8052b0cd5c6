import type postgres from "postgres";
import type { ModelProfileRow } from "./schema/model-profiles";
import type { PendingCredential } from "./schema/stations";
import { closePools, poolOf } from "./client";

/**
 * The gateway's handle: raw statements inside one transaction, because its batches are set-based
 * (`unnest`).
 */
export type GatewayTransaction = postgres.TransactionSql<Record<string, never>>;

/**
 * One transaction of the gateway's role over the rows of the tenants named, and no others (policy
 * batch_tenants). Everything inside commits together; a throw rolls back.
 */
export async function gatewayTransaction<T>(
  tenantIds: readonly string[],
  fn: (sql: GatewayTransaction) => Promise<T>,
): Promise<T> {
  const result = await poolOf("gateway").begin(async (sql) => {
    await sql`select set_config('app.tenant_ids', ${`{${tenantIds.join(",")}}`}, true)`;
    return { value: await fn(sql) };
  });
  return result.value as T;
}

/** A station that names itself at the door, before its tenant is known. */
export type PresentedStation = {
  readonly tenantId: string;
  readonly stationId: string;
  readonly identity: string;
  readonly credentialHash: string | null;
  readonly pendingCredentials: readonly PendingCredential[];
  /** OCPP version of its last connection; null before the first */
  readonly lastVersion: string | null;
  /** of its site */
  readonly timeZone: string;
  readonly isStrict: boolean;
  /** as it last reported itself */
  readonly vendor: string | null;
  readonly model: string | null;
  readonly firmwareVersion: string | null;
  /** what its operator says of models */
  readonly profiles: readonly ModelProfileRow[];
};

/**
 * The rows of the stations that name themselves at the door; those that nobody knows are not among
 * them (policy presented_station).
 */
export const findPresentedStations = (identities: readonly string[]): Promise<readonly PresentedStation[]> =>
  poolOf("gateway").begin(async (sql) => {
    const named = [...identities];
    await sql`select set_config('app.tenant_ids', '{}', true),
    set_config('app.station_identities', ${named}::text[]::text, true)`;
    const tenants = await sql<{ tenantId: string }[]>`
      select distinct tenant_id as "tenantId" from stations where identity = any(${named}::text[])`;
    // sites show themselves to the tenants of a batch only
    await sql`select set_config('app.tenant_ids', ${`{${tenants.map(({ tenantId }) => tenantId).join(",")}}`}, true)`;
    return sql<PresentedStation[]>`
      select t.tenant_id as "tenantId", t.id as "stationId", t.identity, t.credential_hash as "credentialHash",
             t.pending_credentials as "pendingCredentials", t.ocpp_version as "lastVersion",
             p.time_zone as "timeZone", t.schema_mode = 'strict' as "isStrict",
             t.vendor, t.model, t.firmware_version as "firmwareVersion",
             coalesce((select jsonb_agg(m) from model_profiles m where m.tenant_id = t.tenant_id), '[]') as profiles
        from stations t
        join sites p on p.tenant_id = t.tenant_id and p.id = t.site_id
       where t.identity = any(${named}::text[])`;
  });

/** The tables of the gateway that have no tenant (gateways) and NOTIFY, outside a batch. */
export const withGateway = <T>(fn: (sql: postgres.Sql<Record<string, never>>) => Promise<T>): Promise<T> =>
  fn(poolOf("gateway"));

/** The stations that these gateways are said to hold, of whatever tenant (policy held_stations). */
export async function findStationsHeldBy(
  gatewayIds: readonly string[],
): Promise<readonly { tenantId: string; stationId: string }[]> {
  return poolOf("gateway").begin(async (sql) => {
    await sql`select set_config('app.tenant_ids', '{}', true),
    set_config('app.held_by', ${[...gatewayIds]}::text[]::text, true)`;
    return sql<{ tenantId: string; stationId: string }[]>`
      select tenant_id as "tenantId", id as "stationId" from stations
             where gateway_id = any(${[...gatewayIds]}::text[])`;
  });
}

/** Closes the gateway's connections; waits for running statements up to five seconds. */
export const closeGateway = (): Promise<void> => closePools();
