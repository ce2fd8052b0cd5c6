/**
 * What a station's configuration holds in secret: AuthorizationKey of OCPP 1.6, BasicAuthPassword
 * of 2.0.1, and vendors' own (passwords of a Wi-Fi, a VPN or an APN). OCPP calls them write-only;
 * what is said of them is sent, and kept nowhere.
 */
const SECRET = /password|passwd|passphrase|secret|authorizationkey|privatekey/i;

/** Stands where a secret was. */
export const HIDDEN = "•••";

/** Where the value stands beside the name, in 1.6, in 2.x and in our own words. */
const VALUES: readonly string[] = ["value", "attributeValue", "actualValue"];

/** Whether a configuration key or variable of that name keeps a secret. */
export const isSecretVariable = (name: string): boolean => SECRET.test(name);

/**
 * A copy without the values of secret variables, and without texts whose own name is one; JSON
 * stays JSON.
 */
export function hideSecretVariables(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hideSecretVariables);
  if (typeof value !== "object" || value === null) return value;
  const holdsSecret = isSecretVariable(nameOf(value));
  const hidden = ([name, inner]: [string, unknown]): unknown => {
    if (holdsSecret && VALUES.includes(name)) return inner === null ? null : HIDDEN;
    if (SECRET.test(name) && (typeof inner === "string" || typeof inner === "number")) return HIDDEN;
    // a list, or its only element where a station leaves out the brackets
    if (holdsSecret && name === "variableAttribute")
      return Array.isArray(inner) ? inner.map(hideValues) : hideValues(inner);
    return hideSecretVariables(inner);
  };
  return Object.fromEntries(Object.entries(value).map((entry) => [entry[0], hidden(entry)]));
}

/**
 * The same of a message's JSON text, byte for byte as it was when it names no secret; of a text
 * that is no JSON nothing is kept but that.
 */
export function hideSecretsIn(text: string): string {
  if (!SECRET.test(text)) return text;
  try {
    return JSON.stringify(hideSecretVariables(JSON.parse(text)));
  } catch {
    return JSON.stringify(`${HIDDEN} no JSON, and it names a secret`);
  }
}

/** The name that an object gives a value to: {key}, {variable: "…"} or {variable: {name}}. */
function nameOf(named: object): string {
  const { key, variable } = named as { key?: unknown; variable?: unknown };
  if (typeof key === "string") return key;
  if (typeof variable === "string") return variable;
  const name = typeof variable === "object" && variable !== null && "name" in variable ? variable.name : "";
  return typeof name === "string" ? name : "";
}

const hideValues = (attribute: unknown): unknown =>
  typeof attribute === "object" && attribute !== null && "value" in attribute
    ? { ...attribute, value: HIDDEN }
    : attribute;
