import { requestContext } from "@/app/_trpc/context";
import { fileOf, filterIn, orRefusal } from "@/app/api/export/file-answer";
import { createCaller } from "@/server/app-router";
import { csvLine } from "@/server/domain/csv";
import { ListMessages, type MessageRow } from "@/server/stations/list-messages";

const CHUNK = 500;

const COLUMNS: readonly (readonly [string, (row: MessageRow) => string | null])[] = [
  ["received_at", (row) => row.receivedAt.toISOString()],
  ["direction", (row) => row.direction],
  ["ocpp_version", (row) => row.ocppVersion],
  ["message_id", (row) => row.messageId],
  ["action", (row) => row.action],
  ["request", (row) => row.request],
  ["answer", (row) => row.answer],
  ["error_code", (row) => row.errorCode],
  ["error_description", (row) => row.errorDescription],
];

type Props = { params: Promise<{ operator: string; station: string }> };

/**
 * A station's messages, all that match the filters of the address, newest first: `?format=jsonl`
 * (default) or `csv`.
 */
export const GET = (request: Request, { params }: Props): Promise<Response> =>
  orRefusal(async () => {
    const { operator, station } = await params;
    const query = new URL(request.url).searchParams;
    const isCsv = query.get("format") === "csv";
    const filter = filterIn(ListMessages, requestedIn(station, query));
    const api = createCaller(await requestContext(request.headers, operator));
    const first = await api.stations.messages(filter);
    const lines = async function* () {
      if (isCsv) yield csvLine(COLUMNS.map(([name]) => name));
      for (let page = first; ; page = await api.stations.messages({ ...filter, after: page.after })) {
        yield page.messages
          .map((row) => (isCsv ? csvLine(COLUMNS.map(([, write]) => write(row))) : jsonLine(row)))
          .join("");
        if (page.after === null) return;
      }
    };
    return fileOf(lines(), `messages-${operator}`, isCsv ? "csv" : "jsonl");
  });

const requestedIn = (stationId: string, query: URLSearchParams): Record<string, unknown> => ({
  stationId,
  query: query.get("q") ?? "",
  actions: query.getAll("action"),
  direction: query.get("direction") ?? undefined,
  refused: query.get("outcome") === "refused",
  from: dateIn(query.get("from")),
  to: dateIn(query.get("to")),
  limit: CHUNK,
});

const dateIn = (text: string | null): Date | undefined => (text === null ? undefined : new Date(text));

const jsonLine = (row: MessageRow): string =>
  `${JSON.stringify({ ...row, receivedAt: row.receivedAt.toISOString() })}\n`;
