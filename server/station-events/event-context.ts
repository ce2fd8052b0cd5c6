import type { TenantHandle } from "@/db/handle";
import type { StationIdentity } from "@/server/station-events/exchange";
import type { Deviation } from "@/server/domain/station/deviation";
import type { Topic } from "@/server/live/topics";

/** What every reaction gets beside the event itself. */
export type EventContext = {
  readonly handle: TenantHandle;
  readonly station: StationIdentity;
  /** our clock, epoch milliseconds */
  readonly receivedAtMs: number;
  /** Marks a topic as changed; open pages are notified after the commit. */
  readonly touch: (topic: Topic) => void;
  /** Notes how the message departs from the specification, beside what its reader found. */
  readonly deviate: (deviation: Deviation) => void;
  /**
   * What is remembered beside the database may change only once the transaction has committed: a
   * batch may be taken back and written again.
   */
  readonly afterCommit: (act: () => void) => void;
};

/** ISO text of epoch milliseconds, as Postgres reads it. */
export const iso = (epochMs: number): string => new Date(epochMs).toISOString();

/** The pages that show a session. */
export function touchSession({ station, touch }: EventContext, sessionId: string): void {
  touch(`session:${sessionId}`);
  touch("sessions");
  touch("overview");
  touch(`station:${station.stationId}`);
}

/** The pages that show a station. */
export function touchStation({ station, touch }: EventContext): void {
  touch(`station:${station.stationId}`);
  touch("stations");
  touch("overview");
}
