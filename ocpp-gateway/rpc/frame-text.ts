/** Parts of a frame as they came, byte for byte; of text that is known to be a JSON list. */

/**
 * The last part, behind the message type and so many strings. Only the head is looked at, so it
 * costs the same for a payload of any size.
 */
export function textBehind(raw: string, strings: number): string {
  let at = raw.indexOf(",") + 1;
  for (let passed = 0; passed < strings; passed++) at = raw.indexOf(",", endOfString(raw, raw.indexOf('"', at))) + 1;
  return raw.slice(at, raw.lastIndexOf("]")).trim();
}

/** The part of this index, in a frame of whatever parts; null when there is none. */
export function partText(raw: string, index: number): string | null {
  let start = raw.indexOf("[") + 1;
  let passed = 0;
  let depth = 0;
  for (let at = start; at < raw.length; at++) {
    const sign = raw[at];
    if (sign === '"') at = endOfString(raw, at) - 1;
    else if (sign === "[" || sign === "{") depth++;
    else if (sign === "," && depth === 0) {
      if (passed++ === index) return raw.slice(start, at).trim();
      start = at + 1;
    } else if ((sign === "]" || sign === "}") && depth-- === 0) {
      return passed === index ? raw.slice(start, at).trim() : null;
    }
  }
  return null;
}

/** The place behind the closing quote of the string that opens at `start`. */
function endOfString(raw: string, start: number): number {
  let end = raw.indexOf('"', start + 1);
  while (isEscaped(raw, end)) end = raw.indexOf('"', end + 1);
  return end + 1;
}

function isEscaped(raw: string, at: number): boolean {
  let slashes = 0;
  while (raw[at - 1 - slashes] === "\\") slashes++;
  return slashes % 2 === 1;
}
