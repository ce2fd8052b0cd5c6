/** Values travel as text (bigint too: `String(n)`), so say what each one is: `${id}::uuid`, `${iso}::timestamptz`, `${json}::text::jsonb`. */
export type SqlValue = string | number | boolean | null;

/** Asks Postgres in plain SQL. `Row` is what the statement's author promises; name its columns in camelCase and cast what is no text. */
export type Query = <Row>(strings: TemplateStringsArray, ...values: readonly SqlValue[]) => Promise<readonly Row[]>;
