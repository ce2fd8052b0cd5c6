/**
 * Values travel as text (bigint too: `String(n)`), so every one carries its type: `${id}::uuid`,
 * `${iso}::timestamptz`, `${json}::text::jsonb`.
 */
export type SqlValue = string | number | boolean | null;

/**
 * A piece of SQL with values of its own. Only db/batch.ts makes one; its text never comes from
 * outside.
 */
export class SqlFragment {
  constructor(
    /**
     * one more than there are values; the same array for the same text, which is what caching
     * relies on
     */
    readonly strings: readonly string[],
    readonly values: readonly SqlValue[],
  ) {}
}

/**
 * Sends a statement in plain SQL. `Row` is what the statement's author promises: columns are named
 * in camelCase, and what is no text is cast.
 */
export type Query = <Row>(
  strings: TemplateStringsArray,
  ...values: readonly (SqlValue | SqlFragment)[]
) => Promise<readonly Row[]>;

/** An instant as raw statements return it: Postgres's text. */
export const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

type Inlined = { readonly fragments: readonly (readonly string[])[]; readonly strings: TemplateStringsArray };

/** By call site, of which a process has a fixed number: the text with its fragments inside. */
const inlined = new WeakMap<TemplateStringsArray, Inlined>();

/**
 * Turns a template with fragments into one without: their text becomes the statement's, their
 * values its parameters.
 */
export function inlineFragments(
  strings: TemplateStringsArray,
  values: readonly (SqlValue | SqlFragment)[],
): readonly [TemplateStringsArray, ...SqlValue[]] {
  const fragments = values.flatMap((value) => (value instanceof SqlFragment ? [value.strings] : []));
  const parameters = values.flatMap((value) => (value instanceof SqlFragment ? value.values : [value]));
  if (fragments.length === 0) return [strings, ...parameters];
  const known = inlined.get(strings);
  if (known && fragments.every((fragment, index) => fragment === known.fragments[index])) {
    return [known.strings, ...parameters];
  }
  const merged = merge(strings, values);
  inlined.set(strings, { fragments, strings: merged });
  return [merged, ...parameters];
}

function merge(strings: readonly string[], values: readonly (SqlValue | SqlFragment)[]): TemplateStringsArray {
  const parts = [strings[0] ?? ""];
  values.forEach((value, index) => {
    const after = strings[index + 1] ?? "";
    const [first = "", ...rest] = value instanceof SqlFragment ? value.strings : ["", ""];
    parts.push(`${parts.pop() ?? ""}${first}`, ...rest);
    parts.push(`${parts.pop() ?? ""}${after}`);
  });
  return Object.assign(parts, { raw: parts });
}
