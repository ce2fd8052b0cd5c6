/** A database that an earlier version filled is restored, migrated and compared with a new one. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ScratchPostgres, startScratchPostgres } from "./embedded/scratch-postgres.mjs";
import { migrate } from "./migrate";
import { compareCatalogues, readCatalogue } from "./testing/catalogue";

const FIXTURE = new URL("./testing/fixtures/filled-before-0017.sql.gz", import.meta.url);

/** What a document or a payment is made of: none of it may get lost. */
const MONEY_TABLES =
  `charge_records charge_lines unbilled_records billing_periods document_series invoices invoice_charge_records
  invoice_files payments stripe_operations billing_accounts tariff_versions`.split(/\s+/);

let server: ScratchPostgres;
let fresh: postgres.Sql;
let upgraded: postgres.Sql;
let before: Snapshot;

beforeAll(async () => {
  server = await startScratchPostgres();
  const admin = postgres(server.url, { max: 1 });
  // the owner is no superuser: row security holds for it as well
  await admin`create role keeper login createrole password 'keeper'`;
  for (const name of ["fresh", "upgraded"]) await admin`create database ${admin(name)} owner keeper`;
  await admin.end();
  [fresh, upgraded] = [connect("fresh"), connect("upgraded")];
  await migrate(urlOf("keeper", "fresh")); // makes the roles that the fixture grants to
  await restore();
  before = await readSnapshot();
  await migrate(urlOf("keeper", "upgraded"));
});
afterAll(async () => {
  await Promise.all([fresh?.end(), upgraded?.end()]);
  await server?.stop();
});

test("a database of the version before has, once migrated, the schema of a new one", async () => {
  const difference = compareCatalogues(await readCatalogue(fresh), await readCatalogue(upgraded));
  expect(difference).toEqual({ missing: [], unexpected: [] });
});

test("a migration that ran before runs no second time, whatever its file is called now", async () => {
  const journal = (sql: postgres.Sql) => sql`select created_at from drizzle.__drizzle_migrations order by id`;
  expect(await journal(upgraded)).toEqual(await journal(fresh));
});

test.each([
  ["index", "drop index audit_entries_subject", /^index audit_entries_subject on audit_entries/],
  ["column", "alter table users add column nickname text", /^column users\.nickname: .*type text/],
  ["default", "alter table operators alter created_at drop default", /^column operators\.created_at/],
  ["nullability", "alter table users alter email drop not null", /^column users\.email/],
  ["constraint", "alter table invoices drop constraint invoices_state", /^constraint invoices_state on invoices/],
  ["policy", "drop policy one_tenant on payments", /^policy one_tenant on payments/],
  ["forced row security", "alter table payments no force row level security", /^relation payments:/],
  ["grant", "revoke select on payments from corrente_portal", /^grant on relation payments to corrente_portal/],
  ["grant on a column", "revoke update (model) on stations from corrente_gateway", /^grant on column stations\.model/],
  ["grant on a function", "grant execute on function put_job to public", /^grant on function put_job.* to public/],
  ["function", "alter function put_job security invoker", /^function put_job/],
  ["trigger", "alter table payments disable trigger append_only", /^trigger append_only on payments/],
  ["sequence", "alter sequence session_numbers increment 2", /^sequence session_numbers/],
  ["partition", "drop table ocpp_messages_rest", /^relation ocpp_messages_rest: .* DEFAULT/],
  ["enum", "create type mood as enum ('calm')", /^enum mood: values calm/],
])("the comparison names a %s that differs", async (_, change, named) => {
  const { missing, unexpected } = compareCatalogues(await readCatalogue(fresh), await catalogueAfter(change));
  expect([...missing, ...unexpected]).toEqual(expect.arrayContaining([expect.stringMatching(named)]));
});

test("every table of the fixture holds rows, so that each migration meets some", async () => {
  const empty = Object.entries(before.rows).filter(([, rows]) => rows === 0);
  expect(empty).toEqual([]);
});

test("the rows of the money tables and their totals survive the migration", async () => {
  const after = await readSnapshot();
  const moneyRows = ({ rows }: Snapshot) => MONEY_TABLES.map((table) => [table, rows[table]]);
  expect(moneyRows(after)).toEqual(moneyRows(before));
  expect(after.totals).toEqual(before.totals);
});

test("a command refused as NotSayable reads NotSupportedByVersion, and no other result changes", async () => {
  const results = await upgraded<{ result: unknown }[]>`
    select result from station_commands where result is not null order by result ->> 'errorCode', result ->> 'type'`;
  expect(results.map(({ result }) => result)).toEqual([
    { type: "refused", errorCode: "InternalError", description: "NotSayable" },
    { type: "refused", errorCode: "NotSupportedByVersion", description: "evse is not known to this version" },
    { type: "answered", status: "Accepted", isAccepted: true },
  ]);
});

/** The catalogue of the migrated database as a change would leave it; the change is rolled back. */
async function catalogueAfter(change: string): Promise<readonly string[]> {
  const sql = await upgraded.reserve();
  try {
    await sql`begin`;
    await sql.unsafe(change);
    return await readCatalogue(sql);
  } finally {
    await sql`rollback`;
    sql.release();
  }
}

type Snapshot = { readonly rows: Readonly<Record<string, number>>; readonly totals: unknown };

/** As a superuser, whom row security does not stop. */
async function readSnapshot(): Promise<Snapshot> {
  const tables = await upgraded<{ name: string }[]>`
    select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition`;
  const rows: Record<string, number> = {};
  for (const { name } of tables) {
    const [counted] = await upgraded<{ rows: number }[]>`select count(*)::int as rows from ${upgraded(name)}`;
    rows[name] = counted?.rows ?? 0;
  }
  const [totals] = await upgraded`
    select (select sum(gross_minor)::text from invoices) as invoiced,
           (select sum(amount_minor)::text from payments) as paid,
           (select last_value::text from session_numbers) as "lastSessionNumber"`;
  return { rows, totals };
}

/** The fixture is plain SQL of pg_dump with INSERT: the driver sends it as it is. */
async function restore(): Promise<void> {
  const sql = connect("upgraded");
  await sql.unsafe(gunzipSync(readFileSync(FIXTURE)).toString());
  await sql.end();
}

const connect = (database: string) => postgres(urlOf("postgres", database), { max: 1, onnotice: () => {} });

function urlOf(login: string, database: string): string {
  const url = new URL(server.url);
  if (login !== url.username) Object.assign(url, { username: login, password: login });
  url.pathname = `/${database}`;
  return url.href;
}
