import { Refusal } from "@/server/domain/refusal";

/** The error code of the trigger on tariff_versions (restrict_violation). */
const PUBLISHED_CANNOT_CHANGE = "23001";

/**
 * Turns the database's refusal to change a published version into ours; other errors are rethrown.
 */
export async function refusePublished<T>(change: Promise<T>): Promise<T> {
  // caught here: only here is this error code known to be a refusal and not a fault
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
