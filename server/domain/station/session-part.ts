/** Which part of a session a message carries. */
export type SessionPart = "start" | "metered" | "end";

/** A refused message that carries a part of a session, as far as it could be read. */
export type RefusedPart = {
  readonly part: SessionPart;
  /** the session's number (1.6) or the station's own transaction id (2.x), as text */
  readonly transaction: string | null;
  readonly evse: number | null;
};
