/** What a person typed, as a pattern of `ilike`: its signs stand for themselves. */

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

/** Found anywhere. */
export const containsPattern = (text: string): string => `%${escapeLike(text)}%`;

/** Found at the beginning. */
export const prefixPattern = (text: string): string => `${escapeLike(text)}%`;
