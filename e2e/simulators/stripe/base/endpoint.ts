import { invalid } from "./refuse";
import type { Unit } from "./unit";
import { idOf, type Table, type Tables } from "./wire";

/** One Stripe operation: the parameters that have an effect, and what it does. */
export type Endpoint = {
  supportedParams: readonly string[];
  handle: (unit: Unit, params: never, id: string) => object;
};

/**
 * `supportedParams` names the parameters with an effect here. Others that the SDK's types allow are
 * refused, so that no caller relies on a missing effect. `id` is the one in the path, empty when
 * there is none.
 */
export function endpoint<Params>(
  supportedParams: readonly (keyof Params & string)[],
  handle: (unit: Unit, params: Params, id: string) => object,
): Endpoint {
  return { supportedParams: [...supportedParams, "expand"], handle };
}

/** `GET /v1/things/{id}`. */
export function retrieve(table: Table): Endpoint {
  return endpoint<Record<string, never>>([], (unit, _params, id) => unit.need(table, id));
}

type ListParams = { limit?: number; starting_after?: string; ending_before?: string };
type Filter = string | number | boolean | { gt?: number; gte?: number; lt?: number; lte?: number };

/**
 * `GET /v1/things`: newest first, a page at a time, filtered by equal fields and by ranges of time.
 */
export function list<Name extends Table>(
  table: Name,
  filters: readonly string[],
  matches: (object: Tables[Name], params: Record<string, Filter>, unit: Unit) => boolean = () => true,
): Endpoint {
  const handle = (unit: Unit, params: ListParams & Record<string, Filter>) => {
    const call = filters.filter((name) => params[name] !== undefined);
    const found = unit
      .all(table)
      .filter((object) => call.every((name) => fits(object, name, params[name])) && matches(object, params, unit));
    return page(found.reverse(), params, `/v1/${table}`);
  };
  return endpoint<ListParams & Record<string, Filter>>([...PAGING, ...filters], handle);
}

export const PAGING = ["limit", "starting_after", "ending_before"] as const;

/** Returns one page of a list that is already in its order. */
export function page<Item extends { id: string }>(items: Item[], params: ListParams, url: string) {
  const limit = params.limit ?? 10;
  if (limit < 1 || limit > 100) throw invalid(`Invalid limit: must be between 1 and 100`, { param: "limit" });
  if (params.ending_before !== undefined) {
    const end = positionOf(items, params.ending_before, "ending_before");
    const start = Math.max(0, end - limit);
    return { object: "list" as const, data: items.slice(start, end), has_more: start > 0, url };
  }
  const cursor = params.starting_after;
  const start = cursor === undefined ? 0 : positionOf(items, cursor, "starting_after") + 1;
  const data = items.slice(start, start + limit);
  return { object: "list" as const, data, has_more: start + limit < items.length, url };
}

function positionOf(items: { id: string }[], id: string, param: string): number {
  const position = items.findIndex((item) => item.id === id);
  if (position < 0) throw invalid(`No such object: '${id}'`, { code: "resource_missing", param });
  return position;
}

function fits(object: object, name: string, filter: Filter | undefined): boolean {
  const field = (object as Record<string, unknown>)[name];
  if (typeof filter !== "object") {
    return (typeof field === "object" ? idOf(field as { id: string } | null) : field) === filter;
  }
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = filter;
  return typeof field === "number" && field > gt && field >= gte && field < lt && field <= lte;
}

/** `metadata` as Stripe merges it: an empty value unsets its key, an empty string unsets all. */
export function mergeMetadata(
  current: Record<string, string> | null,
  given: Record<string, string | number | null> | "" | null | undefined,
): Record<string, string> {
  if (given === undefined) return current ?? {};
  if (given === "" || given === null) return {};
  const merged = { ...current, ...given };
  return Object.fromEntries(
    Object.entries(merged)
      .filter(([, value]) => value !== "" && value !== null)
      .map(([key, value]) => [key, String(value)]),
  );
}
