import type { Deviation } from "./deviation";

/** What became of a refused frame when it was read again, or would become of it. */
export type RereadLine = {
  /** its line in the message log */
  readonly receivedAt: string;
  readonly id: string;
  readonly action: string | null;
  /**
   * read: it is an event now; known: the same event had come before; refused: it still cannot be
   * read, for `reason`; failed: it was read and could not be kept
   */
  readonly outcome: "read" | "known" | "refused" | "failed";
  readonly eventType: string | null;
  readonly reason: string | null;
  readonly deviations: readonly Deviation[];
};

/** A session as a bill sees it. */
export type SessionFacts = {
  readonly state: string;
  readonly billingState: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** whole milli-watt-hours as text; null until the meter spoke */
  readonly energyMilliWh: string | null;
  /** of its charge record; null until it is rated */
  readonly grossMinor: string | null;
  readonly currency: string | null;
};

export type SessionChange = {
  readonly sessionId: string;
  readonly number: number;
  /** null: it is new */
  readonly before: SessionFacts | null;
  readonly after: SessionFacts;
};

/** What reading frames again changed, or in a preview would change. */
export type RereadReport = {
  readonly lines: readonly RereadLine[];
  readonly sessions: readonly SessionChange[];
  /** codes of the findings raised */
  readonly findings: readonly string[];
};

/** At most so many frames are read again at a time. */
export const MAX_REREAD = 200;
