import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { ownDrizzle, poolOf } from "./client";

type TenantTable = {
  readonly name: string;
  readonly isForced: boolean;
  readonly policies: readonly string[];
  readonly plainForeignKeys: readonly string[];
};

/**
 * Append-only logs, written only from rows that already passed their keys; they carry no foreign
 * key at all, for speed.
 */
const LOGS = ["ocpp_messages", "meter_readings"];

let tables: readonly TenantTable[];

beforeAll(async () => {
  tables = await ownDrizzle().execute<TenantTable>(sql`
    select c.relname as name,
           c.relrowsecurity and c.relforcerowsecurity as "isForced",
           array(select polname::text from pg_policy where polrelid = c.oid) as policies,
           -- foreign keys to other tenant tables that do not carry tenant_id with them
           array(select k.conname::text from pg_constraint k
                  join pg_attribute other on other.attrelid = k.confrelid and other.attname = 'tenant_id'
                 where k.conrelid = c.oid and k.contype = 'f'
                   and not (other.attnum = any (k.confkey))) as "plainForeignKeys"
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
     where c.relkind in ('r', 'p') and not c.relispartition
     order by c.relname`);
});

test("the catalogue knows our tenant tables", () => {
  expect(tables.map((table) => table.name)).toEqual(
    expect.arrayContaining(["sessions", "invoices", "stations", "audit_entries"]),
  );
  expect(tables.length).toBeGreaterThan(25);
});

test("every table with tenant_id has forced row security and both tenant policies", () => {
  const unprotected = tables.filter(
    (table) => !table.isForced || !table.policies.includes("one_tenant") || !table.policies.includes("batch_tenants"),
  );
  expect(unprotected).toEqual([]);
});

test("every partition of the message log has row security and no grant of its own", async () => {
  const open = await ownDrizzle().execute<{ name: string }>(sql`
    select c.relname as name from pg_class c
     where c.relispartition and c.relkind = 'r'
       and (not c.relforcerowsecurity
            or has_table_privilege('corrente_portal', c.oid, 'select')
            or has_table_privilege('corrente_gateway', c.oid, 'insert'))`);
  expect([...open]).toEqual([]);
});

test("no foreign key between tenant tables looks past the tenant", () => {
  expect(tables.flatMap((table) => table.plainForeignKeys)).toEqual([]);
});

test("every tenant table hangs on its operator, the logs excepted", async () => {
  const referencing = await ownDrizzle().execute<{ name: string }>(sql`
    select distinct conrelid::regclass::text as name from pg_constraint where contype = 'f'
           and confrelid = 'operators'::regclass`);
  const names = new Set(referencing.map((row) => row.name));
  const unreferenced = tables.filter(
    (table) => !names.has(table.name) && !LOGS.includes(table.name) && table.name !== "station_events",
  );
  expect(unreferenced.map((table) => table.name)).toEqual([]);
});

test.each(["portal", "worker", "gateway"] as const)(
  "the %s's role owns nothing, is no superuser and cannot bypass row security",
  async (role) => {
    const [row] = await poolOf(role)<{ user: string; isSuper: boolean; bypasses: boolean; owned: string[] }[]>`
    select current_user as "user", rolsuper as "isSuper", rolbypassrls as bypasses,
           array(select relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
                  where n.nspname = 'public' and c.relowner = r.oid) as owned
      from pg_roles r where rolname = current_user`;
    expect(row).toEqual({ user: `corrente_${role}`, isSuper: false, bypasses: false, owned: [] });
  },
);

/**
 * Beside what a person removes in the portal: sign-ins that ended, and what waits to be billed no
 * longer.
 */
const MAY_DELETE = {
  portal: `auth_sessions connectors evses findings invoice_charge_records invoices memberships model_profiles
    refused_attempts sign_in_attempts station_commands station_deviations station_variables stations tariff_assignments tariff_versions tariffs unbilled_records verification_tokens`,
  worker: "auth_sessions unbilled_records verification_tokens",
  gateway: "gateways refused_attempts unknown_stations",
};

test.each(["portal", "worker", "gateway"] as const)("what the %s may delete is what is named here", async (role) => {
  const may = await poolOf(role)<{ name: string; truncates: boolean }[]>`
    select c.relname as name, has_table_privilege(c.oid, 'truncate') as truncates
      from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
     where c.relkind in ('r', 'p') and (has_table_privilege(c.oid, 'delete') or has_table_privilege(c.oid, 'truncate'))
     order by c.relname`;
  expect([...may]).toEqual(MAY_DELETE[role].split(/\s+/).map((name) => ({ name, truncates: false })));
});

test.each(["portal", "worker", "gateway"] as const)("the %s changes nothing of what is written once", async (role) => {
  const once = [
    "audit_entries",
    "charge_lines",
    "charge_records",
    "invoice_files",
    "meter_readings",
    "ocpp_messages",
    "reread_messages",
  ];
  const [row] = await poolOf(role)<{ changed: string[] }[]>`
    select array(select name from unnest(${[...once, "payments", "station_events"]}::text[]) as name
                  where has_any_column_privilege(name, 'update') or has_table_privilege(name, 'delete')) as changed`;
  expect(row?.changed).toEqual([]);
});

test("the worker and the gateway sign nobody in, and read no password", async () => {
  for (const role of ["worker", "gateway"] as const) {
    const [row] = await poolOf(role)<{ open: string[] }[]>`
      select array(select name from unnest('{passwords,sign_in_attempts}'::text[]) as name
             where has_any_column_privilege(name, 'select'))
          || array(select name
          from unnest('{users,passwords,auth_sessions,verification_tokens,memberships,invitations}'::text[]) as name
                    where has_any_column_privilege(name, 'insert')
                      or has_any_column_privilege(name, 'update')) as open`;
    expect(row?.open, role).toEqual([]);
  }
});

test("functions that act in their owner's name look nothing up in a schema of others, and are not everybody's", async () => {
  const open = await ownDrizzle().execute<{ name: string }>(sql`
    select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace and n.nspname = 'public'
     where p.prosecdef and (p.proconfig is null or not 'search_path=public, pg_temp' = any (p.proconfig)
           or exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0))`);
  expect([...open]).toEqual([]);
  const [schema] = await ownDrizzle().execute<{ mayCreate: boolean }>(sql`
    select exists (select from pg_namespace n, aclexplode(n.nspacl) a where n.nspname = 'public' and a.grantee = 0
           and a.privilege_type = 'CREATE')
           as "mayCreate"`);
  expect(schema?.mayCreate).toBe(false);
});

test.each(["portal", "worker", "gateway"] as const)(
  "without a tenant the %s is refused, or sees nothing",
  async (role) => {
    for (const { name } of tables) {
      const seen = await poolOf(role)<{ rows: number }[]>`select count(*)::int as rows from ${poolOf(role)(name)}`.then(
        ([row]) => row?.rows,
        () => "refused",
      );
      expect([0, "refused"], name).toContain(seen);
    }
  },
);

test("without a tenant and without the platform's key, memberships and invitations are empty", async () => {
  const [row] = await poolOf("portal")<{ found: number }[]>`
    select ((select count(*) from memberships) + (select count(*) from invitations))::int as found`;
  expect(row?.found).toBe(0);
});
