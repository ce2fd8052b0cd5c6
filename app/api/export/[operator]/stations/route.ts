import { requestContext } from "@/app/_trpc/context";
import { fileOf, filterIn, orRefusal } from "@/app/api/export/file-answer";
import { createCaller } from "@/server/app-router";
import { csvLine } from "@/server/domain/csv";
import { ListStations, type ListedStation } from "@/server/stations/list-stations";

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

type Props = { params: Promise<{ operator: string }> };

/**
 * The whole filtered set of stations as CSV, a page at a time. The filters are those of the list's
 * address; the right is the list's own.
 */
export const GET = (request: Request, { params }: Props): Promise<Response> =>
  orRefusal(async () => {
    const { operator } = await params;
    const filter = filterIn(ListStations, requestedIn(new URL(request.url).searchParams));
    const api = createCaller(await requestContext(request.headers, operator));
    const first = await api.stations.list(filter);
    const lines = async function* () {
      yield csvLine(COLUMNS.map(([name]) => name));
      for (let page = first; ; page = await api.stations.list({ ...filter, after: page.after })) {
        yield page.stations.map((row) => csvLine(COLUMNS.map(([, write]) => write(row)))).join("");
        if (page.after === null) return;
      }
    };
    return fileOf(lines(), `stations-${operator}`, "csv");
  });

const requestedIn = (query: URLSearchParams): Record<string, unknown> => ({
  query: query.get("q") ?? "",
  siteIds: query.getAll("site"),
  states: query.getAll("state"),
  sort: query.get("sort") ?? "site",
  limit: CHUNK,
});
