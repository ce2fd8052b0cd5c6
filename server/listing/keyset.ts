/**
 * Long lists a page at a time: a page begins where the one before it ended, by the sort keys of
 * that row, so it stays put while rows come in.
 */
import { z } from "zod";

/** Where a page begins: the sort keys of the row before it, its id last. Opaque to screens. */
const Cursor = z.string().max(600);

/**
 * What a list is asked for beside its filters: the page after a row or before one, neither for the
 * first.
 */
export const pageInput = (defaultLimit: number, maxLimit: number) => ({
  after: Cursor.optional(),
  before: Cursor.optional(),
  limit: z.number().int().min(1).max(maxLimit).default(defaultLimit),
});

type PageInput = { readonly after?: string | undefined; readonly before?: string | undefined };

/**
 * The ends of a page: what to ask for the one before it and the one after; null where there is
 * none.
 */
export type PageCursors = { readonly before: string | null; readonly after: string | null };

/** `keys` null: the list's beginning. */
export type PagePosition<Keys> = { readonly keys: Keys | null; readonly isBackwards: boolean };

/** An instant as Postgres writes it, to the microsecond. */
export const InstantKey = z.string().regex(/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:[\d.]+(Z|[+-]\d\d(:?\d\d)?)?$/);

/**
 * Reads the cursor of a question. One that was cut or edited is as if it were not there: an old
 * address shows the list's beginning.
 */
export function positionOf<Keys>({ after, before }: PageInput, keys: z.ZodType<Keys>): PagePosition<Keys> {
  const cursor = before ?? after;
  const read = cursor === undefined ? null : keys.safeParse(parse(Buffer.from(cursor, "base64url").toString()));
  return read?.success ? { keys: read.data, isBackwards: before !== undefined } : { keys: null, isBackwards: false };
}

/**
 * Makes the page of what was found: one row more than the page holds, which shows whether there is
 * another page; from its end, when it was asked for backwards.
 * @param keysOf the texts that {@link positionOf} will read
 */
export function pageOf<Row>(
  found: readonly Row[],
  limit: number,
  { keys, isBackwards }: PagePosition<unknown>,
  keysOf: (row: Row) => readonly string[],
): PageCursors & { readonly rows: readonly Row[] } {
  const rows = found.slice(0, limit);
  if (isBackwards) rows.reverse();
  const hasMore = found.length > limit;
  const cursor = (row: Row | undefined) => (row === undefined ? null : cursorOf(keysOf(row)));
  return {
    rows,
    before: (isBackwards ? hasMore : keys !== null) ? cursor(rows.at(0)) : null,
    after: isBackwards || hasMore ? cursor(rows.at(-1)) : null,
  };
}

const cursorOf = (keys: readonly string[]): string => Buffer.from(JSON.stringify(keys)).toString("base64url");

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // JSON has no other way to say that it cannot be read
  }
}
