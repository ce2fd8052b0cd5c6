/** A request whose body may be longer than anybody has reason to send. */

/**
 * The body as text, read no further than the limit.
 * @returns null when it is longer
 */
export async function textUpTo(request: Request, bytes: number): Promise<string | null> {
  const reader = request.body?.getReader();
  if (!reader) return "";
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    if (!value) continue;
    length += value.byteLength;
    if (length > bytes) {
      await reader.cancel();
      return null;
    }
    parts.push(value);
  }
  return Buffer.concat(parts).toString("utf8");
}

export const TOO_LONG = { status: 413, message: "The body is longer than anything that is read here." } as const;
