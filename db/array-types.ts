import type postgres from "postgres";

/**
 * Arrays of the built-in types, element type → array type (pg_type, fixed since Postgres 8). The
 * driver would ask each new connection for them, in a query of its own whose failure nobody can
 * catch: a server that stops at that moment would end the process.
 */
const ARRAYS: readonly (readonly [element: number, array: number])[] = [
  [16, 1000], // boolean
  [18, 1002], // "char"
  [19, 1003], // name
  [20, 1016], // bigint
  [21, 1005], // smallint
  [23, 1007], // integer
  [25, 1009], // text
  [26, 1028], // oid
  [114, 199], // json
  [700, 1021], // real
  [701, 1022], // double precision
  [1043, 1015], // varchar
  [1082, 1182], // date
  [1184, 1185], // timestamptz
  [1700, 1231], // numeric
  [2950, 2951], // uuid
  [3802, 3807], // jsonb
];

type Nested<T> = readonly (T | null | Nested<T>)[];

/** Teaches a pool to read and write arrays without asking the server about them. */
export function registerArrayTypes(options: postgres.ParsedOptions<Record<string, never>>): void {
  for (const [element, array] of ARRAYS) {
    const read: (text: string) => unknown = options.parsers[element] ?? ((text) => text);
    const write: (value: unknown) => unknown = options.serializers[element] ?? String;
    options.parsers[array] ??= (text: string) => parseArray(text, read);
    options.serializers[array] ??= (value: unknown) => (Array.isArray(value) ? arrayText(value, write) : value);
  }
}

/** Reads an array literal such as `{1,null,"a \"b\""}` or `{{1,2},{3,4}}`. */
export function parseArray<T>(literal: string, read: (text: string) => T): Nested<T> {
  const stack: (T | null | Nested<T>)[][] = [[]];
  // a bound such as "[0:1]=" may stand before the braces
  const text = literal.slice(literal.indexOf("{"));
  for (const [token, quoted] of text.matchAll(/[{}]|"((?:[^"\\]|\\.)*)"|[^{},"]+/gs)) {
    if (token === "{") stack.push([]);
    else if (token === "}") {
      const done = stack.pop() ?? [];
      stack.at(-1)?.push(done);
    } else if (quoted !== undefined) stack.at(-1)?.push(read(quoted.replace(/\\(.)/gs, "$1")));
    else stack.at(-1)?.push(token === "NULL" ? null : read(token));
  }
  const [whole] = stack[0] ?? [];
  return Array.isArray(whole) ? whole : [];
}

function arrayText(values: readonly unknown[], write: (value: unknown) => unknown): string {
  const parts = values.map((value) => {
    if (value === null || value === undefined) return "null";
    return Array.isArray(value) ? arrayText(value, write) : `"${String(write(value)).replace(/["\\]/g, "\\$&")}"`;
  });
  return `{${parts.join(",")}}`;
}
