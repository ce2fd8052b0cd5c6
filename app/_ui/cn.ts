/**
 * Joins class names, leaving out what is false. Later classes do not override earlier ones: pass
 * layout classes only.
 */
export function cn(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(" ");
}
