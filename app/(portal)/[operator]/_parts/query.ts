/**
 * The address of a list or a detail page, read tolerantly: what is not understood is as if it were
 * not there.
 */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

export const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** All values of a name that may be repeated. */
export const many = (query: Query, name: string): readonly string[] => [query[name] ?? []].flat();

export const one = (query: Query, name: string): string | undefined => many(query, name)[0];

/** One of the known words, else undefined. */
export const oneOf = <Word extends string>(query: Query, name: string, known: readonly Word[]): Word | undefined =>
  known.find((value) => value === one(query, name));

/** A value of that form, else undefined. */
export function matching(query: Query, name: string, form: RegExp): string | undefined {
  const value = one(query, name);
  return value !== undefined && form.test(value) ? value : undefined;
}

const CURSOR = /^[\w-]{1,600}$/;

/** Both ends of keyset paging. */
export function pageOf(query: Query): { after?: string; before?: string } {
  const [after, before] = [matching(query, "after", CURSOR), matching(query, "before", CURSOR)];
  return { ...(after ? { after } : {}), ...(before ? { before } : {}) };
}

/** The same filters for an export's address. */
export function exportAddress(operator: string, list: string, query: Query, names: readonly string[]): string {
  const params = new URLSearchParams();
  for (const name of names) for (const value of many(query, name)) params.append(name, value);
  const text = params.toString();
  return `/api/export/${encodeURIComponent(operator)}/${list}${text === "" ? "" : `?${text}`}`;
}
