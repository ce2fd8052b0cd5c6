import { VIEWS, type View } from "./views";

export type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>;

export const STATION_STATES = ["online", "offline", "charging", "faulted", "finding"] as const;

const SORTS = ["site", "name", "identity", "seen", "-site", "-name", "-identity", "-seen"] as const;
const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Whether a part of an address can be an id at all. */
export const isId = (text: string): boolean => UUID.test(text);

/** One value of a parameter that may be repeated. */
export const one = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === "string" ? value : value?.[0];

/** An instant in an address, as ISO text; what is none is as if it were not there. */
export function instantIn(value: string | readonly string[] | null | undefined): Date | undefined {
  const read = new Date(one(value ?? undefined) ?? "");
  return Number.isNaN(read.getTime()) ? undefined : read;
}

/** All values of a parameter. */
export const many = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === "string" ? [value] : value;

/** The view an address asks for; the tree unless it says otherwise. */
export const viewIn = (params: SearchParams): View => VIEWS.find((view) => view === one(params["view"])) ?? "tree";

/** Filters, sort and page of the stations list as an address says them; what cannot be read is as if it were not there. */
export function listQuery(params: SearchParams) {
  const sort = SORTS.find((known) => known === one(params["sort"]));
  const [after, before] = [one(params["after"]), one(params["before"])];
  return {
    query: (one(params["q"]) ?? "").slice(0, 100),
    siteIds: many(params["site"]).filter(isId),
    states: STATION_STATES.filter((state) => many(params["state"]).includes(state)),
    ...(sort === undefined || viewIn(params) === "tree" ? {} : { sort }),
    ...(after === undefined ? {} : { after }),
    ...(before === undefined ? {} : { before }),
  };
}
