import { hideSecretVariables } from "@/server/domain/station/secret-variable";

const SECRET_NAME = /password|secret|credential|token$|tokenHash|authorization/i;

/**
 * A JSON-safe copy of a procedure's input for the audit log: secrets, those of a station's
 * configuration too, become "•••", bigints text, dates ISO text.
 */
export const maskSecrets = (value: unknown): unknown => hideSecretVariables(masked(value));

function masked(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      SECRET_NAME.test(name) && typeof inner === "string" ? "•••" : masked(inner),
    ]),
  );
}
