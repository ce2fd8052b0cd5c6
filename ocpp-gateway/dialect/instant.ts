/**
 * Epoch milliseconds of a timestamp that has passed its schema; the format there has proved that it
 * is an instant.
 */
export function instant(text: string): number {
  return Date.parse(text);
}
