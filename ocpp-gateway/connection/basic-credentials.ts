export type Credentials = { readonly username: string; readonly password: string };

/**
 * The name and password of an HTTP Basic header (security profile 1; OCPP-J 1.6 §6.2.2), or null.
 *
 * A password of 2.0.1 is UTF-8 text; 1.6's first edition had 20 raw bytes, which people see and
 * configure as 40 hexadecimal digits (AuthorizationKey): bytes that are no text are compared in
 * that form.
 */
export function basicCredentials(header: string | undefined): Credentials | null {
  const [, encoded] = /^basic +([A-Za-z0-9+/_-]+=*) *$/i.exec(header ?? "") ?? [];
  if (encoded === undefined) return null;
  const bytes = Buffer.from(encoded, "base64");
  const colon = bytes.indexOf(":");
  if (colon < 0) return null;
  const username = textOf(bytes.subarray(0, colon));
  if (username === null) return null;
  const key = bytes.subarray(colon + 1);
  return { username, password: textOf(key) ?? key.toString("hex") };
}

function textOf(bytes: Buffer): string | null {
  const text = bytes.toString("utf8");
  return Buffer.from(text, "utf8").equals(bytes) && !text.includes("\0") ? text : null;
}
