/** The list's address, read tolerantly: what is not understood is left out, so that an old link still opens the list. */
export type Query = Readonly<Record<string, string | string[] | undefined>>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const BILLING = ["open", "settling", "needs_price", "hold", "rated", "not_billable"] as const;
export const BILLING_FILTERS = BILLING.filter((state) => state !== "open");

/** The filters that "Clear filters" removes. */
export const FILTER_NAMES = ["q", "state", "billing", "site", "station", "from", "to"];

export function readQuery(query: Query) {
  const one = (name: string): string | undefined => {
    const value = query[name];
    return Array.isArray(value) ? value[0] : value;
  };
  const matching = (name: string, pattern: RegExp) => {
    const value = one(name);
    return value !== undefined && pattern.test(value) ? value : undefined;
  };
  const asked = [query["billing"] ?? []].flat();
  const billing = BILLING.filter((state) => asked.includes(state));
  const state = one("state");
  const sort = one("sort");
  return {
    state: (["active", "ended"] as const).find((known) => known === state),
    billing: billing.length > 0 ? billing : undefined,
    siteId: matching("site", UUID),
    stationId: matching("station", UUID),
    text: one("q")?.slice(0, 100) || undefined,
    from: matching("from", DAY),
    to: matching("to", DAY),
    sort: (["start", "-start"] as const).find((known) => known === sort) ?? ("live" as const),
    after: matching("after", /^[\w-]{1,600}$/),
    before: matching("before", /^[\w-]{1,600}$/),
  };
}

/** The same filters for the export's address, without paging and columns. */
export function exportAddress(operator: string, query: Query): string {
  const params = new URLSearchParams();
  for (const name of FILTER_NAMES) for (const value of [query[name] ?? []].flat()) params.append(name, value);
  const text = params.toString();
  return `/api/export/${encodeURIComponent(operator)}/sessions${text === "" ? "" : `?${text}`}`;
}
