import type { Presence } from "../../../_parts/station-types";

/** The facts of a station that its command forms need. */
export type CommandedStation = {
  readonly stationId: string;
  readonly name: string;
  readonly presence: Presence;
  readonly ocppVersion: string | null;
  readonly evses: readonly number[];
};
