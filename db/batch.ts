import { joinedTexts, plainArray, textArray } from "./pg-array";
import { SqlFragment } from "./query";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/**
 * What each Postgres type of a batch is in TypeScript. Bigints travel as decimal text, never as
 * number.
 */
type Scalars = {
  readonly uuid: string;
  readonly text: string;
  readonly int: number;
  readonly smallint: number;
  readonly bigint: string;
  readonly float8: number;
  readonly real: number;
  readonly boolean: boolean;
  readonly timestamptz: string;
  readonly jsonb: Json;
  /** JSON text, long: travels joined instead of quoted. For `batchOf` only. */
  readonly payload: string;
};

type ScalarType = keyof Scalars;

/**
 * The columns of a batch by name: a Postgres type, with "?" where it may be null, or a list of
 * rows. The row type and the SQL both come from this description, so a forgotten or misspelt column
 * does not compile.
 */
export type Columns = { readonly [name: string]: ScalarType | `${ScalarType}?` | { readonly listOf: Columns } };

export type RowOf<Described extends Columns> = {
  readonly [Name in keyof Described]: Described[Name] extends { readonly listOf: infer Rows extends Columns }
    ? readonly RowOf<Rows>[]
    : Described[Name] extends `${infer Type extends ScalarType}?`
      ? Scalars[Type] | null
      : Described[Name] extends ScalarType
        ? Scalars[Described[Name]]
        : never;
};

const typeOf = (column: Columns[string]): string => (typeof column === "string" ? column.replace("?", "") : "jsonb");

/** `"id" uuid, "at" timestamptz`: the column definition list of a record set. */
const definitions = (columns: Columns): string =>
  Object.entries(columns)
    .map(([name, column]) => `"${name}" ${typeOf(column)}`)
    .join(", ");

/**
 * Rows as one JSON text, under the names they have in TypeScript: `from ${recordset(columns,
 * "input")(json)}`, then `input."tenantId"`.
 */
export function recordset(columns: Columns, alias: string): (json: string) => SqlFragment {
  const strings = ["jsonb_to_recordset(", `::text::jsonb) as ${alias} (${definitions(columns)})`];
  return (json) => new SqlFragment(strings, [json]);
}

/** The rows of a `listOf` column: `cross join ${rowsOf(LINE, "input.lines", "line")}`. */
export function rowsOf(columns: Columns, source: string, alias: string): SqlFragment {
  return new SqlFragment([`jsonb_to_recordset(${source}) as ${alias} (${definitions(columns)})`], []);
}

/**
 * Rows as one array a column, under Postgres's names (`atMs` is `at_ms`): `from ${batchOf(columns,
 * "input")(rows)}`. Cheaper than JSON and than the driver's general serializer: the hot path.
 */
export function batchOf<const Described extends Columns>(
  columns: Described,
  alias: string,
): (rows: readonly RowOf<Described>[]) => SqlFragment {
  const described = Object.entries(columns).map(([name, column]) => ({ name, type: typeOf(column) }));
  const names = described.map(({ name }) => name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`));
  const before = described.map(({ type }) => (type === "payload" ? "(string_to_array(" : ""));
  const after = described.map(({ type }) => (type === "payload" ? "::text, chr(31), chr(30)))[2:]" : `::${type}[]`));
  const strings = [
    `unnest(${before[0]}`,
    ...after.slice(0, -1).map((cast, index) => `${cast}, ${before[index + 1]}`),
    `${after.at(-1)}) as ${alias} (${names.join(", ")})`,
  ];
  return (rows) =>
    new SqlFragment(
      strings,
      described.map(({ name, type }) => arrayOf(rows, name, type)),
    );
}

function arrayOf(rows: readonly { readonly [name: string]: unknown }[], name: string, type: string): string {
  // the row type has checked what a column holds; only texts need quotes
  if (type === "payload") return joinedTexts(rows.map((row) => row[name] as string | null));
  if (NEEDS_QUOTES.has(type)) return textArray(rows.map((row) => row[name] as string | null));
  return plainArray(rows.map((row) => row[name] as string | number | boolean | null));
}

const NEEDS_QUOTES: ReadonlySet<string> = new Set(["text", "timestamptz", "jsonb"]);
