/**
 * The answer the business gives to a station's event; a dialect says it in its own words.
 * JSON-safe: it is stored beside the event and replayed.
 */
export type Outcome =
  | { readonly type: "done" }
  | BootOutcome
  | AuthorizationOutcome
  | SessionStartedOutcome
  | SessionProgressOutcome
  | SessionEndedOutcome;

/** OCPP registration status; a station that is registered here is accepted. */
export type BootOutcome = {
  readonly type: "boot";
  readonly registration: "accepted" | "pending" | "rejected";
  readonly heartbeatIntervalS: number;
};

/** How often an accepted station is to send a Heartbeat when it has nothing else to send. */
export const HEARTBEAT_INTERVAL_S = 300;

/** What we say of a token: the union of the 1.6 and 2.0.1 words. */
export const AUTHORIZATIONS = ["accepted", "blocked", "expired", "unknown", "concurrent_tx", "no_credit"] as const;

export type Authorization = (typeof AUTHORIZATIONS)[number];

export type AuthorizationOutcome = {
  readonly type: "authorization";
  readonly authorization: Authorization;
  /**
   * Groups the tokens of one driver's account, or of one contract: any of them may stop the other's
   * session (OCPP parentIdTag / groupIdToken).
   */
  readonly groupUid: string | null;
};

export type SessionStartedOutcome = {
  readonly type: "session-started";
  readonly authorization: Authorization;
  readonly groupUid: string | null;
  /** Positive 31-bit number, unique on this deployment: OCPP 1.6 transactionId. */
  readonly sessionNumber: number;
};

export type SessionProgressOutcome = {
  readonly type: "session-progress";
  /** Set when a token came with the event. */
  readonly authorization: Authorization | null;
  readonly groupUid: string | null;
};

export type SessionEndedOutcome = {
  readonly type: "session-ended";
  readonly authorization: Authorization | null;
  readonly groupUid: string | null;
  /**
   * Decimal text in the tariff's currency including tax (OCPP 2.0.1 totalCost); null when the
   * session still needs a price.
   */
  readonly totalCost: string | null;
};
