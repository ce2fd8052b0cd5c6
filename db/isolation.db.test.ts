/**
 * Every tenant table, with real rows of one operator, asked and attacked from another: by each
 * process's role.
 */
import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { poolOf } from "./client";
import { databaseUrl } from "./env";

type Column = {
  readonly name: string;
  readonly type: string;
  readonly needed: boolean;
  readonly values: string | null;
};

const mine = randomUUID();
const theirs = randomUUID();
let owner: postgres.Sql;
const tables = new Map<string, { readonly columns: readonly string[]; readonly values: readonly unknown[] }>();

beforeAll(async () => {
  owner = postgres(databaseUrl(), { max: 1, onnotice: () => {} });
  for (const [id, slug] of [
    [mine, `mine-${mine}`],
    [theirs, `theirs-${theirs}`],
  ] as const) {
    await owner`insert into operators (id, slug, name, time_zone, currency) values (${id}, ${slug}, ${slug}, 'UTC',
    'EUR')`;
  }
  const names = await owner<{ name: string }[]>`
    select c.relname as name from pg_class c
      join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
     where c.relkind in ('r', 'p') and not c.relispartition order by 1`;
  for (const { name } of names) tables.set(name, await insertRowOf(name, theirs));
});

afterAll(() => owner.end());

describe.each(["portal", "worker", "gateway"] as const)(
  "the %s, acting for one operator, towards another's rows",
  (role) => {
    const asOwnTenant = <T>(fn: (sql: postgres.TransactionSql) => Promise<T>) =>
      poolOf(role).begin(async (sql) => {
        await sql`select set_config('app.tenant_id', ${mine}, true),
        set_config('app.tenant_ids', ${`{${mine}}`}, true)`;
        return fn(sql);
      });

    /** rows touched, "refused", or the error that was neither */
    const touched = (run: (sql: postgres.TransactionSql) => Promise<{ readonly count: number }>) =>
      asOwnTenant(run).then(
        (result) => (result as { count: number }).count,
        (error: unknown) => (error instanceof postgres.PostgresError && error.code === "42501" ? "refused" : error),
      );

    test("sees none of them", async () => {
      for (const name of tables.keys()) {
        const seen = await touched((sql) => sql`select 1 from ${sql(name)} where tenant_id = ${theirs}`);
        expect([0, "refused"], name).toContain(seen);
      }
    });

    test("changes none of them", async () => {
      for (const name of tables.keys()) {
        const changed = await touched(
          (sql) => sql`update ${sql(name)} set tenant_id = tenant_id where tenant_id = ${theirs}`,
        );
        expect([0, "refused"], name).toContain(changed);
      }
    });

    test("deletes none of them", async () => {
      for (const name of tables.keys()) {
        const deleted = await touched((sql) => sql`delete from ${sql(name)} where tenant_id = ${theirs}`);
        expect([0, "refused"], name).toContain(deleted);
      }
    });

    test("can put no row in another operator's name", async () => {
      for (const [name, { columns, values }] of tables) {
        const list = columns.map((column) => `"${column}"`).join(", ");
        const inserted = await touched((sql) =>
          sql.unsafe(
            `insert into "${name}" (${list}) values (${columns.map((_, index) => `$${index + 1}`).join(", ")})`,
            [...values] as string[],
          ),
        );
        expect(inserted, name).toBe("refused");
      }
    });
  },
);

test("the rows were really there", async () => {
  for (const name of tables.keys()) {
    const [row] = await owner<
      { rows: number }[]
    >`select count(*)::int as rows from ${owner(name)} where tenant_id = ${theirs}`;
    expect(row?.rows, name).toBe(1);
  }
  expect(tables.size).toBeGreaterThan(25);
});

/**
 * One row with the least that the table asks for, written past foreign keys: isolation must hold
 * whatever the row says.
 */
async function insertRowOf(table: string, tenantId: string) {
  const columns = await columnsOf(table);
  const chosen = columns.filter((column) => column.needed || (table === "tokens" && column.name === "driver_id"));
  const names = ["tenant_id", ...chosen.map((column) => column.name)];
  const values = [tenantId, ...chosen.map(valueOf)];
  const list = names.map((name) => `"${name}"`).join(", ");
  await owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql.unsafe(
      `insert into "${table}" (${list}) values (${names.map((_, index) => `$${index + 1}`).join(", ")})`,
      values as string[],
    );
  });
  return { columns: names, values };
}

const columnsOf = (table: string): Promise<readonly Column[]> =>
  owner<Column[]>`
    select a.attname as name, format_type(a.atttypid, null) as type,
           a.attnotnull and not a.atthasdef and a.attidentity = '' as needed,
           (select pg_get_constraintdef(k.oid) from pg_constraint k
             where k.conrelid = a.attrelid and k.contype = 'c' and a.attnum = any (k.conkey)
               and pg_get_constraintdef(k.oid) like '%ARRAY[%' limit 1) as "values"
      from pg_attribute a
     where a.attrelid = ${table}::regclass and a.attnum > 0 and not a.attisdropped and a.attname <> 'tenant_id'`;

/** A value the column takes: the first word of its check, or something plain of its type. */
function valueOf({ type, values }: Column): unknown {
  const allowed = values === null ? null : /'([^']+)'/.exec(values)?.[1];
  if (allowed) return allowed;
  if (type === "uuid") return randomUUID();
  if (type === "jsonb") return {};
  if (type.startsWith("timestamp")) return new Date();
  if (type === "date") return "2026-01-01";
  if (type === "boolean") return false;
  if (type === "bytea") return Buffer.from("x");
  if (["integer", "bigint", "smallint", "numeric", "real"].includes(type)) return 1;
  return `text-${randomUUID()}`;
}
