import { deviations as texts } from "@/app/_i18n/en/deviations";
import { requestContext } from "@/app/_trpc/context";
import { fileOf, filterIn, orRefusal } from "@/app/api/export/file-answer";
import { createCaller } from "@/server/app-router";
import { csvLine } from "@/server/domain/csv";
import { ListDeviations, type ListedDeviation } from "@/server/stations/list-deviations";

const CHUNK = 500;

/** In English, whoever asks: it is for the manufacturer. */
const COLUMNS: readonly (readonly [string, (row: ListedDeviation) => string | null])[] = [
  ["vendor", (row) => row.vendor],
  ["model", (row) => row.model],
  ["firmware", (row) => row.firmwareVersion],
  ["station", (row) => row.identity],
  ["ocpp_version", (row) => row.ocppVersion],
  ["kind", (row) => row.kind],
  ["what", (row) => texts.kind[row.kind]],
  ["place", (row) => row.place],
  ["value", (row) => row.value],
  ["what_was_made_of_it", (row) => texts.made[row.kind]],
  ["count", (row) => row.count],
  ["first_at", (row) => row.firstAt.toISOString()],
  ["last_at", (row) => row.lastAt.toISOString()],
  ["action", (row) => row.action],
  ["example", (row) => row.example],
];

type Props = { params: Promise<{ operator: string }> };

/**
 * How stations depart from their specification, as CSV: of `?station=<id>`, or of all stations of
 * `?vendor=` and `&model=`.
 */
export const GET = (request: Request, { params }: Props): Promise<Response> =>
  orRefusal(async () => {
    const { operator } = await params;
    const filter = filterIn(ListDeviations, requestedIn(new URL(request.url).searchParams));
    const api = createCaller(await requestContext(request.headers, operator));
    const first = await api.stations.deviations(filter);
    const lines = async function* () {
      yield csvLine(COLUMNS.map(([name]) => name));
      for (let page = first; ; page = await api.stations.deviations({ ...filter, after: page.after })) {
        yield page.deviations.map((row) => csvLine(COLUMNS.map(([, write]) => write(row)))).join("");
        if (page.after === null) return;
      }
    };
    return fileOf(lines(), `deviations-${operator}`, "csv");
  });

const requestedIn = (query: URLSearchParams): Record<string, unknown> => ({
  stationId: query.get("station") ?? undefined,
  vendor: query.get("vendor") ?? undefined,
  model: query.get("model") ?? undefined,
  limit: CHUNK,
});
