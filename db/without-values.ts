import { DrizzleQueryError } from "drizzle-orm";
import { errorCode } from "./error-code";

/**
 * The same work; an error it ends with no longer holds the values of the failed statement. Drizzle
 * writes them into the message, and whoever logs that would log session tokens, password hashes and
 * links that let their reader in.
 */
export async function withoutValues<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) stripValues(cause);
    throw error;
  }
}

function stripValues(error: Error): void {
  if (error instanceof DrizzleQueryError) {
    const { message, stack = "" } = error;
    const frames = stack.slice(stack.indexOf(message) + message.length);
    const redacted = `Failed query: ${error.query}`;
    Object.assign(error, { message: redacted, params: [], stack: `Error: ${redacted}${frames}` });
  }
  // 23502, 23514: a column without a value, a check; Postgres quotes the whole row
  if (/^23(502|514)$/.test(errorCode(error)) && "detail" in error) Object.assign(error, { detail: "" });
}
