/** How the stations may be looked at. */
export const VIEWS = ["tree", "list", "map"] as const;

export type View = (typeof VIEWS)[number];
