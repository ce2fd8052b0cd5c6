import type { Counters } from "@/ocpp-gateway/counters";
import { HEARTBEAT_INTERVAL_S } from "@/server/domain/station/outcome";
import type { StationPort } from "@/ocpp-gateway/port";

/** What every connection of one gateway shares. */
export type GatewayContext = {
  readonly stationPort: StationPort;
  readonly log: GatewayLog;
  /** Logs an error, but not thousands of them a second when the database is away. */
  readonly logError: (facts: object, sentence: string) => void;
  readonly counters: Counters;
  /** Seconds from a message's arrival to its answer, the commit included. */
  readonly answerTimes: { readonly observe: (seconds: number) => void };
  readonly limits: Limits;
  /** how many proxies of ours stand before the gateway */
  readonly trustedProxies: number;
};

/** One complaint a second is written; of the others, how many there were. */
export function throttledErrorLog(log: GatewayLog): GatewayContext["logError"] {
  let quietUntilMs = 0;
  let suppressed = 0;
  return (facts, sentence) => {
    const nowMs = Date.now();
    if (nowMs < quietUntilMs) {
      suppressed++;
      return;
    }
    log.error(suppressed > 0 ? { ...facts, suppressed } : facts, sentence);
    quietUntilMs = nowMs + 1000;
    suppressed = 0;
  };
}

/** The part of a pino logger that the gateway uses. */
export type GatewayLog = {
  readonly info: (facts: object, sentence: string) => void;
  readonly warn: (facts: object, sentence: string) => void;
  readonly error: (facts: object, sentence: string) => void;
};

export type Limits = {
  /**
   * A larger frame closes the socket with 1009. The largest sensible message is a part of a device
   * model report.
   */
  readonly frameBytes: number;
  /**
   * Messages of one station that may wait for their turn; beyond it we stop reading from its socket
   * until it has caught up.
   */
  readonly inboxMessages: number;
  /**
   * Sockets that may be compressed at a time: each may cost some 40 KiB. Beyond them compression is
   * not agreed to.
   */
  readonly compressedSockets: number;
  /** Bytes that one station may leave unread; beyond it the socket is given up. */
  readonly unreadBytes: number;
  /** A socket that said nothing for this long is asked by a ping… */
  readonly pingAfterMs: number;
  /** …and given up when it said nothing for this long. */
  readonly deadAfterMs: number;
  /**
   * A station that answers no ping shows by its messages that it lives: two of the heartbeats that
   * it was ordered, and the time of one answer.
   */
  readonly deadWithoutPongAfterMs: number;
  readonly sweepEveryMs: number;
  /** How long a station has to answer a command: mobile networks are slow (OCPP-J 1.6 §4.1.1). */
  readonly callTimeoutMs: number;
  /**
   * When the database did not take a command's answer: how long to wait before each further
   * attempt.
   */
  readonly completeRetryDelaysMs: readonly number[];
  /** Wrong passwords for one identity from one address… */
  readonly maxGuesses: number;
  /** Wrong passwords from one address, whatever the identity… */
  readonly maxGuessesOfAddress: number;
  /** …within this time, before they have to wait for its end. */
  readonly guessWindowMs: number;
  /** How long a message that may be money waits for the database, unanswered, from its arrival… */
  readonly unansweredMs: number;
  /** …how often it is tried again meanwhile… */
  readonly commitRetryMs: number;
  /** …and within what time the sockets are closed then, so that not all come back at once. */
  readonly closeSpreadMs: number;
  /** How long messages under way may take when the gateway stops. */
  readonly shutdownTimeoutMs: number;
};

export const LIMITS: Limits = {
  frameBytes: 256 * 1024,
  inboxMessages: 64,
  compressedSockets: 2_000,
  unreadBytes: 1024 * 1024,
  pingAfterMs: 30_000,
  deadAfterMs: 75_000,
  deadWithoutPongAfterMs: (2 * HEARTBEAT_INTERVAL_S + 30) * 1000,
  sweepEveryMs: 5_000,
  callTimeoutMs: 30_000,
  completeRetryDelaysMs: [500, 2_000, 5_000],
  maxGuesses: 10,
  maxGuessesOfAddress: 500,
  guessWindowMs: 10 * 60_000,
  unansweredMs: 30_000,
  commitRetryMs: 1_000,
  closeSpreadMs: 10_000,
  shutdownTimeoutMs: 8_000,
};
