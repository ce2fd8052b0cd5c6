/** What a person typed, as a pattern of `ilike`: its signs stand for themselves. */

const plain = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

/** Found anywhere. */
export const within = (text: string): string => `%${plain(text)}%`;

/** Found at the beginning. */
export const beginning = (text: string): string => `${plain(text)}%`;
