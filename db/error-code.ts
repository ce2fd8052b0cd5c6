/** The code that Postgres, its driver or Node gave an error; empty for one that has none. */
export function errorCode(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
}
