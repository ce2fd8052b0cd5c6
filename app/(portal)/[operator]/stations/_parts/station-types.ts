import type { portal } from "@/app/_trpc/server";

type Stations = Awaited<ReturnType<typeof portal>>["stations"];
type Answer<Name extends keyof Stations> = Stations[Name] extends (...input: never[]) => infer Promised
  ? Awaited<Promised>
  : never;

export type StationPage = Answer<"list">;
export type ListedStation = StationPage["stations"][number];
export type ListedConnector = ListedStation["connectors"][number];
export type Presence = ListedStation["presence"];
export type SiteBranch = Answer<"tree">[number];
export type StationDetail = Answer<"get">;
export type StationEvse = StationDetail["evses"][number];
export type CommandRow = Answer<"commands">["commands"][number];
export type VariableRow = Answer<"variables">["variables"][number];
export type MessageRow = Answer<"messages">["messages"][number];
export type DeviationRow = Answer<"deviations">["deviations"][number];
export type StationModel = Answer<"model">;
export type OwnProfile = StationModel["own"][number];
export type EventRow = Answer<"events">["events"][number];
export type FindingRow = Answer<"events">["findings"][number];
export type StationSession = Answer<"sessions">["sessions"][number];
export type LastDay = Answer<"lastDay">;
export type DayLane = LastDay["lanes"][number];
export type StateSpan = DayLane["states"][number];
export type LaneSession = DayLane["sessions"][number];
export type RefusedAttemptRow = Answer<"refusedAttempts">[number];
export type Registered = Answer<"register">;
