import { Refusal } from "@/server/domain/refusal";

/** What the trigger on tariff_versions raises (restrict_violation). */
const PUBLISHED_CANNOT_CHANGE = "23001";

/**
 * Turns the database's own refusal to change a published version into ours; any other error stays
 * what it is.
 */
export async function refusePublished<T>(change: Promise<T>): Promise<T> {
  // caught here because only here is it known that this error code is an answer and no fault
  try {
    return await change;
  } catch (error) {
    if (codeOf(error) !== PUBLISHED_CANNOT_CHANGE) throw error;
    throw new Refusal("version_immutable");
  }
}

function codeOf(error: unknown): string | null {
  if (typeof error !== "object" || error === null) return null;
  if ("code" in error && typeof error.code === "string") return error.code;
  return "cause" in error ? codeOf(error.cause) : null;
}
