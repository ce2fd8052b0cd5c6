/**
 * Inserts an operator for a drive by SQL: sites, stations, drivers, a partner and one price.
 * Everything after that goes through the portal and the gateway.
 */
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { hash } from "@node-rs/argon2";
import type { Sql, TransactionSql } from "postgres";

/** The password of every station. */
export const STATION_PASSWORD = "station-password-1";

/** EUR 0.50 a kWh, 23 % tax included: the price of a record of whole Wh is easy to compute. */
const TARIFF = {
  currency: "EUR",
  anchor: "GROSS",
  elements: [{ components: [{ kind: "ENERGY", price: "0.50", per: "KWH", stepSize: 1, vatPercent: "23" }] }],
  idle: { graceSeconds: 0 },
  pausePolicy: "UNBILLED",
};

const VALID_FROM = new Date("2020-01-01T00:00:00Z");
const ADDRESS = { street: "Rua das Flores 12", postalCode: "4050-262", city: "Porto", country: "PT" };
const ADDRESS_COLUMNS = {
  street: ADDRESS.street,
  postal_code: ADDRESS.postalCode,
  city: ADDRESS.city,
  country: ADDRESS.country,
};

export type PlannedAccount = {
  readonly name: string;
  readonly kind: "driver" | "emsp";
  readonly tokens: readonly string[];
};

export type OperatorPlan = {
  /** Unique in the deployment. */
  readonly slug: string;
  /** Identities of its stations, unique in the deployment. */
  readonly stations: readonly string[];
  readonly accounts: readonly PlannedAccount[];
};

export type CreatedOperator = {
  readonly tenantId: string;
  readonly slug: string;
  readonly legalEntityId: string;
  /** The billing account of each token's sessions. */
  readonly accountOf: ReadonlyMap<string, string>;
  /** The owner's browser session: the value of the cookie. */
  readonly browserSession: string;
};

/** @param sql a connection that row security does not bind */
export async function createOperator(sql: Sql, plan: OperatorPlan): Promise<CreatedOperator> {
  const tenantId = randomUUID();
  const legalEntityId = randomUUID();
  return sql.begin(async (tx) => {
    await tx`insert into operators (id, slug, name, time_zone, currency)
      values (${tenantId}, ${plan.slug}, ${`Operator ${plan.slug}`}, 'Europe/Lisbon', 'EUR')`;
    await tx`insert into legal_entities ${tx({
      tenant_id: tenantId,
      id: legalEntityId,
      name: "Carga do Norte Lda",
      ...ADDRESS_COLUMNS,
      vat_id: "PT509999999",
      email: `billing@${plan.slug}.test`,
      iban: "PT50000201231234567890154",
      currency: "EUR",
      time_zone: "Europe/Lisbon",
      is_default: true,
    })}`;
    await insertStations(tx, tenantId, legalEntityId, plan.stations);
    await insertTariff(tx, tenantId);
    const accountOf = await insertAccounts(tx, tenantId, legalEntityId, plan);
    const browserSession = await insertOwner(tx, tenantId, plan.slug);
    return { tenantId, slug: plan.slug, legalEntityId, accountOf, browserSession };
  });
}

async function insertStations(
  sql: TransactionSql,
  tenantId: string,
  legalEntityId: string,
  identities: readonly string[],
): Promise<void> {
  const siteId = randomUUID();
  await sql`insert into sites ${sql({
    tenant_id: tenantId,
    id: siteId,
    legal_entity_id: legalEntityId,
    name: "Rua das Flores",
    ...ADDRESS_COLUMNS,
    time_zone: "Europe/Lisbon",
  })}`;
  // one hash for all stations, at a low cost: the drives do not measure argon2
  const credential = await hash(STATION_PASSWORD, { memoryCost: 64, timeCost: 1, parallelism: 1 });
  await sql`insert into stations (tenant_id, site_id, identity, name, credential_hash)
    select ${tenantId}, ${siteId}, identity, identity, ${credential} from unnest(${[...identities]}::text[]) identity`;
  await sql`insert into evses (tenant_id, station_id, evse_number)
    select tenant_id, id, 1 from stations where tenant_id = ${tenantId}`;
}

async function insertTariff(sql: TransactionSql, tenantId: string): Promise<void> {
  const [id, versionId] = [randomUUID(), randomUUID()];
  const content = JSON.stringify(TARIFF);
  await sql`insert into tariffs (tenant_id, id, slug, name, created_at)
    values (${tenantId}, ${id}, 'plain', 'Plain', ${VALID_FROM})`;
  await sql`insert into tariff_versions (tenant_id, id, tariff_id, version, state, content, content_hash, published_at)
    values (${tenantId}, ${versionId}, ${id}, 1, 'published', ${content}::text::jsonb,
            encode(sha256(${content}::text::bytea), 'hex'), ${VALID_FROM})`;
  await sql`insert into tariff_assignments (tenant_id, tariff_id, scope, valid_from, created_at)
    values (${tenantId}, ${id}, 'operator', ${VALID_FROM}, ${VALID_FROM})`;
}

async function insertAccounts(
  sql: TransactionSql,
  tenantId: string,
  legalEntityId: string,
  { slug, accounts }: OperatorPlan,
): Promise<ReadonlyMap<string, string>> {
  const accountOf = new Map<string, string>();
  for (const [index, { name, kind, tokens }] of accounts.entries()) {
    const [accountId, holderId] = [randomUUID(), randomUUID()];
    const email = `account-${index + 1}@${slug}.test`;
    await sql`insert into billing_accounts ${sql({
      tenant_id: tenantId,
      id: accountId,
      kind,
      legal_entity_id: legalEntityId,
      name,
      email,
      ...ADDRESS_COLUMNS,
      currency: "EUR",
    })}`;
    if (kind === "driver") {
      await sql`insert into drivers (tenant_id, id, name, email, billing_account_id)
        values (${tenantId}, ${holderId}, ${name}, ${email}, ${accountId})`;
    } else {
      await sql`insert into emsps (tenant_id, id, name, country_code, party_id, billing_account_id)
        values (${tenantId}, ${holderId}, ${name}, 'PT', ${`E${String(index).padStart(2, "0")}`}, ${accountId})`;
    }
    for (const uid of tokens) {
      const holder = kind === "driver" ? { driver_id: holderId } : { emsp_id: holderId, contract_id: `PT-${uid}` };
      await sql`insert into tokens ${sql({ tenant_id: tenantId, uid, ...holder })}`;
      accountOf.set(uid, accountId);
    }
  }
  return accountOf;
}

/** Inserts an owner who is already signed in; specs/portal/sign-in.spec.ts tests the form. */
async function insertOwner(sql: TransactionSql, tenantId: string, slug: string): Promise<string> {
  const userId = randomUUID();
  const browserSession = randomBytes(32).toString("base64url");
  await sql`insert into users (id, email, name, email_verified)
    values (${userId}, ${`owner@${slug}.test`}, 'Inês Faria', now())`;
  await sql`insert into memberships (tenant_id, user_id, role) values (${tenantId}, ${userId}, 'owner')`;
  await sql`insert into auth_sessions (session_token, user_id, expires)
    values (${createHash("sha256").update(browserSession).digest("base64url")}, ${userId}, now() + interval '1 day')`;
  return browserSession;
}
