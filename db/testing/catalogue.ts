import type postgres from "postgres";

/** The job queue's schema is missing: it belongs to its package, which migrates it. */
const IN_OUR_SCHEMAS = "n.nspname in ('public', 'drizzle')";

/**
 * The schema of a database as sorted lines, one for each object: "index NAME: …". Two databases
 * with the same schema have the same lines, whatever their rows. The daily partitions of the
 * message log count as one, because their days depend on when the database was made.
 */
export async function readCatalogue(sql: postgres.Sql): Promise<readonly string[]> {
  const lines = new Set<string>();
  for (const [kind, query] of Object.entries(QUERIES))
    for (const { name, ...facts } of await sql.unsafe(query)) lines.add(withoutDays(lineOf(kind, name, facts)));
  return [...lines].toSorted();
}

/** The lines that only one of two catalogues has. Two databases with the same schema have none. */
export const compareCatalogues = (expected: readonly string[], actual: readonly string[]) => ({
  missing: expected.filter((line) => !actual.includes(line)),
  unexpected: actual.filter((line) => !expected.includes(line)),
});

function lineOf(kind: string, name: string, facts: Readonly<Record<string, unknown>>): string {
  const known = Object.entries(facts).filter(([, value]) => value !== null && value !== "");
  return `${kind} ${name}: ${known.map(([fact, value]) => `${fact} ${String(value)}`).join(", ")}`;
}

const withoutDays = (line: string): string =>
  line
    .replaceAll(/ocpp_messages_\d{8}/g, "ocpp_messages_DAY")
    .replace(/FOR VALUES FROM \('[^']+'\) TO \('[^']+'\)/, "FOR VALUES FROM (DAY) TO (NEXT DAY)");

/** Tables, partitions, indexes, sequences and views of our schemas. */
const RELATIONS = `pg_class c join pg_namespace n on n.oid = c.relnamespace and ${IN_OUR_SCHEMAS}`;

const FUNCTIONS = `pg_proc p join pg_namespace n on n.oid = p.pronamespace and ${IN_OUR_SCHEMAS}`;

const TYPES = `pg_type t join pg_namespace n on n.oid = t.typnamespace and ${IN_OUR_SCHEMAS}`;

/** One line for each grantee of what `objects` selects: names with their lists of privileges. */
const grantsOn = (objects: string): string => `
  select name || ' to ' || case a.grantee when 0 then 'public' else a.grantee::regrole::text end as name,
         array_agg(a.privilege_type || case when a.is_grantable then '*' else '' end order by a.privilege_type) as may
    from (${objects}) objects, aclexplode(privileges) a
   group by objects.name, a.grantee`;

/** Each selects names and facts; the column's name is the fact's. */
const QUERIES: Readonly<Record<string, string>> = {
  schema: `
    select n.nspname as name, n.nspowner::regrole::text as owner from pg_namespace n where ${IN_OUR_SCHEMAS}`,

  relation: `
    select c.oid::regclass::text as name, c.relkind as kind, c.relowner::regrole::text as owner,
           c.relpersistence as persistence, c.relrowsecurity as "row security", c.relforcerowsecurity as forced,
           c.reloptions as options, pg_get_partkeydef(c.oid) as "partitioned by",
           (select i.inhparent::regclass::text from pg_inherits i where i.inhrelid = c.oid) as "part of",
           pg_get_expr(c.relpartbound, c.oid) as bound
      from ${RELATIONS}`,

  column: `
    select c.oid::regclass || '.' || a.attname as name,
           row_number() over (partition by c.oid order by a.attnum) as place,
           format_type(a.atttypid, a.atttypmod) as type, nullif(a.attcollation, 0)::regcollation::text as collation,
           a.attnotnull as "not null", pg_get_expr(d.adbin, d.adrelid) as default,
           a.attgenerated as generated, a.attidentity as identity
      from ${RELATIONS}
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
     where c.relkind in ('r', 'p', 'v', 'm')`,

  // Not null is read as a fact of the column: as a constraint (Postgres 18) it has no stable name.
  constraint: `
    select k.conname || ' on ' || c.oid::regclass as name, pg_get_constraintdef(k.oid) as is,
           k.convalidated as validated
      from pg_constraint k join ${RELATIONS} on c.oid = k.conrelid
     where k.contype <> 'n'`,

  index: `
    select c.oid::regclass || ' on ' || i.indrelid::regclass as name, pg_get_indexdef(c.oid) as is,
           i.indisvalid as valid
      from ${RELATIONS} join pg_index i on i.indexrelid = c.oid`,

  policy: `
    select p.polname || ' on ' || c.oid::regclass as name, p.polcmd as for, p.polpermissive as permissive,
           array(select case r when 0 then 'public' else r::regrole::text end
                   from unnest(p.polroles) r order by 1) as to,
           pg_get_expr(p.polqual, c.oid) as using, pg_get_expr(p.polwithcheck, c.oid) as check
      from pg_policy p join ${RELATIONS} on c.oid = p.polrelid`,

  trigger: `
    select t.tgname || ' on ' || c.oid::regclass as name, pg_get_triggerdef(t.oid) as is, t.tgenabled as enabled
      from pg_trigger t join ${RELATIONS} on c.oid = t.tgrelid
     where not t.tgisinternal`,

  function: `
    select p.oid::regprocedure::text as name, p.proowner::regrole::text as owner, pg_get_functiondef(p.oid) as is
      from ${FUNCTIONS} where p.prokind in ('f', 'p')`,

  sequence: `
    select c.oid::regclass::text as name, format_type(s.seqtypid, null) as type, s.seqstart as start,
           s.seqincrement as increment, s.seqmin as min, s.seqmax as max, s.seqcache as cache, s.seqcycle as cycles,
           (select d.refobjid::regclass || '.' || a.attname from pg_depend d
              join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
             where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i')) as column
      from ${RELATIONS} join pg_sequence s on s.seqrelid = c.oid`,

  enum: `
    select t.oid::regtype::text as name,
           array(select enumlabel from pg_enum where enumtypid = t.oid order by enumsortorder) as values
      from ${TYPES} where t.typtype = 'e'`,

  domain: `
    select t.oid::regtype::text as name, format_type(t.typbasetype, t.typtypmod) as type, t.typnotnull as "not null",
           t.typdefault as default
      from ${TYPES} where t.typtype = 'd'`,

  extension: `select extname as name, extnamespace::regnamespace::text as schema from pg_extension`,

  "grant on database": grantsOn(`
    select 'itself' as name, coalesce(datacl, acldefault('d', datdba)) as privileges
      from pg_database where datname = current_database()`),

  "grant on schema": grantsOn(`
    select n.nspname as name, coalesce(n.nspacl, acldefault('n', n.nspowner)) as privileges
      from pg_namespace n where ${IN_OUR_SCHEMAS}`),

  "grant on relation": grantsOn(`
    select c.oid::regclass::text as name,
           coalesce(c.relacl,
                    acldefault(case c.relkind when 'S' then 's' else 'r' end::"char", c.relowner)) as privileges
      from ${RELATIONS} where c.relkind not in ('i', 'I')`),

  "grant on column": grantsOn(`
    select c.oid::regclass || '.' || a.attname as name, a.attacl as privileges
      from ${RELATIONS} join pg_attribute a on a.attrelid = c.oid and not a.attisdropped`),

  "grant on function": grantsOn(`
    select p.oid::regprocedure::text as name, coalesce(p.proacl, acldefault('f', p.proowner)) as privileges
      from ${FUNCTIONS}`),
};
