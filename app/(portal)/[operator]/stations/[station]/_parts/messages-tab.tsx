import { Download, MessagesSquare } from "lucide-react";
import { getTranslator } from "@/app/_i18n/translator";
import { EmptyState } from "@/app/_ui/feedback/empty-state";
import { ChoiceFilter, FilterBar, SearchFilter } from "@/app/_ui/table/filter-bar";
import { LinkButton } from "@/app/_ui/action/link-button";
import { many, type Query } from "../../../_parts/query";
import { PagerLinks } from "../../_parts/pager-links";
import type { MessageRow, StationDetail } from "../../_parts/station-types";
import { MessageLine } from "./message-line";
import { ReadAgainDialog, type RefusedLine } from "./reread/read-again-dialog";

const FILTERS = ["q", "action", "direction", "outcome", "from", "to"] as const;

/**
 * Every OCPP message of the station as it comes in, newest first; each opens to its JSON, both
 * ways.
 */
export async function MessagesTab(props: {
  operator: string;
  station: StationDetail;
  messages: readonly MessageRow[];
  actions: readonly string[];
  before: string | null;
  after: string | null;
  params: Query;
  mayWrite: boolean;
}) {
  const [t, rereadText] = await Promise.all([getTranslator("stations"), getTranslator("deviations")]);
  const { operator, station, messages, actions, params, mayWrite } = props;
  const refused = mayWrite ? messages.flatMap((message) => refusedLine(message, t("messages.frame"))) : [];
  const file = (format: string) =>
    `/api/export/${operator}/stations/${station.stationId}/messages?${filtersIn(params)}format=${format}`;
  return (
    <>
      <FilterBar
        names={FILTERS}
        end={
          <>
            <ReadAgainDialog
              stationId={station.stationId}
              zone={station.timeZone}
              refused={refused}
              label={rereadText("again.buttonMany", { count: String(refused.length) })}
            />
            <LinkButton href={file("jsonl")} download="" size="sm" icon={<Download aria-hidden />}>
              {t("messages.exportJson")}
            </LinkButton>
            <LinkButton href={file("csv")} download="" size="sm" className="max-sm:hidden">
              CSV
            </LinkButton>
          </>
        }
      >
        <SearchFilter label={t("messages.search")} />
        <ChoiceFilter
          name="action"
          label={t("messages.action")}
          multiple
          choices={actions.map((value) => ({ value, label: value }))}
        />
        <ChoiceFilter
          name="direction"
          label={t("messages.direction")}
          choices={(["in", "out"] as const).map((value) => ({ value, label: t(`messages.${value}`) }))}
        />
        <ChoiceFilter
          name="outcome"
          label={t("messages.outcome")}
          choices={[{ value: "refused", label: t("messages.refused") }]}
        />
      </FilterBar>
      <div className="overflow-hidden rounded-lg border border-line bg-surface">
        {messages.length === 0 ? (
          <EmptyState icon={<MessagesSquare aria-hidden />} title={t("messages.emptyTitle")}>
            {t(FILTERS.some((name) => params[name] !== undefined) ? "none" : "messages.empty")}
          </EmptyState>
        ) : (
          messages.map((message) => (
            <MessageLine
              key={message.id}
              stationId={station.stationId}
              message={message}
              zone={station.timeZone}
              refused={mayWrite ? refusedLine(message, t("messages.frame")) : []}
            />
          ))
        )}
      </div>
      <PagerLinks params={params} before={props.before} after={props.after} />
    </>
  );
}

/** The line of a frame that was refused and has not been read again; none of any other. */
const refusedLine = (message: MessageRow, frame: string): readonly RefusedLine[] =>
  message.direction === "in" && message.errorCode !== null && message.rereadAt === null
    ? [{ receivedAt: message.receivedAt.toISOString(), id: message.id, action: message.action ?? frame }]
    : [];

function filtersIn(params: Query): string {
  const wanted = new URLSearchParams();
  for (const name of FILTERS) for (const value of many(params, name)) wanted.append(name, value);
  const text = wanted.toString();
  return text === "" ? "" : `${text}&`;
}
