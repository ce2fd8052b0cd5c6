import { requestContext } from "@/app/_trpc/context";
import { createCaller } from "@/server/app-router";
import { csvLine } from "@/server/domain/csv";
import { ListStations, type ListedStation } from "@/server/stations/list-stations";
import { fileOf, refusalOf } from "./file-answer";

const CHUNK = 500;

const COLUMNS: readonly (readonly [string, (row: ListedStation) => string | number | null])[] = [
  ["station", (row) => row.name],
  ["identity", (row) => row.identity],
  ["site", (row) => row.siteName],
  ["city", (row) => row.city],
  ["time_zone", (row) => row.timeZone],
  ["connection", (row) => row.presence],
  ["last_seen_at", (row) => row.lastSeenAt?.toISOString() ?? null],
  ["ocpp_version", (row) => row.ocppVersion],
  ["vendor", (row) => row.vendor],
  ["model", (row) => row.model],
  ["firmware", (row) => row.firmwareVersion],
  ["evses", (row) => new Set(row.connectors.map(({ evse }) => evse)).size],
  ["connector_states", (row) => row.connectors.map(({ evse, state }) => `${evse}:${state ?? "unknown"}`).join(" ")],
  ["active_sessions", (row) => row.activeSessions],
  ["power_w", (row) => Math.round(row.powerW)],
];

/** The whole filtered set of stations as CSV, a page at a time. The filters are those of the list's address; the right is the list's own. */
export async function GET(request: Request, { params }: { params: Promise<{ operator: string }> }): Promise<Response> {
  const { operator } = await params;
  const query = new URL(request.url).searchParams;
  const filter = ListStations.safeParse({
    query: query.get("q") ?? "",
    siteIds: query.getAll("site"),
    states: query.getAll("state"),
    sort: query.get("sort") ?? "site",
    limit: CHUNK,
  });
  if (!filter.success) return new Response("The address names a filter that does not exist.", { status: 400 });
  const api = createCaller(await requestContext(request.headers, operator));
  const first = await api.stations.list(filter.data).catch(refusalOf);
  if (first instanceof Response) return first;
  const lines = async function* () {
    yield csvLine(COLUMNS.map(([name]) => name));
    for (let page = first; ; page = await api.stations.list({ ...filter.data, after: page.after })) {
      yield page.stations.map((row) => csvLine(COLUMNS.map(([, write]) => write(row)))).join("");
      if (page.after === null) return;
    }
  };
  return fileOf(lines(), `stations-${operator}`, "csv");
}
