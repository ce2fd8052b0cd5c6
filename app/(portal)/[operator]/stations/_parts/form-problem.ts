import { errorFacts } from "@/app/_trpc/client";

/** A failed mutation as a form shows it: sentences by field, and one for the whole when no field is to blame. */
export function formProblem(error: unknown): { errors: Readonly<Record<string, string>>; problem: string | undefined } {
  if (error === null || error === undefined) return { errors: {}, problem: undefined };
  const { message, fields, details } = errorFacts(error);
  const field = details["field"];
  const errors = typeof field === "string" ? { ...fields, [field]: message } : { ...fields };
  return { errors, problem: Object.keys(errors).length === 0 ? message : undefined };
}
