/** The address of a list or a detail page, read tolerantly: what is not understood is as if it were not there. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

export const one = (query: Query, name: string): string | undefined => {
  const value = query[name];
  return typeof value === "string" ? value : value?.[0];
};

/** One of the known words, else undefined. */
export const oneOf = <Word extends string>(query: Query, name: string, known: readonly Word[]): Word | undefined =>
  known.find((word) => word === one(query, name));

/** Both ends of keyset paging; a cut cursor is left out. */
export function pageOf(query: Query): { after?: string; before?: string } {
  const [after, before] = [one(query, "after"), one(query, "before")];
  const isCursor = (text: string | undefined): text is string => text !== undefined && /^[\w-]{1,600}$/.test(text);
  return { ...(isCursor(after) ? { after } : {}), ...(isCursor(before) ? { before } : {}) };
}

/** The same filters for an export's address. */
export function exportAddress(operator: string, list: string, query: Query, names: readonly string[]): string {
  const params = new URLSearchParams();
  for (const name of names) for (const value of [query[name] ?? []].flat()) params.append(name, value);
  const text = params.toString();
  return `/api/export/${encodeURIComponent(operator)}/${list}${text === "" ? "" : `?${text}`}`;
}
