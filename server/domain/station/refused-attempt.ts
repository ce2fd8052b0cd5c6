/** Why a station's attempt to connect was refused. The words are stored and never change. */
export const REFUSED_ATTEMPT_REASONS = [
  "no_password",
  "wrong_password",
  /** the user name is another than the id in the address */
  "other_name",
  "too_many_attempts",
  "subprotocol",
  /** the address is not that of a station */
  "path",
] as const;

export type RefusedAttemptReason = (typeof REFUSED_ATTEMPT_REASONS)[number];

/** One attempt, as it came; nothing in it is proven. */
export type RefusedAttempt = {
  /** whom it named */
  readonly identity: string;
  readonly reason: RefusedAttemptReason;
  readonly remoteAddress: string;
  /** the Sec-WebSocket-Protocol header; null when there was none */
  readonly offeredSubprotocol: string | null;
  readonly atMs: number;
};
