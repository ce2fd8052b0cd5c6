import { LiveRefresh } from "@/app/_trpc/live";
import { orNotFound, portal } from "@/app/_trpc/server";
import { may } from "@/server/domain/access/may";
import type { Role } from "@/server/domain/access/role";
import { many, one, pageOf, type Query } from "../../../_parts/query";
import { instantIn } from "../../_parts/list-query";
import type { CommandRow, StationDetail } from "../../_parts/station-types";
import { CommandsTab } from "./commands/commands-tab";
import { ConfigurationTab } from "./configuration-tab";
import { DeviationsTab } from "./deviations/deviations-tab";
import { DetailsTab } from "./details-tab";
import { EventsTab } from "./events-tab";
import { LiveTab } from "./live-tab";
import { MessagesTab } from "./messages-tab";
import { SessionsTab } from "./sessions-tab";

type Props = {
  readonly operator: string;
  readonly station: StationDetail;
  readonly tab: "live" | "commands" | "configuration" | "messages" | "deviations" | "sessions" | "events" | "details";
  readonly role: Role;
  readonly params: Query;
};

/** The open tab, with what it asks of the server. */
export async function TabContent({ operator, station, tab, role, params }: Props) {
  const { stations } = await portal(operator);
  const { stationId, timeZone } = station;
  const base = `/${operator}`;
  const page = { stationId, ...pageOf(params) };
  const query = (one(params, "q") ?? "").slice(0, 100);
  const mayCommand = may(role, "station:command");
  const mayWrite = may(role, "station:write");
  switch (tab) {
    case "live": {
      const [{ commands }, day] = await Promise.all([
        orNotFound(stations.commands({ stationId, limit: 5 })),
        orNotFound(stations.lastDay({ stationId })),
      ]);
      return (
        <>
          <CommandTopics commands={commands} />
          <LiveTab base={base} station={station} day={day} commands={commands} mayCommand={mayCommand} />
        </>
      );
    }
    case "commands": {
      const answer = await orNotFound(stations.commands(page));
      return (
        <>
          <CommandTopics commands={answer.commands} />
          <CommandsTab station={station} {...answer} params={params} mayCommand={mayCommand} />
        </>
      );
    }
    case "configuration": {
      const writable = one(params, "writable") === "yes";
      const answer = await orNotFound(stations.variables({ stationId, query, writable }));
      const filtered = query !== "" || writable;
      return <ConfigurationTab station={station} {...answer} filtered={filtered} mayCommand={mayCommand} />;
    }
    case "messages": {
      const [answer, actions] = await Promise.all([
        orNotFound(stations.messages({ ...page, ...messageFilter(params) })),
        orNotFound(stations.messageActions({ stationId })),
      ]);
      const props = { operator, station, ...answer, actions, params, mayWrite };
      return <MessagesTab {...props} />;
    }
    case "deviations": {
      const [answer, model] = await Promise.all([
        orNotFound(stations.deviations({ stationId, ...pageOf(params) })),
        orNotFound(stations.model({ stationId })),
      ]);
      return <DeviationsTab {...{ operator, station, ...answer, model, params, mayWrite }} />;
    }
    case "sessions": {
      const answer = await orNotFound(stations.sessions(page));
      return <SessionsTab base={base} zone={timeZone} {...answer} params={params} />;
    }
    case "events": {
      const answer = await orNotFound(stations.events(page));
      return <EventsTab base={base} station={station} {...answer} params={params} mayResolve={mayWrite} />;
    }
    case "details": {
      const [sites, attempts] = await Promise.all([
        orNotFound(stations.tree()),
        orNotFound(stations.refusedAttempts({ stationId })),
      ]);
      return <DetailsTab base={base} station={station} sites={sites} attempts={attempts} mayWrite={mayWrite} />;
    }
  }
}

function messageFilter(params: Query) {
  const direction = one(params, "direction");
  return {
    query: (one(params, "q") ?? "").slice(0, 200),
    actions: many(params, "action").slice(0, 50),
    refused: one(params, "outcome") === "refused",
    ...rangeIn(params),
    ...(direction === "in" || direction === "out" ? ({ direction } as const) : {}),
  };
}

const UNSETTLED: ReadonlySet<CommandRow["state"]> = new Set<CommandRow["state"]>(["requested", "sent", "accepted"]);

/** Commands that have not ended say so under their own topic. */
function CommandTopics({ commands }: { commands: readonly CommandRow[] }) {
  const open = commands.filter(({ state }) => UNSETTLED.has(state)).map(({ commandId }) => `command:${commandId}`);
  return open.length === 0 ? null : <LiveRefresh topics={open} />;
}

/** The stretch of time that a session's "raw messages" link asks for. */
function rangeIn(params: Query): { from?: Date; to?: Date } {
  const [from, to] = [instantIn(params, "from"), instantIn(params, "to")];
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
}
